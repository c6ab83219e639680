import { formatTarget, type Target } from '../../domain/job/job.ts';
import { sweep, type SweepDeps } from './sweep.ts';

export interface Sweeper {
  /** Starts a sweep of each target that is not being swept: one slow region must not hold up the others. */
  tick(): void;
  /** Resolves when no sweep is under way. */
  idle(): Promise<void>;
}

export type SweeperDeps = SweepDeps & {
  readonly targets: readonly Target[];
  /** A sweep is over: what it saw may have made something due. */
  readonly swept: () => void;
  readonly log: SweepDeps['log'] & {
    error(message: string, fields?: Record<string, unknown>): void;
  };
};

/** Sweeps every target, each at its own pace. */
export function createSweeper(deps: SweeperDeps): Sweeper {
  const underWay = new Map<string, Promise<void>>();

  async function sweepOne(target: Target): Promise<void> {
    try {
      await sweep(deps, target);
    } catch (error) {
      deps.log.error('a sweep failed', { target: formatTarget(target), error });
    }
    underWay.delete(formatTarget(target));
    deps.swept();
  }

  return {
    tick() {
      for (const target of deps.targets) {
        const name = formatTarget(target);
        if (!underWay.has(name)) underWay.set(name, sweepOne(target));
      }
    },
    async idle() {
      await Promise.all(underWay.values());
    },
  };
}
