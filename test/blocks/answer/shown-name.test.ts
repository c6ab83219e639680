// A job's name is shown in many places, and may hold what a secret parameter was given: in none of them is it to be read.

import { expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { cancelStored } from '../../../app/usecase/cancel/request-cancel.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { cancelButton } from '../../../blocks/job/card-buttons.ts';
import { renderDigest } from '../../../blocks/notification/digest.ts';
import { jobParts, nameParts } from '../../../blocks/job/job-line.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { changeOf, context, jobOf, launchOf, t0 } from '../samples.ts';

const secret = 'hunter2-Zq7';
const name = `run ${secret}`;
const card: CardView = {
  launch: launchOf(name, { parameters: { password: secret } }),
  job: jobOf(name),
};
const { id } = card.launch;

const answer = (value: Answer): unknown => renderAnswer(value, context);

test.each<readonly [name: string, shown: () => unknown]>([
  ['a line', () => plainText([nameParts(card)])],
  ['the line of a list', () => plainText([jobParts(card, context.now)])],
  ['the question before a cancel', () => cancelButton(card, context)],
  ['the answer to a cancel', () => answer(cancelStored(card.launch))],
  [
    'the menu of a picker',
    () => {
      const value: Answer = {
        kind: 'picker',
        verb: 'cancel',
        typed: 'r',
        candidates: [card],
        more: 0,
      };
      return renderAnswer(value, context).blocks.filter(({ type }) => type === 'actions');
    },
  ],
  [
    'what was held back',
    () => {
      const update = { kind: 'job', change: changeOf('RUNNING') } as const;
      return answer({
        kind: 'suppressed',
        jobs: [{ card, updates: [{ at: t0, update }] }],
        more: 0,
      });
    },
  ],
  [
    'the lines of a digest',
    () => {
      const digest = { kind: 'burst', at: t0, ends: { FAILED: 3 }, failed: [id] } as const;
      const view = {
        channel: 'C0JOBS',
        digest: { ...digest, failed: [id] },
        launches: new Map([[id, { card }]]),
      };
      return renderDigest(view, context).blocks;
    },
  ],
])('%s', (_, shown) => {
  const text = JSON.stringify(shown());
  expect(text).toContain('[redacted]');
  expect(text).not.toContain('hunter');
});
