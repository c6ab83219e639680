// What takes an approval is sent only with one, for exactly what was approved.

import type { Mutant } from '../mutant.ts';

const approval = (name: string) => ({ file: 'test/usecase/approval/approval.test.ts', name });

const called = (name: string) => ({ file: 'test/usecase/approval/called.test.ts', name });

const barred = (name: string) => ({ file: 'test/usecase/approval/barred.test.ts', name });

const repeat = (name: string) => ({ file: 'test/usecase/approval/repeat.test.ts', name });

export const approvals: readonly Mutant[] = [
  {
    name: 'approval-own-launch',
    why: 'somebody approves a launch of their own',
    file: 'app/usecase/permission/may-approve.ts',
    find: "if (userId === launch.requester.userId) return { kind: 'own-launch' };",
    replace: '',
    test: approval('it is approved by nobody > who asked for it'),
  },
  {
    name: 'approval-own-template',
    why: 'somebody approves what they wrote into the template themselves',
    file: 'app/usecase/permission/may-approve.ts',
    find: 'return savers.includes(userId)',
    replace: 'return savers.includes(name)',
    test: approval('it is approved by nobody > who saved its template'),
  },
  {
    name: 'approval-hash-at-the-press',
    why: 'what is approved is not what was asked about',
    file: 'app/usecase/approval/decide-vote.ts',
    find: 'if (isApproval && !isAsAsked(launch, vote, deps.sha256)) {',
    replace: 'if (isApproval && !isAsAsked(launch, vote, deps.sha256) && false) {',
    test: approval('it is approved by nobody > if what would be sent is not what was asked about'),
  },
  {
    name: 'approval-hash-before-create',
    why: 'what is sent is not what was approved',
    file: 'app/usecase/launch/still-approved.ts',
    find: 'if (launchHash(launch, deps.sha256) !== approved)',
    replace: 'if (specHash(launch.body, deps.sha256) === undefined)',
    test: approval('between the approval and the create > its spec is changed'),
  },
  {
    name: 'approval-expires',
    why: 'a launch is approved after its time',
    file: 'app/usecase/approval/decide-vote.ts',
    find: 'if (isExpired(launch.approval, tx.now)) {',
    replace: 'if (launch.approval.expiresAt === 0) {',
    test: approval('time > is over for a press that comes before the loop has looked'),
  },
  {
    name: 'approval-asked-before-create',
    why: 'a launch is sent that its approver may approve no more',
    file: 'app/usecase/launch/submit-launch.ts',
    find: 'value.approval) ?? stopped;',
    replace: 'value.approval);',
    test: approval('between the approval and the create > its approver loses the right'),
  },
  {
    name: 'approval-ask-to-whom-it-may-concern',
    why: 'a launch in a private channel is shown to somebody who may not decide on it',
    file: 'app/usecase/notification/tell-directly.ts',
    find: 'if (launch === undefined) return true;',
    replace: "if (launch?.id !== '') return true;",
    test: {
      file: 'test/usecase/notification/ask-approvers.test.ts',
      name: 'a guest in a user group that was called is not asked',
    },
  },
  {
    name: 'approval-shows-to-approvers-alone',
    why: 'whoever types the handle of a launch that waits in a private channel sees it',
    file: 'app/usecase/permission/as-approver.ts',
    find: 'return decision.allowed ? { ...viewer, asked: handle } : viewer;',
    replace: 'return { ...viewer, asked: handle };',
    test: {
      file: 'test/usecase/approval/seen-by-approver.test.ts',
      name: 'while it waits for them > status by somebody else finds nothing',
    },
  },
  {
    name: 'approval-reminds-whom-it-asked',
    why: 'at half time, people in the channel are reminded by direct message, too',
    file: 'app/usecase/notification/note-approvers.ts',
    find: 'if ((await tx.threads.get(askThreadId(threadId, userId))) === undefined) continue;',
    replace: '',
    test: called('at half time > who was asked by direct message is reminded there'),
  },
  {
    name: 'approval-calls-nobody-twice',
    why: 'who is mentioned with a user group is mentioned by name as well',
    file: 'app/usecase/permission/approvers.ts',
    find: 'grouped: people.filter((id) => inGroups.has(id)),',
    replace: 'grouped: [],',
    test: called('nobody is called twice > who is named, and in a group that is called'),
  },
  {
    name: 'approval-unread-admins-are-somebody',
    why: 'a launch is refused as if nobody could approve it while Slack doesn’t list the admins',
    file: 'app/usecase/permission/approvers.ts',
    find: "if (people.length === 0 && !members && !(admins && 'why' in listed)) {",
    replace: 'if (people.length === 0 && !members) {',
    test: called('workspace admins > that Slack doesn’t list are not called'),
  },
  {
    name: 'approval-of-a-settled-repeat',
    why: 'a second paid job is approved although the lost one has turned up',
    file: 'app/usecase/approval/decide-vote.ts',
    find: 'if (isApproval && (await repeatsSettled(tx, launch))) {',
    replace: 'if (isApproval && (await repeatsSettled(tx, launch)) && false) {',
    test: repeat(
      'a repeat that waits for an approval > is refused once the lost job has turned up',
    ),
  },
  {
    name: 'approval-ask-names-no-other-launch',
    why: 'an approver outside a private channel is told of its earlier jobs by direct message',
    file: 'app/usecase/notification/read-root.ts',
    find: 'card: fromOutside(root.card)',
    replace: 'card: root.card',
    test: { file: 'test/usecase/approval/from-outside.test.ts', name: 'by direct message' },
  },
  {
    name: 'approval-at-home-names-no-other-launch',
    why: 'an approver outside a private channel is told of its earlier jobs at Home',
    file: 'app/usecase/home/read-home.ts',
    find: '.map((card) => cardFor(viewer, card))',
    replace: '',
    test: {
      file: 'test/usecase/approval/from-outside.test.ts',
      name: 'at Home, unless they see its channel',
    },
  },
  {
    name: 'approval-foreseen',
    why: 'a dry-run is silent about the approval that the launch would wait for',
    file: 'app/usecase/launch/request/foresee-launch.ts',
    find: 'const approval = await approvalFor(deps, launch);',
    replace: 'const approval = undefined as Awaited<ReturnType<typeof approvalFor>>;',
    test: { file: 'test/usecase/approval/foreseen.test.ts', name: 'a dry-run, also of a re-run' },
  },
  {
    name: 'approval-foreseen-after-ack',
    why: 'Slack’s command times out while the bot asks who could approve what is only shown',
    file: 'app/usecase/launch/request/foresee-launch.ts',
    find: 'const need = isAcked ? undefined : await needOf(deps, launch);',
    replace: 'const need = isAcked ? undefined : undefined;',
    test: { file: 'test/usecase/approval/foreseen.test.ts', name: 'the answer follows the ack' },
  },
  {
    name: 'approval-withdrawn',
    why: 'who withdrew a launch while it waited is not kept, and its card says that it was cancelled',
    file: 'app/usecase/launch/end-unsent.ts',
    find: "const isWithdrawn = launch.state === 'waiting' && approval !== undefined;",
    replace: 'const isWithdrawn = false as boolean;',
    test: approval('that was withdrawn can be approved no more'),
  },
  {
    name: 'approval-withdrawn-at-once',
    why: 'a launch is approved after its requester was told that it is withdrawn',
    file: 'app/usecase/cancel/begin-cancel.ts',
    find: "if (launch.state === 'waiting') return preventLaunch(tx, launch, cancel);",
    replace: '',
    test: approval('that was withdrawn can be approved no more'),
  },
  {
    name: 'approval-spec-names-no-other-launch',
    why: 'an approver outside a private channel is told of its earlier jobs in the window',
    file: 'app/usecase/approval/open-vote.ts',
    find: 'card: fromOutside(card)',
    replace: 'card',
    test: {
      file: 'test/usecase/approval/from-outside.test.ts',
      name: 'in the window with the spec',
    },
  },
  {
    name: 'approval-spec-hides-values',
    why: 'approvers read values of env and args that are not for them',
    file: 'blocks/approval/launch-spec.ts',
    find: 'hideInTree(withoutValues(body), secretsIn(parameters))',
    replace: 'hideInTree(body, secretsIn(parameters))',
    test: {
      file: 'test/blocks/approval/launch-spec.test.ts',
      name: 'shows no value of env, command and args',
    },
  },
  {
    name: 'approval-status-hides-verdicts',
    why: 'people are offered to decide on a launch that isn’t theirs to decide',
    file: 'app/usecase/job/barred-acts.ts',
    find: "isRefused(await mayApprove(deps, requester, launch)) ? (['decide'] as const) : []",
    replace: 'isRefused(await mayApprove(deps, requester, launch)) ? [] : []',
    test: barred('it offers somebody else what they may do'),
  },
  {
    name: 'approval-status-hides-withdraw',
    why: 'people are offered to withdraw a launch that isn’t theirs to withdraw',
    file: 'app/usecase/job/barred-acts.ts',
    find: "isRefused(withdraws) ? (['withdraw'] as const) : []",
    replace: 'isRefused(withdraws) ? [] : []',
    test: barred('it offers its approver what they may do'),
  },
];
