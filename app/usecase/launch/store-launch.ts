import type { Answer } from '../../domain/command/answer.ts';
import type { CardView } from '../../domain/notification/card.ts';
import { estimateCost, type Estimate } from '../../domain/cost/cost.ts';
import { makeHandle } from '../../domain/launch/handle.ts';
import { shownName } from '../../domain/template/hide-secrets.ts';
import { isSameLaunch, type Requester, type Launch } from '../../domain/launch/launch.ts';
import type { DecideDeps } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import type { Prices } from '../ports/prices.ts';
import { label, newLaunch, type FilledLaunch } from './new-launch.ts';
import { freeKey } from '../permission/request-key.ts';
import { viewerIn } from '../permission/see.ts';
import type { Tx } from '../ports/store.ts';

export type StoreLaunchDeps = DecideDeps & {
  readonly random: () => number;
  /** A new launch id: also a label value, so lowercase letters and digits only. */
  readonly newLaunchId: () => string;
  readonly prices: Prices;
};

/** What is asked before a launch goes on: it is held until then, under this handle. */
export type Question = (launch: Launch) => Answer;

export type LaunchOrigin =
  /** The launch it stands in for, or was made from. */
  Pick<Launch, 'repeats' | 'rerunOf'> & {
    /** Asked in any case: what it is made from was not named for certain. */
    readonly confirm?: Question | undefined;
  };

/** Of one template; more alive at once than this and a repeat may go unnoticed. */
const mostDuplicates = 200;

/**
 * Stores a filled launch under the request's key, once; what is alive already is asked about first. Undefined: the loop decides on it and
 * answers, since nobody can say before whether anything comes of it.
 */
export async function storeLaunch(
  tx: Tx,
  deps: StoreLaunchDeps,
  { key, requester, pledge }: Request,
  filled: FilledLaunch,
  { repeats, rerunOf, confirm }: LaunchOrigin = {},
): Promise<Answer | undefined> {
  const { random, newLaunchId, prices } = deps;
  // A launch that repeats one never found was asked about already; a hand-typed repeat may be a slip.
  const duplicate =
    repeats === undefined ? await findDuplicate(tx, deps, requester, filled) : undefined;
  const question = confirm ?? (duplicate && asksOf(duplicate));
  // Of one that is held its requester is still to be told.
  if (question === undefined && !(await tx.pledges.keep(key, pledge))) return undefined;
  const isRefused = async (taken: string) =>
    (await tx.launches.byRequestKey(taken))?.state === 'refused';
  const requestKey = await freeKey(key, isRefused);
  const stored = await tx.launches.byRequestKey(requestKey);
  if (stored?.state === 'held' && question === undefined) return release(tx, stored, requester);
  if (stored !== undefined) return answerOf(stored, question);
  const launch: Launch = {
    ...newLaunch(filled, requester),
    estimate: estimateOf(prices, filled),
    id: newLaunchId(),
    requestKey,
    handle: await freeHandle(tx, random),
    state: question === undefined ? 'requested' : 'held',
    requestedAt: tx.now,
    repeats,
    rerunOf,
  };
  const labelled = { ...launch, body: label(launch) };
  const isNew = await tx.launches.insert(labelled, question === undefined ? tx.now : undefined);
  // The same request, at another replica a moment earlier.
  const other = isNew ? undefined : await tx.launches.byRequestKey(requestKey);
  return answerOf(other ?? labelled, question);
}

/** What a launch costs by the list as it is now. */
export function estimateOf(
  prices: Prices,
  { body, target }: Pick<FilledLaunch, 'body' | 'target'>,
): Estimate {
  return estimateCost(body.jobSpec, target.location, prices.current());
}

/** The same is alive: is a second meant? */
function asksOf(duplicate: CardView): Question {
  return ({ handle }) => ({ kind: 'launch-needs-confirmation', handle, duplicate });
}

/** A live launch of the same template, parameters and target, among those that the requester sees for certain: none waits for Slack here. */
async function findDuplicate(
  tx: Tx,
  deps: DecideDeps,
  requester: Requester,
  filled: FilledLaunch,
): Promise<CardView | undefined> {
  const seenBy = await viewerIn(tx, deps, requester);
  const { name: template } = filled.template;
  const { cards } = await tx.cards.list({ template, seenBy, limit: mostDuplicates });
  return cards.find(({ launch }) => isSameLaunch(launch, filled));
}

export const cancelledBefore: Answer = {
  kind: 'note',
  text: 'This launch was cancelled before it started: nothing runs.',
};

/** What a launch that is stored already answers to the same request, made again. */
function answerOf(launch: Launch, question: Question | undefined): Answer | undefined {
  const { state } = launch;
  if (state === 'requested') return undefined;
  if (state === 'held' && question !== undefined) return question(launch);
  if (state === 'refused') return { kind: 'note', text: 'This launch was refused: nothing runs.' };
  if (state === 'cancelled') return cancelledBefore;
  return launchStored(launch);
}

/** What its requester is told of an accepted launch, and where its card will be if that is not where they asked. */
export function launchStored(launch: Launch): Answer {
  const { handle, requester: requester, estimate } = launch;
  const isElsewhere = requester.atHome === true || requester.elsewhere === true;
  const elsewhere = isElsewhere ? { elsewhere: requester.channel } : {};
  return { kind: 'launch-stored', handle, displayName: shownName(launch), estimate, ...elsewhere };
}

/** What it waited for has ended meanwhile: asked for again, it goes on. */
async function release(
  tx: Tx,
  waiting: Launch,
  requester: Launch['requester'],
): Promise<undefined> {
  await tx.launches.overrule(
    { ...waiting, state: 'requested', requester: requester, requestedAt: tx.now },
    tx.now,
  );
}

/**
 * The requester of a held launch means it: it goes on as any other, and the loop answers. A second click finds it gone on. `otherwise`: it is
 * not there, or somebody else's.
 */
export async function confirmLaunch(
  tx: Tx,
  { requester }: Request,
  handle: string,
  otherwise: Answer,
): Promise<Answer | undefined> {
  const waiting = await tx.launches.byHandle(handle);
  const launch = waiting && (await tx.launches.lock(waiting.id));
  if (launch === undefined || launch.requester.userId !== requester.userId) return otherwise;
  if (launch.state === 'held' || launch.state === 'refused') {
    // A refusal has its audit row under the old key; this is a new request.
    const isTaken = async (key: string) => (await tx.launches.byRequestKey(key)) !== undefined;
    let { requestKey } = launch;
    while (launch.state === 'refused' && (await isTaken(requestKey))) requestKey += '+';
    const requested: Launch = {
      ...launch,
      requestKey,
      state: 'requested',
      requester: requester,
      requestedAt: tx.now,
    };
    await tx.launches.overrule(requested, tx.now);
    return undefined;
  }
  return answerOf({ ...launch, requester: requester }, undefined);
}

/** A handle that nothing ever had. */
export async function freeHandle(tx: Tx, random: () => number): Promise<string> {
  for (let tries = 0; ; tries++) {
    // Every handle ever used stays taken, so a crowded length gives way to the next.
    const handle = makeHandle(random, 4 + Math.floor(tries / 10));
    if (!(await tx.launches.handleTaken(handle))) return handle;
  }
}
