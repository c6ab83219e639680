import { describe, expect, test } from 'vitest';
import { isChannelAct, type DigestView } from '../../../app/domain/notification/digest.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { renderDigest } from '../../../blocks/notification/digest.ts';
import {
  channels,
  digests,
  launches,
  suppressed,
} from '../../gallery/exhibits/notification-level.ts';
import { context } from '../../gallery/exhibits/samples.ts';

const foreign = '<!channel> *x* https://evil.example';
const textOf = (name: string): string => {
  const found = digests.find(([caption]) => caption === name)?.[1];
  if (found === undefined) throw new Error(name);
  return renderDigest({ channel: 'C0MLJOBS', digest: found, launches }, context).text;
};
const oneCard = () => {
  const [one] = launches.values();
  if (one === undefined) throw new Error('none');
  return one.card;
};
/** Dates as their fallback. */
const plain = (text: string): string => text.replaceAll(/<!date[^|>]*\|([^>]*)>/g, '$1');

describe('a digest', () => {
  test('of a burst counts, and names the failures with links to their cards', () => {
    expect(plain(textOf('A burst of ends'))).toMatchInlineSnapshot(`
      "37 jobs ended at once: 34 succeeded, 3 failed. ❌ resnet gs://acme-data/imagenet lr=0.05 (vz3h): Out of memory in workerpool0 (code 8)
      37 jobs ended at once: 34 succeeded, 3 failed, as read at 2026-11-24 15:46 UTC. The cards say how.
      For <@U0ANA>:
      ❌ <https://acme.slack.com/archives/C0MLJOBS/p1764000000000100|vz3h> resnet gs://acme-data/imagenet lr=0.05 · Failed after 38 min · Out of memory in workerpool0 (code 8)
      and 2 more: see /job list failed"
    `);
  });

  test('of a day tells what ended, what runs with its cost, and what is not known', () => {
    expect(plain(textOf('A day'))).toMatchInlineSnapshot(`
      "Daily digest: 11 succeeded, 1 failed, 2 cancelled, 3 live. ❌ resnet gs://acme-data/imagenet lr=0.05 (vz3h): Out of memory in workerpool0 (code 8)
      Daily digest since 2026-11-23 15:46 UTC: 14 jobs ended, 11 succeeded, 1 failed, 2 cancelled.
      ❌ <https://acme.slack.com/archives/C0MLJOBS/p1764000000000100|vz3h> resnet gs://acme-data/imagenet lr=0.05 · Failed after 38 min · Out of memory in workerpool0 (code 8)
      3 jobs live, about $4.98/h at list price (1 unpriced), the longest first:
      🟢 <https://acme.slack.com/archives/C0MLJOBS/p1764000000000100|d4w8> resnet gs://acme-data/imagenet lr=0.05 · Running since 2026-11-24 15:06 UTC
      ⏳ <https://acme.slack.com/archives/C0MLJOBS/p1764000000000100|k7m2> llama-tune 5000 steps · Queued since 2026-11-24 15:00 UTC
      and 1 more: see /job list
      Burning most by list price, of what /job top shows:
      <https://acme.slack.com/archives/C0MLJOBS/p1764000000000100|d4w8> resnet gs://acme-data/imagenet lr=0.05 · ≈ $1.01/h
      ⚠️ 1 job can’t be read at present, and may have ended.
      ⚠️ europe-west4 not reached for 34 min (The service is currently unavailable): what is shown of it may be old."
    `);
  });

  test('of a day without anything says so in a line', () => {
    expect(plain(textOf('A day without anything'))).toMatchInlineSnapshot(
      `
      "Daily digest: nothing ended, nothing is live.
      Daily digest since 2026-11-23 15:46 UTC: nothing ended here, and nothing is live."
    `,
    );
  });

  test('of a burst calls the people of what it names, once each; any other mentions nobody', () => {
    for (const [name, digest] of digests) {
      if (isChannelAct(digest)) continue;
      const called = digest.kind === 'burst' && digest.failed.length > 0;
      expect(textOf(name).match(/<@\w+>/g)).toEqual(called ? ['<@U0ANA>'] : null);
    }
    const [ana] = launches.values();
    if (ana === undefined) throw new Error('none');
    const { card, rootTs } = ana;
    const bo = { ...card, watched: { by: 'U0BO', channel: 'C0MLJOBS' } };
    const view: DigestView = {
      channel: 'C0MLJOBS',
      digest: { kind: 'burst', at: 0, ends: { FAILED: 6, EXPIRED: 3 }, failed: ['1', '2', '3'] },
      launches: new Map([
        ['1', { card, rootTs }],
        ['2', { card: bo, rootTs }],
        ['3', { card, rootTs }],
      ]),
    };
    const { text } = renderDigest(view, context);
    expect(text.match(/^For .*$/m)?.[0]).toBe('For <@U0ANA>, <@U0BO>:');
    expect(text).toMatch(/\nand 6 more: see \/job list failed expired$/);
  });

  test('of what somebody did to the channel says who, what, and how it is undone', () => {
    expect(textOf('Made quiet')).toMatchInlineSnapshot(`
      "🔔 <@U0WANDA> changed what this channel hears. quiet (was all): threads tell only what people did or must decide, and no failures.
      To undo: /job channel all"
    `);
    expect(textOf('All settings changed')).toMatchInlineSnapshot(`
      "🔔 <@U0ANA> changed what this channel hears. failures (was quiet): threads tell what people did and what went wrong.
      Failures are not shown in the channel any more.
      Daily digest: 09:00 America/Sao_Paulo (was off).
      To undo: /job channel quiet broadcast=on digest=off"
    `);
    expect(textOf('A watch ended')).toMatchInlineSnapshot(`
      "👀 <@U0WANDA> ended the watch of label.team=vision: new jobs that fit get no card here.
      To go on: /job watch label.team=vision"
    `);
  });

  test('shows foreign names as text', () => {
    const [one] = launches.values();
    if (one === undefined) throw new Error('none');
    const { card, rootTs } = one;
    const launch = { ...card.launch, body: { ...card.launch.body, displayName: foreign } };
    const view: DigestView = {
      channel: 'C0MLJOBS',
      digest: { kind: 'burst', at: 0, ends: { FAILED: 7 }, failed: [launch.id] },
      launches: new Map([[launch.id, { card: { ...card, launch }, rootTs }]]),
    };
    const { text, blocks } = renderDigest(view, context, true);
    expect(text).not.toMatch(/<!channel|https:\/\/evil/);
    expect(text).toContain('Possibly repeated');
    expect(JSON.stringify(blocks)).toContain('"<!channel> *x* https://evil.example"');
  });
});

describe('the settings of a channel', () => {
  test.each(channels)('%s', (_, answer) => {
    expect(plain(renderAnswer(answer, context).text)).toContain(' hears ');
  });

  test('do not say that failures are told where a quiet channel tells none', () => {
    const [, , [, quiet] = []] = channels;
    if (quiet === undefined) throw new Error('none');
    const textOf = (broadcast: boolean) =>
      renderAnswer({ ...quiet, settings: { ...quiet.settings, broadcast } }, context).text;
    expect(textOf(false)).toContain('\nFailures are on their cards only.\n');
    expect(textOf(true)).toContain(
      '\nFailures are on their cards only (broadcast=on has no effect in quiet).\n',
    );
  });

  test('have a button where something was held back', () => {
    const buttons = channels.map(([, answer]) =>
      JSON.stringify(renderAnswer(answer, context).blocks).includes('"held-here"'),
    );
    expect(buttons).toEqual([false, true, true]);
  });
});

describe('what was held back', () => {
  test('is shown as it would have been told, by job', () => {
    const [, several] = suppressed;
    if (several === undefined) throw new Error('none');
    expect(plain(renderAnswer(several[1], context).text)).toMatch(
      /\(vz3h\), held back since 2026-11-24 15:06 UTC:\nRunning after [\s\S]* Failed after [\s\S]*\nThe last lines [\s\S]*\(a3f9\)[\s\S]*\nSucceeded after [\s\S]*\n12 older updates not shown/,
    );
  });
});

describe('a status', () => {
  test('says in which channel updates were held back, and nothing of how that is set', () => {
    const card = oneCard();
    const thread = { channel: 'C0MLJOBS', waiting: 0, suppressed: 5 };
    const answer = {
      kind: 'status',
      card,
      target: { target: card.launch.target },
      thread,
    } as const;
    const { text } = renderAnswer(answer, context);
    expect(text).toContain('\n5 updates were held back from its thread in <#C0MLJOBS>.');
    const one = { ...answer, thread: { ...thread, suppressed: 1 } };
    expect(renderAnswer(one, context).text).toContain('1 update was held back from its thread in ');
  });
});
