// An answer may contain names of templates and jobs, or specs, so only people with permission get
// it: at once if that is known, else after the ack.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { Grounds } from '../../domain/permission/policy.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { DecideDeps } from './decide.ts';
import { decideOn, decideOnNow } from './decide-on.ts';
import type { Request } from '../ports/interactions.ts';
import type { Answerer } from '../ports/slack.ts';
import { notSeenNow, viewerOf } from './see.ts';
import { refuse } from './refuse.ts';
import type { Store } from '../ports/store/store.ts';
import { pledgedAs, type PermissionRequest } from './permission-request.ts';

export type AnswerDeps = DecideDeps & {
  readonly store: Store;
  readonly answerer: Answerer;
  readonly newId: () => string;
  /** Runs a task after the ack. Its errors are logged, and a shutdown waits for it. */
  readonly later: (task: () => Promise<void>) => void;
};

/** The work needs fresher facts about the person: it is repeated once Slack has answered. */
export const notKnownNow: Answer = problemAnswer({ kind: 'person-not-known-yet' });

/**
 * Does `work` for somebody who may launch or view, and returns its answer; undefined if it stored
 * something for the loop, which answers later. For somebody not known yet, a request that changes
 * something is stored, too, and other answers follow once Slack has described them. Work that needs
 * to know more about what they see (`notSeenNow`) runs after the ack, with Slack's answer, on the
 * request as recorded meanwhile. Refusals are audited.
 */
export async function respondIfAllowed(
  deps: AnswerDeps,
  request: Request,
  permission: PermissionRequest,
  work: (viewer: Viewer | undefined, its: Request) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const decision = decideOnNow(deps, request, permission);
  if (decision?.allowed === false) return refuse(deps, request, permission, decision);
  const answer = await work(undefined, { ...request, because: decision?.because });
  if (answer === notSeenNow) {
    await answerPledged(deps, request, permission, async (its) =>
      work(await viewerOf(deps, its.requester), its),
    );
    return undefined;
  }
  if (answer === notKnownNow) {
    await answerPledged(deps, request, { ...permission, takes: 'launch-spec' }, (its) =>
      work(undefined, its),
    );
    return undefined;
  }
  if (decision !== undefined || answer === undefined) return answer;
  await answerPledged(deps, request, permission, () => Promise.resolve(answer));
  return undefined;
}

/**
 * Does `work` that changes something at once: before the ack if the person is known and allowed,
 * else after Slack's answer. The request's key must make a repeat of `work` harmless.
 */
export async function changeIfAllowed(
  deps: AnswerDeps,
  request: Request,
  permission: PermissionRequest,
  work: (its: Request) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const decision = decideOnNow(deps, request, permission);
  if (decision === undefined) {
    await answerPledged(deps, request, permission, work);
    return undefined;
  }
  return decision.allowed
    ? work({ ...request, because: decision.because })
    : refuse(deps, request, permission, decision);
}

/**
 * Answers after the ack, since Slack has to be asked first. What `make` leaves to the loop is
 * answered there.
 */
export function answerLater(
  deps: AnswerDeps,
  request: Request,
  permission: PermissionRequest,
  make: (because: Grounds) => Promise<Answer | undefined>,
): void {
  const { requester } = request;
  orSayFailed(deps, request, async () => {
    const decision = await decideOn(deps, request, permission);
    const answer =
      'later' in decision
        ? lookUpFailed(decision.why)
        : decision.allowed
          ? await make(decision.because)
          : await refuse(deps, request, permission, decision);
    if (answer !== undefined) await deps.answerer.answer(requester, answer);
  });
}

/**
 * Longer than any wait for Slack or Vertex AI: by then the process is gone, or nobody is waiting
 * any more.
 */
const patienceMs = 5 * 60_000;

/**
 * Like `answerLater`, for requests that change something. The request is recorded before the ack,
 * so it can't get lost silently: if the process dies, `tellUnkept` answers. `make` changes things
 * only in a transaction that keeps the request's pledge, and not at all if the pledge was given up.
 */
export async function answerPledged(
  deps: AnswerDeps,
  request: Request,
  permission: PermissionRequest,
  make: (its: Request) => Promise<Answer | undefined>,
): Promise<void> {
  const { store, newId } = deps;
  const act = pledgedAs(permission);
  if (act === undefined) {
    answerLater(deps, request, permission, (because) => make({ ...request, because }));
    return;
  }
  const { key: requestKey, requester, pledge: earlier } = request;
  const id = newId();
  const isOn = await store.transaction(async (tx) => {
    // An earlier pledge may be on record under a different act, and may have been given up.
    if (earlier !== undefined && !(await tx.pledges.keep(requestKey, earlier))) return false;
    const { subject } = permission;
    const pledge = { id, requestKey, act, subject, requester, askedAt: tx.now };
    await tx.pledges.insert(pledge, tx.now + patienceMs);
    return true;
  });
  if (!isOn) return;
  const drop = () => store.transaction((tx) => tx.pledges.drop(id));
  const later: AnswerDeps['later'] = (task) => deps.later(() => task().finally(drop));
  answerLater({ ...deps, later }, request, permission, async (because) => {
    const answer = await make({ ...request, pledge: id, because });
    if (answer === undefined) return undefined;
    // If it was given up meanwhile, that was the answer. Otherwise it is decided now: somebody may
    // press a question's button before Slack has confirmed the message.
    const isOurs = await store.transaction((tx) => tx.pledges.keep(requestKey, id));
    return isOurs ? answer : undefined;
  });
}

/**
 * Runs a task after the ack. If it fails (the database is down), the waiting requester is told; the
 * runner logs the error.
 */
export function orSayFailed(
  { later, answerer }: Pick<AnswerDeps, 'later' | 'answerer'>,
  { requester }: Request,
  task: () => Promise<void>,
): void {
  later(async () => {
    try {
      await task();
    } catch (error) {
      await answerer.answer(requester, problemAnswer({ kind: 'out-of-order' }));
      throw error;
    }
  });
}

function lookUpFailed(why: string): Answer {
  return problemAnswer({ kind: 'person-not-told', why });
}
