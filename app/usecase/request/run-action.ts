// Presses of buttons and choices in menus.

import type { Answer } from '../../domain/answer/answer.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import { turnAudit } from '../audit/show-audit.ts';
import { respond } from '../permission/respond.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Action, Request } from '../ports/interactions.ts';
import { openDraft, openForm, openFormOf } from '../form/open-form.ts';
import { openRerunForm } from '../form/rerun-form.ts';
import { listJobs } from '../job/list-jobs.ts';
import { pressBulk } from '../bulk/press-bulk.ts';
import { repeatAsIs } from '../launch/request/request-rerun.ts';
import { answerWatch, pressUnwatch } from '../watch/request-watch.ts';
import { showSuppressedHere } from '../notification/show-suppressed.ts';
import { sendUnchecked } from '../launch/request/send-unchecked.ts';
import { finder, runOnJob } from './run-job-action.ts';

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

function openFix(deps: InteractionDeps, request: Request, draft: LaunchDraft): void {
  if (draft.rerunOf === undefined) openDraft(deps, request, draft);
  else openRerunForm(deps, request, draft.rerunOf, draft);
}
