import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { launchStates } from '../../../app/domain/launch/launch.ts';
import { knownStates } from '../../../app/domain/job/state.ts';
import { checkBlocks } from '../../../app/sandbox/slack/block-kit/check.ts';
import { objectsIn, toJson } from '../../../app/sandbox/shared/json.ts';
import { renderBlocks } from '../../../app/sandbox/slack/render/render-message.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { limits } from '../../../blocks/kit/limits.ts';
import { readPageValue, writePageValue } from '../../../blocks/kit/value/page-value.ts';
import { cardsOf, context, estimatesOf, jobOf, launchOf, listsOf, t0 } from '../samples.ts';

type List = AnswerOf<'list'>;
const minute = 60_000;
const target = { project: 'ml-prod', location: 'us-central1' };
const east = { project: 'ml-prod', location: 'us-east1' };
const fresh = { target, lastGoodPollAt: context.now - 5_000 };
const [known, unknown] = estimatesOf('no price');

const listOf = (cards: readonly CardView[], more: Partial<List> = {}): List => ({
  kind: 'list',
  filter: { scope: 'here' },
  rows: cards.map((card) => ({ card })),
  total: cards.length,
  newer: 0,
  targets: [fresh],
  parked: { named: [], others: 0 },
  turned: false,
  ...more,
});
const directory = {
  people: new Map([['U0ANA', { name: 'ana' }]]),
  channels: new Map([['C0JOBS', { name: 'ml-jobs' }]]),
};
/** What stands in the message, with times as such. */
const shown = (list: List, plainer = false) => {
  const message = renderAnswer(list, context);
  const blocks = objectsIn(toJson(plainer ? (message.plainer ?? []) : message.blocks));
  return renderBlocks(blocks, directory).replace(/since .*?\d\d:\d\d/g, 'since (time)');
};
const running = { launch: launchOf('resnet', { estimate: known }), job: jobOf('resnet') };
const ended = {
  launch: launchOf('bert', { handle: 'b7k2', estimate: unknown }),
  job: jobOf('bert', { state: 'FAILED', endTime: t0 + 60 * minute }),
};
const doubtful = { launch: launchOf('llama', { handle: 'c4m2', state: 'doubt', job: undefined }) };

describe('a list of jobs', () => {
  test('is a table, with the words of what has no job yet and what it does not know', () => {
    expect(shown(listOf([running, ended, doubtful]))).toBe(
      [
        '3 live jobs of this channel:',
        '*State* | *Job* | *Name* | *Cost* | *Age* | *Owner*',
        '🟢 Running since (time) | `a3f9` | resnet | $1.37 | 1 h 30 min | @ana',
        '❌ Failed after 54 min | `b7k2` | bert | – | 1 h 30 min | @ana',
        '❓ Uncertain | `c4m2` | llama | – | 1 h 30 min | @ana',
        'Cost: by list price, an estimate, so far or in all. –: not known.',
        '[Pick a job… ▾ a3f9 resnet | b7k2 bert | c4m2 llama]',
      ].join('\n'),
    );
  });

  test('says in its text the same, a job a line', () => {
    const { text } = renderAnswer(listOf([running, ended, doubtful]), context);
    expect(text.split('\n')).toEqual([
      '3 live jobs of this channel:',
      '🟢 Running for 1 h 24 min · a3f9 · resnet · $1.37 · 1 h 30 min · <@U0ANA>',
      '❌ Failed after 54 min · b7k2 · bert · – · 1 h 30 min · <@U0ANA>',
      '❓ Uncertain · c4m2 · llama · – · 1 h 30 min · <@U0ANA>',
      'Cost: by list price, an estimate, so far or in all. –: not known.',
    ]);
  });

  test('has a form without a table, should Slack take none', () => {
    expect(shown(listOf([running]), true)).toBe(
      [
        '1 live job of this channel:',
        '🟢 Running since (time) · `a3f9` · resnet · $1.37 · 1 h 30 min · @ana',
        'Cost: by list price, an estimate, so far or in all.',
        '[Pick a job… ▾ a3f9 resnet]',
      ].join('\n'),
    );
  });

  test('links a job to its card, and names place and channel where they differ', () => {
    const list = listOf([], {
      filter: { scope: 'all' },
      rows: [{ card: running, rootTs: '1764000000.000100' }],
      total: 1,
      targets: [fresh, { target: east, lastGoodPollAt: context.now - 12 * minute }],
    });
    expect(shown(list)).toContain(
      'a3f9 (https://example.slack.com/archives/C0JOBS/p1764000000000100)',
    );
    expect(shown(list)).toContain('| us-central1 | #ml-jobs');
    expect(shown(list)).toContain(
      '⚠️ us-east1 not reached for 12 min: what is shown of it may be old.',
    );
  });

  test('names projects where there are several, and why a target could not be read', () => {
    const other = { project: 'ml-dev', location: 'us-east1' };
    const list = listOf([running], { targets: [fresh, { target: other, problem: 'HTTP 503.' }] });
    expect(shown(list)).toContain('| ml-prod/us-central1\n');
    expect(shown(list)).toContain(
      '⚠️ ml-dev/us-east1 not reached yet (HTTP 503): what is shown of it may be old.',
    );
  });

  test('says what it is of', () => {
    const heading = (list: Partial<List>) =>
      shown(listOf([running], { total: 53, newer: 20, ...list })).split('\n')[0];
    expect(heading({})).toBe('53 live jobs of this channel, 21:');
    expect(heading({ filter: { scope: 'mine', states: ['RUNNING', 'FAILED'] } })).toBe(
      '53 running or failed jobs of yours, 21:',
    );
    const filter = {
      scope: 'all',
      owner: 'U0ANA',
      sinceMs: 24 * 60 * minute,
      template: 'resnet-train',
      label: { key: 'team', value: 'vision' },
    } as const;
    expect(heading({ filter, total: 1, newer: 0 })).toBe(
      '1 job from resnet-train with team=vision of @ana in all channels launched in the last 1 d:',
    );
    const many = { uncounted: true, total: 1_000, newer: 20 };
    expect(heading(many)).toBe('1,000+ live jobs of this channel, 21:');
    expect(heading({ ...many, newer: undefined })).toBe(
      '1,000+ live jobs of this channel, older ones:',
    );
    expect(heading({ ...many, total: 1, newer: 0 })).toBe('1+ live jobs of this channel, 1:');
    expect(shown(listOf([running], { ...many, hidden: 1_000 }))).toContain(
      '1,000+ more that are not yours to see.',
    );
    const older = { requestedAt: t0, id: 'l1' };
    const expired = { filter: { scope: 'here', states: ['EXPIRED'] }, older } as const;
    expect(shown(listOf([], { ...expired, uncounted: true }))).toContain(
      'No expired jobs of this channel among the newest. There may be older ones.',
    );
    expect(shown(listOf([], { filter: { scope: 'here', states: ['FAILED'] } }))).toBe(
      'No failed jobs of this channel.',
    );
  });

  test('leaves channels that are nobody’s business unnamed', () => {
    const parked = { named: [{ channel: 'C0JOBS', why: 'is_archived' }], others: 2 };
    expect(shown(listOf([running], { parked }))).toContain(
      '⚠️ I can’t post in #ml-jobs (is_archived): its threads wait.\n⚠️ I can’t post in 2 more channels of these jobs: threads there wait.',
    );
    expect(shown(listOf([running], { parked: { named: [], others: 1 } }))).toContain(
      'I can’t post in one channel of these jobs',
    );
  });

  test.each([
    ['waits', jobOf('x', { state: 'QUEUED', startTime: undefined }), 'not yet'],
    ['never ran', jobOf('x', { state: 'CANCELLED', startTime: undefined }), 'none'],
    ['was interrupted', jobOf('x', { restarts: 1 }), 'up to $1.37'],
    ['was deleted', jobOf('x', { gone: true }), '–'],
  ])('tells the cost of a job that %s', (_, job, cost) => {
    expect(shown(listOf([{ launch: launchOf('x', { estimate: known }), job }]))).toContain(
      ` | ${cost} | `,
    );
  });

  test('says of what can’t be read that it can’t', () => {
    const job = jobOf('x', { unreadable: 'HTTP 403' });
    expect(shown(listOf([{ launch: launchOf('x'), job }]))).toContain('(can’t be read now)');
  });
});

describe('a page of a list', () => {
  const buttons = (list: List) =>
    JSON.stringify(renderAnswer(list, context).blocks).match(/"list-(?:newer|older)"/g) ?? [];

  test('has buttons to where there is more', () => {
    expect(buttons(listOf([running]))).toEqual([]);
    const older = { requestedAt: t0, id: 'l1' };
    expect(buttons(listOf([running], { total: 2, older }))).toEqual(['"list-older"']);
    expect(buttons(listOf([running], { total: 2, newer: 1 }))).toEqual(['"list-newer"']);
    expect(buttons(listOf([running], { total: 3, newer: 1, older }))).toHaveLength(2);
    expect(buttons(listOf([running], { total: 3, newer: undefined }))).toEqual(['"list-newer"']);
    expect(buttons(listOf([], { uncounted: true, older }))).toEqual(['"list-older"']);
  });

  test('whose button brings back what was asked for', () => {
    const filter = {
      scope: 'all',
      states: ['live', ...knownStates],
      sinceMs: 60_000,
      owner: 'U0ANA',
      template: 'x'.repeat(63),
      label: { key: '訓'.repeat(63), value: '練'.repeat(63) },
    } as const;
    const value = { filter, turn: { to: 'older', requestedAt: t0, id: 'l1' }, token: 't' } as const;
    const written = writePageValue(value);
    expect(readPageValue(written)).toEqual(value);
    expect(written.length).toBeLessThan(limits.buttonValue);
    const least = { ...value, filter: { scope: 'here' } } as const;
    expect(readPageValue(writePageValue(least))).toEqual(least);
  });

  test.each(['', 'a3f9:tok', '{}', '{"filter":{"scope":"everywhere"}}'])(
    'takes no other value (%j)',
    (value) => expect(readPageValue(value)).toBeUndefined(),
  );
});

/** All that is text, addresses and formats of dates among it. */
function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + sizeOf(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => {
    return sum + (typeof inner === 'string' && name !== 'type' ? inner.length : sizeOf(inner));
  }, 0);
}

describe('Slack’s limits', () => {
  const longest = ['x'.repeat(128), '名'.repeat(128), '😀&<>*_`'.repeat(16), ''];
  test.each(longest)('a whole page of the longest names fits (%#)', (name) => {
    const pending = launchStates.map((state) => ({
      launch: launchOf(name, { state, job: undefined }),
    }));
    const states = [...knownStates, 'A_STATE_THAT_GOOGLE_HAS_YET_TO_INVENT_AND_TO_NAME'];
    const cards = [
      ...cardsOf(name),
      ...states.map((state) => ({
        launch: launchOf(name, { estimate: known }),
        job: jobOf(name, { state, restarts: 3 }),
      })),
      ...pending,
    ];
    for (const list of listsOf(name, cards)) {
      const { text, blocks, plainer } = renderAnswer(list, {
        ...context,
        workspaceUrl: `https://${'w'.repeat(60)}.enterprise.slack.com/`,
      });
      // Strict, as the sandbox's Slack is; it throws what it would complain of.
      expect(checkBlocks(toJson(blocks), 'message')).toHaveLength(blocks.length);
      if (plainer !== undefined) checkBlocks(toJson(plainer), 'message');
      // However Slack counts: addresses and formats of dates among the text.
      const texts = blocks.filter(({ type }) => type !== 'actions');
      expect(sizeOf(texts)).toBeLessThanOrEqual(limits.blockText);
      expect(text.length).toBeLessThanOrEqual(limits.messageText);
      const lines = text.split('\n').filter((line) => line.includes(' · a3f9 · '));
      expect(lines).toHaveLength(list.rows.length);
    }
  });
});
