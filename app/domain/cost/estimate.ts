// What a job costs by Google's price list. Invariant: a total is complete or absent. If any part is
// unknown, the result is a reason, never a partial sum.

import { type CustomJobSpec } from '../spec/custom-job-spec.ts';
import { checkSpecShape, unknownPlaces } from '../spec/check-spec.ts';
import { notKnown, sum, type Cost } from './cost.ts';
import { poolCost, type Terms } from './machine-cost.ts';
import type { PriceList } from './price-list.ts';

export type Estimate = {
  /** All pools together. */
  readonly total: Cost;
  /**
   * One entry per pool that isn't skipped, in order, all replicas included. Empty if no pool can be
   * priced by itself.
   */
  readonly pools: readonly Cost[];
};

const whole = (why: string): Estimate => ({ total: notKnown(why), pools: [] });

const newer = 'something in it is newer than this bot, and may change its price';

/**
 * The cost per hour of a CustomJobSpec in a location while all replicas run. `prices` is undefined
 * until a list has been read. Uses only prices on the list and derives none. Never throws.
 */
export function estimateCost(
  jobSpec: unknown,
  location: string,
  prices: PriceList | undefined,
): Estimate {
  const checked = checkSpecShape(jobSpec);
  const hasNewer = unknownPlaces(jobSpec).some(({ isNewer }) => isNewer === true);
  if (!checked.ok) return whole(hasNewer ? newer : 'its spec is not one that I can read');
  if (prices === undefined) return whole('Google’s price list was not read yet');
  const estimate = estimateKnown(checked.spec, location, prices);
  // With fields the bot doesn't know, a known sum may not be the whole.
  return estimate.total.known && hasNewer ? whole(newer) : estimate;
}

function estimateKnown(spec: CustomJobSpec, location: string, prices: PriceList): Estimate {
  if (spec.persistentResourceId !== undefined) {
    return whole('it runs on a persistent resource, which is paid for whether it runs or not');
  }
  const bases = basesOf(spec.scheduling?.strategy);
  if (bases === undefined) return whole('its scheduling strategy has no price of its own');
  const pools = spec.workerPoolSpecs
    .filter((pool) => Object.keys(pool).length > 0)
    .map((pool) => poolCost(pool, { location, prices, bases }));
  return { total: sum(pools), pools };
}

type Strategy = NonNullable<CustomJobSpec['scheduling']>['strategy'];

/**
 * What is charged for each part of a machine:
 * https://cloud.google.com/vertex-ai/pricing#custom-trained_models. Unknown for the deprecated
 * LOW_COST, whose machines aren't known in advance, and for strategies newer than the bot.
 */
function basesOf(strategy: Strategy): Terms['bases'] | undefined {
  switch (strategy) {
    case undefined:
    case 'STRATEGY_UNSPECIFIED':
    case 'ON_DEMAND':
    case 'STANDARD':
      return ['standard'];
    case 'SPOT':
      return ['spot', 'fee'];
    case 'FLEX_START':
      return ['flex', 'fee'];
    default:
      return undefined;
  }
}
