import { describe, expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { renderNotice } from '../../../blocks/notification/notice.ts';
import { changeTo } from '../../gallery/exhibits/changes.ts';
import { ago, cardOf, outOfMemory } from '../../gallery/exhibits/samples.ts';
import { context, jobOf, launchOf, t0 } from '../samples.ts';

const about = (card: CardView) =>
  renderNotice(
    { kind: 'parked', channel: 'C1', root: { kind: 'card', card }, why: 'is_archived' },
    context,
  ).text;
const job = (state: string) => ({ launch: launchOf('x'), job: jobOf('x', { state, endTime: t0 }) });

test('a thread that can’t be posted: what is live goes on, what has ended does not', () => {
  expect(about(job('RUNNING'))).toMatch(/It goes on regardless: it is running since .*; /);
  expect(about(job('FAILED'))).toMatch(/\nIt failed after 0 s; /);
  expect(about({ launch: launchOf('x', { state: 'doubt' }) })).toContain('It goes on regardless');
  expect(about({ launch: launchOf('x', { state: 'failed' }) })).toMatch(/\nIt did not start; /);
});

test('a thread that can’t be posted has no secret in its job’s name', () => {
  const parameters = { password: 'hunter2-Zq7' };
  const text = about({ ...job('RUNNING'), launch: launchOf('run hunter2-Zq7', { parameters }) });
  expect(text).toContain('I can’t post about run [redacted] (');
  expect(text).not.toContain('hunter');
});

describe('what a channel told that its launcher is not in', () => {
  const failed = { state: 'FAILED', endTime: ago(1), error: outOfMemory };
  const say = (update: Update, card: CardView, possiblyRepeated = false) =>
    renderNotice(
      { kind: 'told', channel: 'C0SECRET', rootTs: '1764000000.000100', update, card },
      { ...context, workspaceUrl: 'https://acme.slack.com/' },
      possiblyRepeated,
    );
  const { update } = changeTo('FAILED', { endTime: ago(1), error: outOfMemory });

  test('names the job, its state, duration and reason first, and calls nobody', () => {
    const { text } = say(update, cardOf('vzh3', failed));
    const [first] = text.split('\n');
    expect(first).toBe(
      '❌ resnet gs://acme-data/imagenet lr=0.05 (vzh3) failed after 39 min: out of memory in workerpool0',
    );
    expect(text).toContain(
      'You’re not in <#C0SECRET>, so I tell you here. <https://acme.slack.com/archives/C0SECRET/p1764000000000100|Its thread>',
    );
    expect(text).not.toContain('<@');
  });

  test('has the Logs of a failure, the question of a launch, and nothing for what went well', () => {
    const labels = (value: Update, card: CardView) =>
      JSON.stringify(say(value, card).blocks.slice(1));
    expect(labels(update, cardOf('vzh3', failed))).toContain('"Logs"');
    const unknown = { kind: 'launch-unknown', at: t0, looks: 5, token: 'token1' } as const;
    const lost = labels(unknown, { launch: launchOf('x', { state: 'unknown' }) });
    expect(lost).toContain('Launch again');
    expect(lost).toContain('token1');
    expect(labels(changeTo('SUCCEEDED').update, cardOf('vzh3'))).toBe('[]');
  });

  test('says that it may be a repetition', () => {
    expect(say(update, cardOf('vzh3', failed), true).text).toContain('Possibly repeated');
  });
});
