// What an answer says may be nobody's business but a member's: names of templates and jobs, specs. So each is given only to
// somebody the policy allows it: at once where that is known, else after the ack.

import type { Answer } from '../domain/answer.ts';
import type { Decision, PolicyVerb } from '../domain/policy.ts';
import type { Viewer } from '../domain/viewer.ts';
import { decide, decideNow, type DecideDeps, type Knowledge, type Ruling } from './decide.ts';
import type { Request } from './desk-port.ts';
import { notSeenNow } from './find-job.ts';
import type { Answerer } from './slack-port.ts';
import { viewerOf } from './see.ts';
import type { Store, Tx } from './store-port.ts';
import type { AuditEntry } from './audit-port.ts';

export type AnswerDeps = DecideDeps & {
  readonly store: Store;
  readonly answerer: Answerer;
  /** Runs what is done after the ack; what it throws is the runner's to log, and a shutdown waits for it. */
  readonly later: (task: () => Promise<void>) => void;
};

/** What was wanted, and of what. */
export type Wish = {
  readonly act: 'launch' | 'cancel' | 'view' | 'template' | 'channel' | 'watch' | 'unwatch';
  /** Handle or words as typed, for the audit. */
  readonly subject: string;
  /** What it takes, where that is not what its act takes by itself. */
  readonly verb?: PolicyVerb;
  /** How well one has to know who asks, where that is not what the verb takes. */
  readonly knowledge?: Knowledge;
};

/** What somebody must be allowed to be answered; whose job may be cancelled is asked where it is known. */
export function policyVerbOf({ act, verb }: Wish): PolicyVerb {
  if (verb !== undefined) return verb;
  if (act === 'cancel') return 'view';
  return act === 'channel' || act === 'watch' || act === 'unwatch' ? 'launch' : act;
}

/** What a channel hears is everybody's there. */
export function knowledgeFor({ act, knowledge }: Wish): Knowledge | undefined {
  const isShared = act === 'channel' || act === 'watch' || act === 'unwatch';
  return knowledge ?? (isShared ? 'now' : undefined);
}

/** Answered by work that takes to know who asks better than it does: it is done again once Slack has said. */
export const notKnownNow: Answer = {
  kind: 'problem',
  problems: ['Slack has not told me yet who you are: try again in a moment.'],
};

/** What the policy says of a wish, once Slack has said who asks. */
export function rulingOn(deps: DecideDeps, { asker }: Request, wish: Wish): Promise<Ruling> {
  return decide(deps, asker, policyVerbOf(wish), undefined, knowledgeFor(wish));
}

function rulingNow(deps: DecideDeps, { asker }: Request, wish: Wish): Decision | undefined {
  return decideNow(deps, asker, policyVerbOf(wish), undefined, knowledgeFor(wish));
}

/**
 * Does `work` for somebody who may launch or view, and gives its answer; none where it has stored something for the loop to decide, which
 * answers then. Somebody not known yet has what they ask for stored as well, and is answered anything else once Slack has said who they
 * are. Work that takes to know better what somebody sees (`notSeenNow`) is done after the ack, with the viewer that Slack told. A refusal
 * is audited.
 */
export async function answerAllowed(
  deps: AnswerDeps,
  request: Request,
  wish: Wish,
  work: (viewer?: Viewer) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const ruling = rulingNow(deps, request, wish);
  if (ruling?.allowed === false) return refuse(deps, request, wish, ruling);
  const answer = await work();
  if (answer === notSeenNow) {
    answerLater(deps, request, wish, async () => work(await viewerOf(deps, request.asker)));
    return undefined;
  }
  if (answer === notKnownNow) {
    answerLater(deps, request, { ...wish, verb: 'launch-spec' }, work);
    return undefined;
  }
  if (ruling !== undefined || answer === undefined) return answer;
  answerLater(deps, request, wish, () => Promise.resolve(answer));
  return undefined;
}

/**
 * Does `work`, which changes something at once: before the ack for somebody who is known and may, after it once Slack has said who
 * they are. The request's key must make a repeat of `work` harmless.
 */
export async function changeAllowed(
  deps: AnswerDeps,
  request: Request,
  wish: Wish,
  work: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const ruling = rulingNow(deps, request, wish);
  if (ruling === undefined) {
    answerLater(deps, request, wish, work);
    return undefined;
  }
  return ruling.allowed ? work() : refuse(deps, request, wish, ruling);
}

/** Answers after the ack: who may see it has to be asked first. What `make` leaves to the loop is answered there. */
export function answerLater(
  deps: AnswerDeps,
  request: Request,
  wish: Wish,
  make: () => Promise<Answer | undefined>,
): void {
  const { asker } = request;
  orSayFailed(deps, request, async () => {
    const ruling = await rulingOn(deps, request, wish);
    const answer =
      'later' in ruling
        ? lookUpFailed(ruling.why)
        : ruling.allowed
          ? await make()
          : await refuse(deps, request, wish, ruling);
    if (answer !== undefined) await deps.answerer.answer(asker, answer);
  });
}

/** Runs what follows an ack. Somebody waits for it: when it fails (the database is away), they are told, and it is the runner's to log. */
export function orSayFailed(
  { later, answerer }: Pick<AnswerDeps, 'later' | 'answerer'>,
  { asker }: Request,
  task: () => Promise<void>,
): void {
  later(async () => {
    try {
      await task();
    } catch (error) {
      const problem =
        'Something of mine does not answer, so I can’t either: try again in a minute.';
      await answerer.answer(asker, { kind: 'problem', problems: [problem] });
      throw error;
    }
  });
}

type Refusal = { readonly sentence: string; readonly ask: readonly string[] };

/** The refusal as an answer, with its audit row. */
export async function refuse(
  { store }: AnswerDeps,
  request: Request,
  wish: Wish,
  refusal: Refusal,
): Promise<Answer> {
  return store.transaction((tx) => refuseIn(tx, request, wish, refusal));
}

/** The same inside a transaction. */
export async function refuseIn(
  tx: Tx,
  { key, asker }: Request,
  { act, subject }: Wish,
  { sentence, ask }: Refusal,
): Promise<Answer> {
  // A key of its own: the same button may be pressed again by somebody who may by then, and that act has its own row.
  const refusedKey = `${key}:refused`;
  const entry: AuditEntry = {
    key: refusedKey,
    actor: asker.userId,
    verb: act,
    subject,
    channel: asker.channel,
    detail: {},
  };
  await tx.audit.begin(entry);
  await tx.audit.complete(refusedKey, `refused: ${sentence}`);
  return { kind: 'refused', act, sentence, ask };
}

function lookUpFailed(why: string): Answer {
  return {
    kind: 'problem',
    problems: [
      `Slack did not tell me who you are (${why}), so I can’t answer. Try again in a minute.`,
    ],
  };
}
