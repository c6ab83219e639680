import type { Answer } from '../../../domain/answer/answer.ts';
import type { CardView } from '../../../domain/launch/card.ts';
import { estimateCost, type Estimate } from '../../../domain/cost/estimate.ts';
import type { Ladder } from '../../../domain/launch/ladder.ts';
import { makeHandle } from '../../../domain/launch/handle.ts';
import {
  isSameLaunch,
  type Launch,
  type LaunchChoices,
  type Requester,
} from '../../../domain/launch/launch.ts';
import type { DecideDeps } from '../../permission/decide.ts';
import type { Request } from '../../ports/interactions.ts';
import type { Prices } from '../../ports/prices.ts';
import type { FilledLaunch } from '../../../domain/template/fill/fill-template.ts';
import { expiredAnswer } from '../../job/expired.ts';
import { withOwnLabels } from '../../../domain/launch/own-labels.ts';
import { freeKey } from '../../permission/request-key.ts';
import { viewerIn } from '../../permission/see.ts';
import { boundedBy } from './bounded-by.ts';
import { refuseEarly } from '../admit.ts';
import { accessIn } from '../../permission/template-access.ts';
import { mayNotLaunch } from '../spec-launch.ts';
import type { Tx } from '../../ports/store/store.ts';
import { type Question, asksOf, answerOf } from '../stored-answer.ts';
import type { StoreLaunchDeps } from './launch-deps.ts';

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

/** An unused handle. */
export async function freeHandle(tx: Tx, random: () => number): Promise<string> {
  for (let tries = 0; ; tries++) {
    // Handles are never reused. When short ones become scarce, longer ones follow.
    const handle = makeHandle(random, 4 + Math.floor(tries / 10));
    if (!(await tx.launches.handleTaken(handle))) return handle;
  }
}
