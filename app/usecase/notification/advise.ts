import {
  elsewhereFor,
  errorTold,
  noAdvice,
  tellsOfWaiting,
  type Advice,
} from '../../domain/notification/advice.ts';
import { biggerFor } from '../../domain/notification/bigger.ts';
import type { Target } from '../../domain/job/job.ts';
import type { Update } from '../../domain/notification/update.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { decideNow, type DecideDeps } from '../permission/decide.ts';
import type { Prices } from '../ports/prices.ts';
import type { Tx } from '../ports/store/store.ts';

export type AdviseDeps = DecideDeps & {
  readonly targets: readonly Target[];
  readonly prices: Prices;
};

/** Advice on a reported failure, or on long waiting; undefined if there is none. */
export async function advise(
  tx: Tx,
  deps: AdviseDeps,
  launch: Launch,
  tells: readonly Update[],
): Promise<Advice | undefined> {
  const calls = (update: Update) => errorTold(update) !== undefined || tellsOfWaiting(update);
  if (!tells.some(calls)) return undefined;
  const { name, version } = launch.template;
  const template = await tx.templates.get(name, version);
  return {
    ...noAdvice,
    elsewhere: elsewhereFor(tells, launch, template, deps.targets, deps.prices.current()),
    bigger: biggerFor(
      tells.flatMap((update) => (update.kind === 'job' ? (update.change.error ?? []) : [])),
      launch,
      template,
      deps.targets,
      deps.prices.current(),
    ),
    // A spec that isn't from a template here can only be changed by its author. Somebody whom Slack
    // hasn't described recently counts as unable to edit.
    mayEdit:
      template === undefined || decideNow(deps, launch.requester, 'template')?.allowed === true,
  };
}
