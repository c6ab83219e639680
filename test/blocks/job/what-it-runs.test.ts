import { expect, test } from 'vitest';
import { outlineOf } from '../../../app/domain/permission/viewer.ts';
import { renderCancelQuestion } from '../../../blocks/answer/cancel-question.ts';
import { approvalButtons } from '../../../blocks/job/approval-buttons.ts';
import { whatItRuns } from '../../../blocks/job/what-it-runs.ts';
import { asked } from '../../gallery/exhibits/approval-cards.ts';
import { context } from '../../gallery/exhibits/samples.ts';

const launch = asked({ state: 'waiting' });
const dialogs = (card: Parameters<typeof approvalButtons>[0]): string =>
  JSON.stringify(approvalButtons(card, context));

test('the machines come before the price', () => {
  expect(whatItRuns(launch)).toMatch(/^, \d+ × \S.*: ≈ \$/);
  expect(dialogs({ launch })).toMatch(/It is launched at once, \d+ × /);
});

test('an outline has no machines, and nothing is left of them', () => {
  const outline = outlineOf({ launch });
  expect(whatItRuns(outline.launch)).not.toMatch(/^, /);
  expect(dialogs(outline)).not.toMatch(/, [:.]/);
});

test('what waits for an approval is withdrawn, since nothing runs', () => {
  const { text, blocks } = renderCancelQuestion({ kind: 'cancel-asks', card: { launch } }, context);
  const shown = `${text} ${JSON.stringify(blocks)}`;
  expect(shown).toMatch(/Withdraw .*Withdraw it.*Let it wait/s);
  expect(shown).not.toMatch(/"(?:Cancel the job|Let it run)"/);
});
