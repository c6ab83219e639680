import type { Answer } from '../../domain/answer/answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { estimateCost, type Estimate } from '../../domain/cost/estimate.ts';
import type { Ladder } from '../../domain/launch/ladder.ts';
import { outdoneBy } from '../../domain/guard/guard.ts';
import { typedCostUsd } from '../../domain/guard/written-guard.ts';
import { makeHandle } from '../../domain/launch/handle.ts';
import { shownName } from '../../domain/template/secret/hide-secrets.ts';
import {
  isSameLaunch,
  type Launch,
  type LaunchChoices,
  type Requester,
} from '../../domain/launch/launch.ts';
import type { DecideDeps } from '../permission/decide.ts';
import type { Request } from '../ports/interactions.ts';
import type { Prices } from '../ports/prices.ts';
import type { FilledLaunch } from '../../domain/template/fill/fill-template.ts';
import { expiredAnswer } from '../job/expired.ts';
import { withOwnLabels } from '../../domain/launch/own-labels.ts';
import { freeKey } from '../permission/request-key.ts';
import { viewerIn } from '../permission/see.ts';
import { boundedBy } from './bounded-by.ts';
import { refuseEarly, type AdmitDeps } from './admit.ts';
import { accessIn } from '../permission/template-access.ts';
import { mayNotLaunch } from './spec-launch.ts';
import type { Tx } from '../ports/store/store.ts';

export type StoreLaunchDeps = DecideDeps & {
  readonly random: () => number;
  /** A new launch id. It is also a label value, so it has only lowercase letters and digits. */
  readonly newLaunchId: () => string;
  readonly prices: Prices;
};

/** Asks for confirmation. The launch is held meanwhile, under this handle. */
export type Question = (launch: Launch) => Answer;

type LaunchOrigin =
  /** The launch it replaces, or is a re-run of. */
  Pick<Launch, 'repeats' | 'rerunOf'> & {
    /** Always asked: the original wasn't named exactly. */
    readonly confirm?: Question | undefined;
  };

/** Searched per template. With more live launches than this, a duplicate may be missed. */
const mostDuplicates = 200;

/**
 * Stores a filled launch under its request key, once. If the same launch is live, it asks first.
 * Undefined: the loop decides and answers later.
 */
export async function storeLaunch(
  tx: Tx,
  deps: StoreLaunchDeps,
  request: Request,
  asked: FilledLaunch,
  { repeats, rerunOf, confirm }: LaunchOrigin = {},
): Promise<Answer | undefined> {
  const filled = boundedBy(deps.policy.rules, asked);
  const { key, requester, pledge } = request;
  const { random, newLaunchId, prices } = deps;
  // A replacement for a lost launch was confirmed already. A typed repeat may be a mistake.
  const duplicate =
    repeats === undefined ? await findDuplicate(tx, deps, requester, filled) : undefined;
  const question = confirm ?? (duplicate && asksOf(duplicate));
  // For a held launch, the requester still gets an answer.
  if (question === undefined && !(await tx.pledges.keep(key, pledge))) return undefined;
  const requestKey = await keyOf(tx, key);
  const stored = await tx.launches.byRequestKey(requestKey);
  if (stored?.state === 'held' && question === undefined) return release(tx, stored, requester);
  if (stored !== undefined) return answerOf(deps, stored, question);
  const expired = await tx.expiry.byRequestKey(requestKey);
  if (expired !== undefined) return expiredAnswer(expired, tx.now);
  const { name, version } = filled.template;
  const access = accessIn(await tx.templates.get(name, version));
  const estimate = estimateOf(prices, filled);
  const refusal =
    (await mayNotLaunch(tx, deps, request, filled.template, { access })) ??
    (await refuseEarly(tx, deps, request, { ...filled, estimate, requester, repeats }));
  if (refusal !== undefined) return refusal;
  const { template, parameters, target, body, maxTimeMs, guard } = filled;
  const ladder = ladderOf(prices, filled, estimate);
  const id = newLaunchId();
  const launch: Launch = {
    template,
    parameters,
    target,
    body: withOwnLabels(body, { id, requester, template }),
    maxTimeMs,
    guard,
    ladder,
    requester,
    attempts: 0,
    estimate,
    id,
    requestKey,
    handle: await freeHandle(tx, random),
    state: question === undefined ? 'requested' : 'held',
    requestedAt: tx.now,
    repeats,
    rerunOf,
  };
  const isNew = await tx.launches.insert(launch, question === undefined ? tx.now : undefined);
  // Another replica stored the same request a moment ago.
  const other = isNew ? undefined : await tx.launches.byRequestKey(requestKey);
  return answerOf(deps, other ?? launch, question);
}

/** The key that a launch is stored under: a request that was refused may be made once more. */
export function keyOf(tx: Tx, key: string): Promise<string> {
  const isRefused = async (taken: string) =>
    (await tx.launches.byRequestKey(taken))?.state === 'refused';
  return freeKey(key, isRefused);
}

/** A launch's cost by the current price list. */
export function estimateOf(
  prices: Prices,
  { body, target }: Pick<FilledLaunch, 'body' | 'target'>,
): Estimate {
  return estimateCost(body.jobSpec, target.location, prices.current());
}

/** The attempts of a launch that has something to fall back on, each at its price of today. */
export function ladderOf(
  prices: Prices,
  { target, body, fallback = [] }: FilledLaunch,
  estimate: Estimate,
): Ladder | undefined {
  if (fallback.length === 0) return undefined;
  const others = fallback.map((one) => ({ ...one, estimate: estimateOf(prices, one) }));
  return { rungs: [{ target, body, estimate }, ...others], at: 0, missed: [] };
}

/** Asks whether a second one is meant. */
export function asksOf(duplicate: CardView): Question {
  return ({ handle }) => ({ kind: 'launch-needs-confirmation', handle, duplicate });
}

/**
 * A live launch with the same template, parameters and target, among those the requester certainly
 * sees; there is no time to ask Slack here.
 */
export async function findDuplicate(
  tx: Tx,
  deps: DecideDeps,
  requester: Requester,
  filled: LaunchChoices,
): Promise<CardView | undefined> {
  const seenBy = await viewerIn(tx, deps, requester);
  const { name: template } = filled.template;
  const { cards } = await tx.cards.list({ template, seenBy, limit: mostDuplicates });
  return cards.find(({ launch }) => isSameLaunch(launch, filled));
}

export const cancelledBefore: Answer = {
  kind: 'note',
  note: { kind: 'cancelled-before' },
};

/** The answer to a repeated request whose launch is stored already. */
export function answerOf(
  deps: AdmitDeps,
  launch: Launch,
  question: Question | undefined,
): Answer | undefined {
  const { state } = launch;
  if (state === 'requested') return undefined;
  if (state === 'held' && question !== undefined) return question(launch);
  if (state === 'refused') return { kind: 'note', note: { kind: 'refused-before' } };
  const { handle, approval } = launch;
  const decision = approval?.decision;
  if (decision !== undefined && decision.verdict !== 'approved') {
    return { kind: 'decided-before', handle, decision };
  }
  return state === 'cancelled' ? cancelledBefore : storedAnswer(deps, launch);
}

/** The answer to a launch that is accepted, or waits for an approval. */
export function storedAnswer(deps: AdmitDeps, launch: Launch): Answer {
  const { state, approval } = launch;
  const stored = launchStored(deps, launch);
  return state === 'waiting' && approval !== undefined
    ? { ...stored, kind: 'launch-waits', approval }
    : stored;
}

type Stored = Extract<Answer, { kind: 'launch-stored' }>;

/**
 * The answer to an accepted launch, with its card's channel if that isn't where it was requested,
 * and whether it can't be held to what was typed, or the policy is stricter than that.
 */
function launchStored({ policy }: AdmitDeps, launch: Launch): Stored {
  const { handle, requester, estimate, guard } = launch;
  const isElsewhere = requester.atHome === true || requester.elsewhere === true;
  const elsewhere = isElsewhere ? { elsewhere: requester.channel } : {};
  const isUnheld = typedCostUsd(guard) !== undefined && estimate?.total.known !== true;
  const displayName = shownName(launch);
  const typed = (guard ?? []).filter(({ source }) => source === 'launch');
  // Without a price, the policy’s own limit of cost can’t hold either.
  const outdone = isUnheld ? [] : outdoneBy(typed, policy.rules.guards?.own ?? []);
  return {
    ...{ kind: 'launch-stored', handle, displayName, estimate, ...elsewhere },
    ...(isUnheld && { costUnheld: true }),
    ...(outdone.length > 0 && { outdone }),
  };
}

/** What it waited for has ended, so the repeated request releases it. */
async function release(
  tx: Tx,
  waiting: Launch,
  requester: Launch['requester'],
): Promise<undefined> {
  await tx.launches.overrule(
    { ...waiting, state: 'requested', requester, requestedAt: tx.now },
    tx.now,
  );
}

/**
 * Releases a held launch after its requester confirmed; the loop answers. A second click changes
 * nothing. `otherwise`: the launch doesn't exist or belongs to somebody else.
 */
export async function confirmLaunch(
  tx: Tx,
  deps: AdmitDeps,
  request: Request,
  handle: string,
  otherwise: Answer,
): Promise<Answer | undefined> {
  const { requester } = request;
  const waiting = await tx.launches.byHandle(handle);
  const launch = waiting && (await tx.launches.lock(waiting.id));
  if (waiting === undefined) {
    const gone = await tx.expiry.byHandle(handle);
    if (gone?.owner === requester.userId) return expiredAnswer(gone, tx.now);
  }
  if (launch === undefined || launch.requester.userId !== requester.userId) return otherwise;
  if (launch.state === 'held' || launch.state === 'refused') {
    const refusal = await refuseEarly(tx, deps, request, launch);
    if (refusal !== undefined) return refusal;
    // The refusal's audit row has the old key, and this is a new request.
    const isTaken = async (key: string) => (await tx.launches.byRequestKey(key)) !== undefined;
    let { requestKey } = launch;
    while (launch.state === 'refused' && (await isTaken(requestKey))) requestKey += '+';
    const requested: Launch = {
      ...launch,
      requestKey,
      state: 'requested',
      requester,
      requestedAt: tx.now,
    };
    await tx.launches.overrule(requested, tx.now);
    return undefined;
  }
  return answerOf(deps, { ...launch, requester }, undefined);
}

/** An unused handle. */
export async function freeHandle(tx: Tx, random: () => number): Promise<string> {
  for (let tries = 0; ; tries++) {
    // Handles are never reused. When short ones become scarce, longer ones follow.
    const handle = makeHandle(random, 4 + Math.floor(tries / 10));
    if (!(await tx.launches.handleTaken(handle))) return handle;
  }
}
