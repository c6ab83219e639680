import { expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { outlineOf } from '../../../app/domain/permission/viewer.ts';
import { checkBlocks } from '../../../app/sandbox/slack/block-kit/check.ts';
import { objectsIn, toJson } from '../../../app/sandbox/shared/json.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { context, estimatesOf, jobOf, launchOf, t0 } from '../samples.ts';

const [estimate] = estimatesOf('no price');
const secret = 'tell-tale';
const running: CardView = {
  launch: launchOf(secret, { estimate }),
  job: jobOf(secret),
  rerunOf: { ...launchOf(secret), channel: secret },
};
const ended: CardView = {
  ...running,
  job: jobOf(secret, {
    state: 'FAILED',
    endTime: t0 + 60_000,
    error: { code: 3, message: secret },
  }),
};

/** What can be pressed, by its words. */
const buttonsOf = (blocks: unknown): readonly unknown[] =>
  [...JSON.stringify(blocks).matchAll(/"type":"button".*?"text":"([^"]*)"/g)].map(
    ([, text]) => text,
  );

test.each([
  ['runs', running, ['Cancel'], /Running since .*U0ANA.*\n.*\$[\d.]+\/h .*\$[\d.]+ so far/],
  ['has ended', ended, [], /Failed.*U0ANA.*\n.*\$[\d.]+\/h/],
] as const)('of a job that %s an outline tells no more than it may', (_, card, buttons, says) => {
  const message = renderAnswer({ kind: 'outline', card: outlineOf(card) }, context);
  checkBlocks(objectsIn(toJson(message.blocks)), 'message');
  expect(JSON.stringify(message)).not.toContain(secret);
  expect(message.text).toMatch(says);
  expect(message.text).toContain('in a private channel that you are not in');
  expect(buttonsOf(message.blocks)).toEqual(buttons);
});

test('a list names neither the job nor its channel, and counts what is hidden', () => {
  const list = {
    kind: 'list',
    filter: { scope: 'all' },
    rows: [{ card: outlineOf(running) }],
    total: 1,
    newer: 0,
    targets: [],
    parked: { named: [], others: 0 },
    turned: false,
  } as const;
  const { text, blocks } = renderAnswer({ ...list, hidden: 2 }, context);
  expect(JSON.stringify([text, blocks])).not.toContain(secret);
  expect(text).toContain('2 more that are not yours to see.');
  expect(text).toMatch(/\(private\).* · private/);
  expect(JSON.stringify(blocks)).not.toContain(running.launch.requester.channel);
  expect(renderAnswer(list, context).text).not.toMatch(/not yours|left out/);
  const untold = renderAnswer({ ...list, hidden: 'untold' }, context);
  expect(untold.text).toContain('Private channels that you are not in are left out.');
});
