// At most one live job a launch, whatever it falls back on.

import type { Mutant } from '../mutant.ts';

const fallback = (name: string) => ({ file: 'test/usecase/launch/fallback.test.ts', name });
const step = 'app/usecase/poll/step-down.ts';

export const fallbacks: readonly Mutant[] = [
  {
    name: 'fallback-while-it-runs',
    why: 'the next attempt is sent while the first still waits',
    file: 'app/usecase/guard/make-way.ts',
    find: "await cancelByGuard(tx, id, card, 'make-way', breach, true);",
    replace: 'await stepDown(tx, card.launch, { why: id && breach && "waited" });',
    test: fallback('cancels the attempt, and the next begins only once it was seen ended'),
  },
  {
    name: 'fallback-after-start',
    why: 'a job that has worked is replaced by another',
    file: 'app/domain/launch/ladder.ts',
    find: "if (to !== 'FAILED' || kind === 'gone' || startTime !== undefined) return false;",
    replace: "if (to !== 'FAILED' || kind === 'gone') return false;",
    test: fallback('that had started ends the launch'),
  },
  {
    name: 'fallback-on-any-failure',
    why: 'a program that crashes is run again on a dearer machine',
    file: 'app/domain/launch/ladder.ts',
    find: 'return error !== undefined && isOutOfCapacity(error);',
    replace: 'return error !== undefined;',
    test: fallback('that failed otherwise ends the launch'),
  },
  {
    name: 'fallback-on-any-refusal',
    why: 'a launch that Vertex AI refuses for its spec is sent again and again',
    file: 'app/usecase/launch/submit-launch.ts',
    find: "step.launch.state === 'failed' && isOutOfCapacity({ code: 2, message: failure.message });",
    replace: "step.launch.state === 'failed';",
    test: fallback('for another reason ends the launch'),
  },
  {
    name: 'fallback-against-a-person',
    why: 'what a person cancelled is launched elsewhere',
    file: step,
    find: 'if (await tx.cancels.isWanted(launch.id)) return false;',
    replace: '',
    test: fallback('is over if a person cancels meanwhile'),
  },
  {
    name: 'fallback-person-heard',
    why: 'a person who cancels while an attempt makes way is told that it is being done, and the next one begins',
    file: 'app/usecase/launch/accept-cancel.ts',
    find: 'const isFirst = followed === undefined || followed.requestKey === makeWayKey(launch);',
    replace: 'const isFirst = followed === undefined;',
    test: fallback('is over if a person cancels meanwhile'),
  },
  {
    name: 'fallback-cancel-moves',
    why: 'a cancel that is being decided is lost with the attempt that ends',
    file: step,
    find: 'await tx.cancels.moveTo(launch.id, id);',
    replace: '',
    test: fallback('a cancel that is asked for while the create is refused'),
  },
  {
    name: 'fallback-told',
    why: 'the updates of the next attempt are taken for those of the first, and not told',
    file: step,
    find: 'await tx.threads.moveTo(launch.id, id, `r${at}:`);',
    replace: "await tx.threads.moveTo(launch.id, id, '');",
    test: fallback('that failed for want of capacity before it ran makes way'),
  },
  {
    name: 'fallback-approved',
    why: 'an approval by the price of the first attempt lets a dearer one through',
    file: 'app/usecase/permission/approval-need-of.ts',
    find: 'return approvalNeed(rules, dearest(asked), unknownPrice);',
    replace: 'return approvalNeed(rules, dearest({ ...asked, ladder: undefined }), unknownPrice);',
    test: fallback('the dearest attempt decides whether it takes an approval'),
  },
  {
    name: 'fallback-listed',
    why: 'an attempt that is over stands in lists beside its launch',
    file: 'app/store/queries/card-list.ts',
    find: ".where('superseded_by', 'is', null)",
    replace: '',
    test: fallback('an attempt that is over is in no list'),
  },
  {
    name: 'fallback-approved-unseen',
    why: 'an approver approves attempts that their window doesn’t show',
    file: 'blocks/approval/launch-spec.ts',
    find: 'const left = leftOf(launch.ladder) ?? [];',
    replace: 'const left = leftOf(undefined) ?? [];',
    test: {
      file: 'test/blocks/approval/launch-spec.test.ts',
      name: 'shows each attempt that an approval covers',
    },
  },
  {
    name: 'fallback-approved-unsaid',
    why: 'a card asks for an approval and is silent about the attempts that it covers',
    file: 'blocks/job/approval.ts',
    find: '...fallbackLines(launch.ladder),',
    replace: '...fallbackLines(undefined),',
    test: {
      file: 'test/blocks/approval/launch-spec.test.ts',
      name: 'a card that asks, and its thread',
    },
  },
];
