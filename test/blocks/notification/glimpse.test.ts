import { describe, expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { renderDigest } from '../../../blocks/notification/digest.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { cancelOf, cardOf, context, now } from '../../gallery/exhibits/samples.ts';
import { cardsOf, changeOf, jobOf, launchOf, t0, updatesOf } from '../samples.ts';

const second = 1_000;
const card: CardView = { launch: launchOf('oom'), job: jobOf('oom') };
const { handle } = card.launch;

/** What a phone shows of a reply. */
const first = (updates: readonly Update[], of: CardView = card): string =>
  renderReply({ updates, card: of, possiblyRepeated: false }, context).text.split('\n')[0] ?? '';
const change = (...args: Parameters<typeof changeOf>): Update => ({
  kind: 'job',
  change: changeOf(...args),
});
const ran = { startTime: t0, endTime: t0 + 8 * second, at: t0 + 8 * second };
const memory = { code: 8, message: 'Replicas low on memory: workerpool0. Specify' };
const cancelled: CardView = {
  ...card,
  cancel: { ...cancelOf(handle), reason: 'too slow' },
};
const failure = { kind: 'permanent', message: 'Machine type "x9" is not supported.' } as const;

describe('what a phone shows first names the job and the reason', () => {
  test.each<[name: string, update: Update, said: string, of?: CardView]>([
    [
      'a failure',
      change('FAILED', { ...ran, error: memory }),
      `❌ oom (${handle}) failed after 8 s: out of memory in workerpool0`,
    ],
    [
      'a failure that nobody can explain: Google’s first line',
      change('FAILED', { ...ran, error: { code: 3, message: 'Lost at sea.\nTraceback' } }),
      `❌ oom (${handle}) failed after 8 s: Lost at sea.`,
    ],
    [
      'a failure without its reason',
      change('FAILED', { ...ran, errorAwaited: true }),
      `❌ oom (${handle}) failed after 8 s, its reason follows`,
    ],
    [
      'its reason',
      change('FAILED', { kind: 'reason', error: memory }),
      `❌ oom (${handle}) failed: out of memory in workerpool0`,
    ],
    ['success', change('SUCCEEDED', ran), `✅ oom (${handle}) succeeded after 8 s`],
    [
      'a cancel’s end',
      change('CANCELLED', ran),
      `🚫 oom (${handle}) was cancelled after 8 s by <@U0WANDA>: too slow`,
      cancelled,
    ],
    [
      'a cancel from elsewhere',
      change('CANCELLED', ran),
      `🚫 oom (${handle}) was cancelled after 8 s, not asked for here`,
    ],
    [
      'an end without a run',
      change('EXPIRED', { startTime: undefined, endTime: t0 + 60_000, createTime: t0 }),
      `⌛ oom (${handle}) expired before it ran, after 1 min`,
    ],
    [
      'waiting',
      change('QUEUED', { startTime: undefined, fromSince: undefined, from: undefined }),
      `⏳ oom (${handle}) is waiting for quota`,
    ],
    [
      'an interruption',
      change('PENDING', { from: 'RUNNING', fromSince: t0, at: t0 + 60_000 }),
      `🟡 oom (${handle}) was interrupted after 1 min: getting its machines`,
    ],
    [
      'a wait that goes on after an interruption',
      change('PENDING', { from: 'QUEUED', fromSince: t0 + 3_000, startTime: t0, at: t0 + 60_000 }),
      `🟡 oom (${handle}) is getting its machines`,
    ],
    [
      'a start',
      change('RUNNING', { createTime: t0, startTime: t0 + 60_000, fromSince: t0 }),
      `🟢 oom (${handle}) is running after 1 min of waiting`,
    ],
    [
      'what Vertex refused',
      { kind: 'launch-failed', at: now, failure },
      `❌ oom (${handle}) was not started: machine type x9 is not offered here`,
    ],
    [
      'a cancel',
      { kind: 'cancel-asked', at: now, by: 'U0WANDA', reason: 'too slow', waitsForJob: false },
      `🟠 oom (${handle}): cancel requested by <@U0WANDA>: too slow`,
    ],
    [
      'a cancel that drags on',
      { kind: 'cancel-overdue', at: t0 + 60_000, askedAt: t0, state: 'CANCELLING' },
      `🟠 oom (${handle}) is still cancelling 1 min after the cancel`,
    ],
  ])('%s', (_, update, said, of) => {
    expect(first([update], of)).toBe(said);
  });

  test('every update there is, with its job first, after its sign', () => {
    for (const update of updatesOf('oom')) {
      expect(first([update])).toMatch(new RegExp(`^\\S+ oom \\(${handle}\\)[ :,]`));
    }
  });

  test('of several things the end, with the reason that came late', () => {
    const updates = [
      change('RUNNING', {}),
      change('FAILED', { ...ran, errorAwaited: true }),
      change('FAILED', { kind: 'reason', error: memory }),
    ];
    expect(first(updates)).toMatch(/ failed after 8 s: out of memory/);
  });

  test('a long name does not push the reason out, nor a long reason the rest', () => {
    const launch = launchOf('n'.repeat(128));
    const error = { code: 3, message: 'x'.repeat(5_000) };
    const said = first([change('FAILED', { ...ran, error })], { ...card, launch });
    expect(said).toMatch(/^❌ n{59}… \(\w+\) failed after 8 s: x{99}…$/);
  });

  test('a secret in a reason is hidden', () => {
    const error = { code: 3, message: `token=${'a1B2'.repeat(8)} refused` };
    expect(first([change('FAILED', { ...ran, error })])).not.toContain('a1B2');
  });

  test('what is seen goes without it', () => {
    const update = change('FAILED', { ...ran, error: memory });
    const { blocks } = renderReply({ updates: [update], card, possiblyRepeated: false }, context);
    expect(JSON.stringify(blocks)).not.toContain('failed after');
  });

  test('a card of what has failed has its reason right below its name', () => {
    const [title, why] = renderCard(
      cardOf('vzh3', { state: 'FAILED', error: memory }),
      context,
    ).text.split('\n');
    expect(title).toMatch(/^❌ Failed .* · .* {3}`?vzh3`?$/);
    expect(why).toBe('Out of memory in workerpool0 (code 8)');
    for (const one of cardsOf('oom')) {
      expect(renderCard(one, context).text.split('\n')[0]).toMatch(/^\S+ .* · oom {3}/);
    }
  });

  test('a digest names the first failures', () => {
    const of = cardOf('vzh3', { state: 'FAILED', error: memory });
    const digest = {
      kind: 'burst',
      at: now,
      ends: { SUCCEEDED: 4, FAILED: 3 },
      failed: [of.launch.id],
    } as const;
    const view = {
      channel: 'C0JOBS',
      digest: { ...digest, failed: [...digest.failed] },
      launches: new Map([[of.launch.id, { card: of }]]),
    };
    expect(renderDigest(view, context).text.split('\n')[0]).toMatch(
      /^7 jobs ended at once: 4 succeeded, 3 failed\. ❌ .* \(vzh3\): Out of memory in workerpool0/,
    );
  });
});
