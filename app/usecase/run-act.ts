// Presses of buttons and choices in menus.

import type { Answer } from '../domain/answer.ts';
import { readJobReference } from '../domain/job-reference.ts';
import { usualLines } from '../domain/parse-logs.ts';
import { foreign, sentence } from '../domain/sentence.ts';
import { answerAllowed, answerLater } from './answer-allowed.ts';
import type { DeskDeps } from './desk-deps.ts';
import type { Act, Request } from './desk-port.ts';
import { isLive, type Found } from './find-job.ts';
import { giveUpUnknown } from './give-up.ts';
import { openRerunForm } from './launch-form.ts';
import { listJobs } from './list-jobs.ts';
import { requestCancel } from './request-cancel.ts';
import { repeatLaunch } from './request-launch.ts';
import { repeatAsIs } from './request-rerun.ts';
import { answerWatch, pressUnwatch } from './request-watch.ts';
import { foreignJob, rerunForeign } from './rerun-foreign.ts';
import { showHeldHere, showHeldOf } from './show-held.ts';
import { showLogs } from './show-logs.ts';
import { showStatusTo } from './show-status.ts';
import { sendUnchecked } from './send-unchecked.ts';
import { mayNotRepeat } from './spec-launch.ts';
import { confirmHeld } from './store-launch.ts';
import type { Tx } from './store-port.ts';

/** Does what a press asks for, by the same functions as the typed commands. */
export async function runAct(
  deps: DeskDeps,
  request: Request,
  act: Act,
): Promise<Answer | undefined> {
  if (act.verb === 'turn') {
    listJobs(deps, request, act.filter, act.turn);
    return undefined;
  }
  if (act.verb === 'send-unchecked') return sendUnchecked(deps, request, act);
  const { handle: subject } = act;
  const find = async (tx: Tx): Promise<Found> => {
    const card = await tx.cards.byHandle(subject);
    return card === undefined ? { answer: forgotten(subject) } : { card };
  };
  const launch = (work: () => Promise<Answer | undefined>) =>
    answerAllowed(deps, request, { act: 'launch', subject }, work);
  switch (act.verb) {
    case 'cancel':
      return requestCancel(deps, request, { subject, find, reason: act.reason });
    case 'let-run':
      answerLater(deps, request, { act: 'view', subject }, () =>
        deps.store.transaction((tx) => letRun(tx, subject)),
      );
      return undefined;
    case 'status':
      answerLater(deps, request, { act: 'view', subject }, () => showStatusTo(deps, request, find));
      return undefined;
    case 'logs':
      answerLater(deps, request, { act: 'view', subject }, () =>
        showLogs(deps, { find, lines: usualLines }),
      );
      return undefined;
    case 'held':
      answerLater(deps, request, { act: 'view', subject }, () =>
        deps.store.transaction((tx) => showHeldOf(tx, request.asker.channel, () => find(tx))),
      );
      return undefined;
    case 'held-here':
      answerLater(deps, request, { act: 'view', subject }, () =>
        deps.store.transaction((tx) => showHeldHere(tx, request.asker.channel)),
      );
      return undefined;
    case 'rerun': {
      const job = await foreignJob(deps, find, readJobReference(subject));
      if (job !== undefined) {
        rerunForeign(deps, request, { verb: 'rerun', job, parameters: {}, dryRun: false });
        return undefined;
      }
      return launch(() => repeatAsIs(deps, request, find));
    }
    case 'rerun-in':
      return launch(() => repeatAsIs(deps, request, find, act.target));
    case 'unwatch':
      return pressUnwatch(deps, request, subject);
    case 'watch-answer':
      return answerWatch(deps, request, subject, act.choice);
    case 'rerun-form':
      openRerunForm(deps, request, subject);
      return undefined;
    case 'launch-anyway':
      return launch(() =>
        deps.store.transaction((tx) => confirmHeld(tx, request, subject, forgotten(subject))),
      );
    case 'launch-again':
      return launch(() => requestAgain(deps, request, subject));
    case 'drop':
      // Nothing is bought and nothing can be lost by it, so it is decided after the ack.
      answerLater(deps, request, { act: 'launch', subject, knowledge: 'now' }, async () => {
        const answer = await deps.store.transaction((tx) => drop(tx, request, subject));
        deps.wake();
        return answer;
      });
      return undefined;
  }
}

/**
 * "Launch again" for a launch whose job was never found: a launch like any other, stored before the ack. Accepting it gives
 * the first one up, if nobody settled that meanwhile.
 */
async function requestAgain(
  deps: DeskDeps,
  request: Request,
  handle: string,
): Promise<Answer | undefined> {
  return deps.store.transaction(async (tx) => {
    const card = await tx.cards.byHandle(handle);
    if (card === undefined) return forgotten(handle);
    const stored = await tx.launches.byRequestKey(request.key);
    if (stored === undefined && card.launch.state !== 'unknown') return settledBefore(handle);
    const refusal = await mayNotRepeat(tx, deps, request, card.launch);
    if (refusal !== undefined) return refusal;
    return repeatLaunch(tx, deps, request, card.launch);
  });
}

async function drop(tx: Tx, request: Request, handle: string): Promise<Answer> {
  const card = await tx.cards.byHandle(handle);
  if (card === undefined) return forgotten(handle);
  if (!(await giveUpUnknown(tx, card.launch.id, request))) return settledBefore(handle);
  return {
    kind: 'note',
    text: `${handle} is left as it is. Should its job turn up after all, its thread will say so.`,
  };
}

async function letRun(tx: Tx, handle: string): Promise<Answer> {
  const card = await tx.cards.byHandle(handle);
  if (card === undefined) return forgotten(handle);
  return isLive(card) ? { kind: 'let-run', card } : { kind: 'already-finished', card };
}

function forgotten(handle: string): Answer {
  return { kind: 'problem', problems: [sentence`I know no job ${foreign(handle)} any more.`] };
}

function settledBefore(handle: string): Answer {
  return { kind: 'note', text: `${handle} was settled already: its thread says how.` };
}
