// Presses of buttons and choices in menus.

import type { Answer, PickerVerb } from '../../domain/command/answer.ts';
import type { CardView } from '../../domain/notification/card.ts';
import { readJobReference } from '../../domain/job/job-reference.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { usualLines } from '../../domain/command/parse-logs.ts';
import { foreign, sentence } from '../../domain/text/sentence.ts';
import { respondIfAllowed, answerLater } from '../permission/respond-if-allowed.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Action, Request } from '../ports/interactions.ts';
import { isLive } from '../../domain/launch/launch.ts';
import { findByHandle, type Find } from '../job/find-job.ts';
import { giveUpUnknown } from '../launch/give-up-launch.ts';
import { openDraft, openForm, openRerunForm } from '../launch/launch-form.ts';
import { listJobs } from '../job/list-jobs.ts';
import { requestCancel } from '../launch/request-cancel.ts';
import { repeatLaunch } from '../launch/request-launch.ts';
import { repeatAsIs } from '../launch/request-rerun.ts';
import { answerWatch, pressUnwatch } from '../watch/request-watch.ts';
import { rerunEither } from '../launch/rerun-external.ts';
import { showSuppressedHere, showSuppressedOf } from '../notification/show-suppressed.ts';
import { showLogs } from '../logs/show-logs.ts';
import { showStatusTo } from '../job/show-status.ts';
import { viewerIn, viewerOf } from '../permission/see.ts';
import { sendUnchecked } from '../launch/send-unchecked.ts';
import { mayNotRepeat } from '../launch/spec-launch.ts';
import { confirmLaunch } from '../launch/store-launch.ts';
import type { Tx } from '../ports/store.ts';

/** Runs what a press asks for, with the same functions as typed commands. */
export async function runAct(
  deps: InteractionDeps,
  request: Request,
  act: Action,
): Promise<Answer | undefined> {
  if (act.verb === 'turn') {
    listJobs(deps, request, act.filter, act.turn);
    return undefined;
  }
  if (act.verb === 'fix-launch') {
    const { rerunOf } = act.draft;
    if (rerunOf === undefined) openDraft(deps, request, act.draft);
    else openRerunForm(deps, request, rerunOf, act.draft);
    return undefined;
  }
  if (act.verb === 'send-unchecked') return sendUnchecked(deps, request, act);
  const { handle: subject } = act;
  const { requester } = request;
  const finding =
    (verb: PickerVerb): Find =>
    (tx, viewer) =>
      findByHandle(tx, subject, verb, viewer);
  const find = finding('rerun');
  const launch = (work: Parameters<typeof respondIfAllowed>[3]) =>
    respondIfAllowed(deps, request, { act: 'launch', subject }, work);
  const show = (work: () => Promise<Answer>): Answer | undefined => {
    answerLater(deps, request, { act: 'view', subject }, work);
    return undefined;
  };
  switch (act.verb) {
    case 'cancel':
      return requestCancel(deps, request, { subject, find: finding('cancel'), reason: act.reason });
    case 'let-run':
      return show(() =>
        seeing(deps, request, (tx, viewer) => letRun(tx, viewer, finding('cancel'))),
      );
    case 'status':
      return show(() => showStatusTo(deps, request, finding('status')));
    case 'logs':
      return show(() => showLogs(deps, { requester, find: finding('logs'), lines: usualLines }));
    case 'suppressed':
      return show(() =>
        seeing(deps, request, (tx, viewer) =>
          showSuppressedOf(tx, requester, viewer, finding('status')),
        ),
      );
    case 'suppressed-here':
      return show(() => deps.store.transaction((tx) => showSuppressedHere(tx, requester)));
    case 'rerun': {
      const again = { find, job: readJobReference(subject), parameters: {}, dryRun: false };
      return rerunEither(deps, request, again, (viewer, its) =>
        repeatAsIs(deps, its, { find, viewer }),
      );
    }
    case 'rerun-in':
      return launch((viewer, its) => repeatAsIs(deps, its, { find, viewer, target: act.target }));
    case 'unwatch':
      return pressUnwatch(deps, request, subject);
    case 'watch-answer':
      return answerWatch(deps, request, subject, act.choice);
    case 'open-form':
      openForm(deps, request);
      return undefined;
    case 'rerun-form':
      openRerunForm(deps, request, subject);
      return undefined;
    case 'launch-anyway':
      return launch(() =>
        deps.store.transaction((tx) => confirmLaunch(tx, request, subject, forgotten(subject))),
      );
    case 'not-this':
      return show(() => Promise.resolve({ kind: 'not-launched' }));
    case 'launch-again':
      return launch((viewer, its) => requestAgain(deps, its, find, viewer));
    case 'drop':
      // It costs nothing and can't lose anything, so it is decided after the ack.
      answerLater(deps, request, { act: 'launch', subject, knowledge: 'now' }, async () => {
        const answer = await seeing(deps, request, (tx, viewer) => drop(tx, request, viewer, find));
        deps.wake();
        return answer;
      });
      return undefined;
  }
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

async function drop(tx: Tx, request: Request, viewer: Viewer, find: Find): Promise<Answer> {
  const found = await find(tx, viewer);
  if ('answer' in found) return found.answer;
  const { card } = found;
  if (!(await giveUpUnknown(tx, card.launch.id, request))) return settledBefore(card);
  return {
    kind: 'note',
    text: `${card.launch.handle} is left as it is. Should its job turn up after all, its thread will say so.`,
  };
}

async function letRun(tx: Tx, viewer: Viewer, find: Find): Promise<Answer> {
  const found = await find(tx, viewer);
  if ('answer' in found) return found.answer;
  const { card } = found;
  return isLive(card) ? { kind: 'let-run', card } : { kind: 'already-finished', card };
}

function forgotten(handle: string): Answer {
  return { kind: 'problem', problems: [sentence`I know no job ${foreign(handle)} any more.`] };
}

function settledBefore({ launch: { handle } }: CardView): Answer {
  return { kind: 'note', text: `${handle} was settled already: its thread says how.` };
}
