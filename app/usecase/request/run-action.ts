// Presses of buttons and choices in menus.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { PickerVerb } from '../../domain/answer/job-answer.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { readJobReference } from '../../domain/job/job-reference.ts';
import type { PressedVerb } from '../../domain/command/verbs.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { usualLines } from '../../domain/command/parse/parse-logs.ts';
import { usualAuditMs } from '../../domain/command/parse/parse-audit.ts';
import { showAudit, turnAudit } from '../audit/show-audit.ts';
import { respond } from '../permission/respond.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Action, Request } from '../ports/interactions.ts';
import { isLive } from '../../domain/launch/launch.ts';
import { findByHandle, type Find } from '../job/find-job.ts';
import { giveUpUnknown } from '../launch/give-up-launch.ts';
import { openDraft, openForm, openFormOf } from '../form/open-form.ts';
import { openRerunForm } from '../form/rerun-form.ts';
import { extendJob } from '../guard/extend-job.ts';
import { listJobs } from '../job/list-jobs.ts';
import { pressBulk } from '../bulk/press-bulk.ts';
import { requestCancel } from '../cancel/request-cancel.ts';
import { repeatLaunch } from '../launch/request-launch.ts';
import { repeatAsIs } from '../launch/request-rerun.ts';
import { answerWatch, pressUnwatch } from '../watch/request-watch.ts';
import { rerunEither } from '../launch/rerun-external.ts';
import { requestVote } from '../approval/request-vote.ts';
import { openApprovalSpec, openDenyForm } from '../approval/open-vote.ts';
import { showSuppressedHere, showSuppressedOf } from '../notification/show-suppressed.ts';
import { showLogs } from '../logs/show-logs.ts';
import { showStatusTo } from '../job/show-status.ts';
import { viewerIn, viewerOf } from '../permission/see.ts';
import { sendUnchecked } from '../launch/send-unchecked.ts';
import { mayNotGiveUp, mayNotRepeat } from '../launch/spec-launch.ts';
import { confirmLaunch } from '../launch/store-launch.ts';
import type { Tx } from '../ports/store/store.ts';

/** Runs what a press asks for, with the same functions as typed commands. */
export async function runAction(
  deps: InteractionDeps,
  request: Request,
  action: Action,
): Promise<Answer | undefined> {
  switch (action.verb) {
    case 'menu':
      openForm(deps, request);
      return undefined;
    case 'launch-form':
      openFormOf(deps, request, action.template);
      return undefined;
    case 'fix-launch':
      openFix(deps, request, action.draft);
      return undefined;
    case 'send-unchecked':
      return sendUnchecked(deps, request, action);
    case 'list':
      return respond(deps, request, { verb: 'list', subject: 'list' }, () =>
        listJobs(deps, request, action.filter, action.turn),
      );
    case 'audit-turn':
      return respond(deps, request, { verb: action.verb, subject: 'audit' }, () =>
        turnAudit(deps, request, action.filter, action.turn),
      );
    case 'suppressed-here':
      return respond(deps, request, { verb: action.verb, subject: 'channel' }, () =>
        deps.store.transaction((tx) => showSuppressedHere(tx, request.requester)),
      );
    case 'confirm-many':
    case 'leave-many':
      return pressBulk(deps, request, action.bulk, action.verb);
    case 'unwatch':
      return pressUnwatch(deps, request, action.watch);
    case 'watch-all':
    case 'watch-new':
    case 'watch-none':
      return answerWatch(deps, request, action.watch, action.verb);
    case 'rerun-in':
      return respond(deps, request, { verb: action.verb, subject: action.handle }, (viewer, its) =>
        repeatAsIs(deps, its, { find: finder(action, 'rerun'), viewer, target: action.target }),
      );
    case 'rerun-bigger': {
      const { verb, handle: subject, parameter, value } = action;
      return respond(deps, request, { verb, subject }, (viewer, its) =>
        repeatAsIs(deps, its, {
          find: finder(action, 'rerun'),
          viewer,
          parameters: { [parameter]: [value] },
        }),
      );
    }
    case 'cancel':
    case 'extend-hour':
    case 'extend-more':
    case 'keep-running':
    case 'let-run':
    case 'status':
    case 'logs':
    case 'audit':
    case 'suppressed':
    case 'rerun':
    case 'rerun-form':
    case 'launch-anyway':
    case 'not-this':
    case 'launch-again':
    case 'drop':
    case 'approve':
    case 'deny':
    case 'approval-spec':
      return runOnJob(deps, request, action);
  }
}

/** How much longer each button lets a job run (ms). */
const extensions = {
  'extend-hour': 3_600_000,
  'extend-more': 4 * 3_600_000,
  'keep-running': 'all',
} as const;

type JobAction = Extract<Action, { readonly verb: PressedVerb<'job'> }>;

/** Finds the job of a button for a verb. */
function finder({ handle }: { readonly handle: string }, verb: PickerVerb): Find {
  return (tx, viewer) => findByHandle(tx, handle, verb, viewer);
}

/** Runs a verb about one job, whose handle the button carries. */
async function runOnJob(
  deps: InteractionDeps,
  request: Request,
  action: JobAction,
): Promise<Answer | undefined> {
  const { verb, handle: subject } = action;
  const { requester } = request;
  const find = finder(action, 'rerun');
  switch (verb) {
    case 'cancel':
      return requestCancel(deps, request, {
        subject,
        find: finder(action, 'cancel'),
        reason: action.reason,
      });
    case 'let-run':
      return respond(deps, request, { verb, subject }, () =>
        seeing(deps, request, (tx, viewer) => letRun(tx, viewer, finder(action, 'cancel'))),
      );
    case 'extend-hour':
    case 'extend-more':
    case 'keep-running':
      return respond(deps, request, { verb, subject }, (_, its) =>
        extendJob(deps, its, { find: finder(action, 'extend'), by: extensions[verb] }),
      );
    case 'status':
      return respond(deps, request, { verb, subject }, () =>
        showStatusTo(deps, request, finder(action, 'status'), subject),
      );
    case 'logs':
      return respond(deps, request, { verb, subject }, () =>
        showLogs(deps, {
          requester,
          find: finder(action, 'logs'),
          lines: usualLines,
          handle: subject,
        }),
      );
    case 'audit':
      return respond(deps, request, { verb, subject }, () =>
        showAudit(deps, request, { job: readJobReference(subject), sinceMs: usualAuditMs }),
      );
    case 'suppressed':
      return respond(deps, request, { verb, subject }, () =>
        seeing(deps, request, (tx, viewer) =>
          showSuppressedOf(tx, requester, viewer, finder(action, 'status')),
        ),
      );
    case 'rerun': {
      const again = { find, job: readJobReference(subject), parameters: {}, dryRun: false };
      return rerunEither(deps, request, again, (viewer, its) =>
        repeatAsIs(deps, its, { find, viewer }),
      );
    }
    case 'rerun-form':
      openRerunForm(deps, request, subject);
      return undefined;
    case 'launch-anyway':
      return respond(deps, request, { verb, subject }, () =>
        deps.store.transaction((tx) =>
          confirmLaunch(tx, deps, request, subject, forgotten(subject)),
        ),
      );
    case 'not-this':
      return respond(deps, request, { verb, subject }, () =>
        Promise.resolve({ kind: 'not-launched' }),
      );
    case 'launch-again':
      return respond(deps, request, { verb, subject }, (viewer, its) =>
        requestAgain(deps, its, find, viewer),
      );
    case 'approve':
      return requestVote(deps, request, { handle: subject, verdict: 'approve' });
    case 'deny':
      openDenyForm(deps, request, subject);
      return undefined;
    case 'approval-spec':
      openApprovalSpec(deps, request, subject);
      return undefined;
    case 'drop':
      // It costs nothing and can't lose anything, so it is decided after the ack.
      return respond(deps, request, { verb, subject }, async () => {
        const answer = await seeing(deps, request, (tx, viewer) =>
          drop(tx, deps, request, viewer, find),
        );
        deps.wake();
        return answer;
      });
  }
}

function openFix(deps: InteractionDeps, request: Request, draft: LaunchDraft): void {
  if (draft.rerunOf === undefined) openDraft(deps, request, draft);
  else openRerunForm(deps, request, draft.rerunOf, draft);
}

/**
 * "Launch again" for a launch whose job was never found: stored before the ack like any launch.
 * Accepting it gives the first one up, unless that was settled meanwhile.
 */
async function requestAgain(
  deps: InteractionDeps,
  request: Request,
  find: Find,
  viewer: Viewer | undefined,
): Promise<Answer | undefined> {
  return deps.store.transaction(async (tx) => {
    const found = await find(tx, viewer ?? (await viewerIn(tx, deps, request.requester)));
    if ('answer' in found) return found.answer;
    const { card } = found;
    const stored = await tx.launches.byRequestKey(request.key);
    if (stored === undefined && card.launch.state !== 'unknown') return settledBefore(card);
    const refusal = await mayNotRepeat(tx, deps, request, card.launch);
    if (refusal !== undefined) return refusal;
    // In the first one's channel, so that the two threads can refer to each other.
    const { channel } = card.launch.requester;
    const elsewhere = channel === request.requester.channel ? {} : { elsewhere: true as const };
    const there = { ...request, requester: { ...request.requester, channel, ...elsewhere } };
    return repeatLaunch(tx, deps, there, card.launch);
  });
}

/** Works with what the requester may see, after the ack. */
async function seeing(
  deps: InteractionDeps,
  { requester }: Request,
  work: (tx: Tx, viewer: Viewer) => Promise<Answer>,
): Promise<Answer> {
  const viewer = await viewerOf(deps, requester);
  return deps.store.transaction((tx) => work(tx, viewer));
}

async function drop(
  tx: Tx,
  deps: InteractionDeps,
  request: Request,
  viewer: Viewer,
  find: Find,
): Promise<Answer> {
  const found = await find(tx, viewer);
  if ('answer' in found) return found.answer;
  const { card } = found;
  const refusal = await mayNotGiveUp(tx, deps, request, card.launch);
  if (refusal !== undefined) return refusal;
  if (!(await giveUpUnknown(tx, card.launch.id, request))) return settledBefore(card);
  return { kind: 'note', note: { kind: 'left-alone', handle: card.launch.handle } };
}

async function letRun(tx: Tx, viewer: Viewer, find: Find): Promise<Answer> {
  const found = await find(tx, viewer);
  if ('answer' in found) return found.answer;
  const { card } = found;
  return isLive(card) ? { kind: 'let-run', card } : { kind: 'already-finished', card };
}

function forgotten(handle: string): Answer {
  return problemAnswer({ kind: 'job-forgotten', handle });
}

function settledBefore({ launch: { handle } }: CardView): Answer {
  return { kind: 'note', note: { kind: 'settled-before', handle } };
}
