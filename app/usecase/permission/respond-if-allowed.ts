// What an answer says may be nobody's business but a member's: names of templates and jobs, specs. So each is given only to
// somebody the policy allows it: at once where that is known, else after the ack.

import type { Answer } from '../../domain/command/answer.ts';
import type { PolicyDecision } from '../../domain/permission/policy.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { decide, decideNow, type DecideDeps, type Decision } from './decide.ts';
import type { Request } from '../ports/interactions.ts';
import type { Answerer } from '../ports/slack.ts';
import { notSeenNow, viewerOf } from './see.ts';
import { refuse } from './refuse.ts';
import type { Store } from '../ports/store.ts';
import { knowledgeFor, policyVerbOf, type PermissionRequest } from './permission-request.ts';

export type AnswerDeps = DecideDeps & {
  readonly store: Store;
  readonly answerer: Answerer;
  readonly newId: () => string;
  /** Runs what is done after the ack; what it throws is the runner's to log, and a shutdown waits for it. */
  readonly later: (task: () => Promise<void>) => void;
};

/** Answered by work that takes to know who asks better than it does: it is done again once Slack has said. */
export const notKnownNow: Answer = {
  kind: 'problem',
  problems: ['Slack has not told me yet who you are: try again in a moment.'],
};

/** What the policy says of a request, once Slack has said who asks. */
export function decideOn(
  deps: DecideDeps,
  { requester }: Request,
  permission: PermissionRequest,
): Promise<Decision> {
  return decide(deps, requester, policyVerbOf(permission), undefined, knowledgeFor(permission));
}

function decideOnNow(
  deps: DecideDeps,
  { requester }: Request,
  permission: PermissionRequest,
): PolicyDecision | undefined {
  return decideNow(deps, requester, policyVerbOf(permission), undefined, knowledgeFor(permission));
}

/**
 * Does `work` for somebody who may launch or view, and gives its answer; none where it has stored something for the loop to decide, which
 * answers then. Somebody not known yet has what they ask for stored as well, and is answered anything else once Slack has said who they
 * are. Work that takes to know better what somebody sees (`notSeenNow`) is done after the ack, with the viewer that Slack told, and for the
 * request as it is on record meanwhile. A refusal is audited.
 */
export async function respondIfAllowed(
  deps: AnswerDeps,
  request: Request,
  permission: PermissionRequest,
  work: (viewer: Viewer | undefined, its: Request) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const decision = decideOnNow(deps, request, permission);
  if (decision?.allowed === false) return refuse(deps, request, permission, decision);
  const answer = await work(undefined, request);
  if (answer === notSeenNow) {
    await answerPledged(deps, request, permission, async (its) =>
      work(await viewerOf(deps, its.requester), its),
    );
    return undefined;
  }
  if (answer === notKnownNow) {
    await answerPledged(deps, request, { ...permission, verb: 'launch-spec' }, (its) =>
      work(undefined, its),
    );
    return undefined;
  }
  if (decision !== undefined || answer === undefined) return answer;
  await answerPledged(deps, request, permission, () => Promise.resolve(answer));
  return undefined;
}

/**
 * Does `work`, which changes something at once: before the ack for somebody who is known and may, after it once Slack has said who
 * they are. The request's key must make a repeat of `work` harmless.
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
  return decision.allowed ? work(request) : refuse(deps, request, permission, decision);
}

/** Answers after the ack: who may see it has to be asked first. What `make` leaves to the loop is answered there. */
export function answerLater(
  deps: AnswerDeps,
  request: Request,
  permission: PermissionRequest,
  make: () => Promise<Answer | undefined>,
): void {
  const { requester } = request;
  orSayFailed(deps, request, async () => {
    const decision = await decideOn(deps, request, permission);
    const answer =
      'later' in decision
        ? lookUpFailed(decision.why)
        : decision.allowed
          ? await make()
          : await refuse(deps, request, permission, decision);
    if (answer !== undefined) await deps.answerer.answer(requester, answer);
  });
}

/** Longer than Slack and Vertex are waited for: whoever has had it in hand for so long is gone, or nobody waits for it any more. */
const patienceMs = 5 * 60_000;

/**
 * The same of what changes something. It is on record before the ack, so that nothing that was asked for is lost unsaid: whoever dies over it
 * leaves it to `tellUnkept`. What `make` changes, it changes in a transaction that keeps the pledge of the request it is given, and if that was
 * given up, not at all.
 */
export async function answerPledged(
  deps: AnswerDeps,
  request: Request,
  permission: PermissionRequest,
  make: (its: Request) => Promise<Answer | undefined>,
): Promise<void> {
  const { store, newId } = deps;
  const { act: wanted, verb, subject } = permission;
  if (wanted === 'view') {
    answerLater(deps, request, permission, () => make(request));
    return;
  }
  const { key: requestKey, requester, pledge: earlier } = request;
  const act = verb === 'launch-spec' ? 'launch' : wanted;
  const id = newId();
  const isOn = await store.transaction(async (tx) => {
    // It may be on record as what it seemed to be at first, and given up as that.
    if (earlier !== undefined && !(await tx.pledges.keep(requestKey, earlier))) return false;
    const pledge = { id, requestKey, act, subject, requester, askedAt: tx.now };
    await tx.pledges.insert(pledge, tx.now + patienceMs);
    return true;
  });
  if (!isOn) return;
  const drop = () => store.transaction((tx) => tx.pledges.drop(id));
  const later: AnswerDeps['later'] = (task) => deps.later(() => task().finally(drop));
  answerLater({ ...deps, later }, request, permission, async () => {
    const answer = await make({ ...request, pledge: id });
    if (answer === undefined) return undefined;
    // Given up meanwhile, it was answered by that. From here on it is decided: a question may be pressed before Slack has said that it stands.
    const isOurs = await store.transaction((tx) => tx.pledges.keep(requestKey, id));
    return isOurs ? answer : undefined;
  });
}

/** Runs what follows an ack. Somebody waits for it: when it fails (the database is away), they are told, and it is the runner's to log. */
export function orSayFailed(
  { later, answerer }: Pick<AnswerDeps, 'later' | 'answerer'>,
  { requester }: Request,
  task: () => Promise<void>,
): void {
  later(async () => {
    try {
      await task();
    } catch (error) {
      const problem =
        'Something of mine does not answer, so I can’t either: try again in a minute.';
      await answerer.answer(requester, { kind: 'problem', problems: [problem] });
      throw error;
    }
  });
}

function lookUpFailed(why: string): Answer {
  return {
    kind: 'problem',
    problems: [
      `Slack did not tell me who you are (${why}), so I can’t answer. Try again in a minute.`,
    ],
  };
}
