// Presses about one job, whose handle the button carries.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { PickerVerb } from '../../domain/answer/job-answer.ts';
import { readJobReference } from '../../domain/job/job-reference.ts';
import type { PressedVerb } from '../../domain/command/verbs.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { usualLines } from '../../domain/command/parse/parse-logs.ts';
import { usualAuditMs } from '../../domain/command/parse/parse-audit.ts';
import { showAudit } from '../audit/show-audit.ts';
import { respond } from '../permission/respond.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Action, Request } from '../ports/interactions.ts';
import { isLive } from '../../domain/launch/launch.ts';
import { findByHandle, type Find } from '../job/find-job.ts';
import { openRerunForm } from '../form/rerun-form.ts';
import { extendJob } from '../guard/extend-job.ts';
import { requestCancel } from '../cancel/request-cancel.ts';
import { repeatAsIs } from '../launch/request/request-rerun.ts';
import { rerunEither } from '../launch/request/rerun-external.ts';
import { requestVote } from '../approval/request-vote.ts';
import { openApprovalSpec, openDenyForm } from '../approval/open-vote.ts';
import { showSuppressedOf } from '../notification/show-suppressed.ts';
import { showLogs } from '../logs/show-logs.ts';
import { showStatusTo } from '../job/show-status.ts';
import { viewerOf } from '../permission/see.ts';
import { confirmLaunch } from '../launch/request/confirm-launch.ts';
import type { Tx } from '../ports/store/store.ts';
import { drop, requestAgain } from './run-lost-launch.ts';

/** How much longer each button lets a job run (ms). */
const extensions = {
  'extend-hour': 3_600_000,
  'extend-more': 4 * 3_600_000,
  'keep-running': 'all',
} as const;

type JobAction = Extract<Action, { readonly verb: PressedVerb<'job'> }>;

/** Finds the job of a button for a verb. */
export function finder({ handle }: { readonly handle: string }, verb: PickerVerb): Find {
  return (tx, viewer) => findByHandle(tx, handle, verb, viewer);
}

/** Runs a verb about one job, whose handle the button carries. */
export async function runOnJob(
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

/** Works with what the requester may see, after the ack. */
async function seeing(
  deps: InteractionDeps,
  { requester }: Request,
  work: (tx: Tx, viewer: Viewer) => Promise<Answer>,
): Promise<Answer> {
  const viewer = await viewerOf(deps, requester);
  return deps.store.transaction((tx) => work(tx, viewer));
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
