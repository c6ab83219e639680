import { formatTarget, type Target } from '../../domain/job/job.ts';
import { pollTarget, type PollDeps } from './poll-target.ts';

interface Poller {
  /**
   * Starts a poll of each target that isn't being polled: one slow region must not delay the
   * others.
   */
  tick(): void;
  /** Resolves when no poll is running. */
  idle(): Promise<void>;
}

type PollerDeps = PollDeps & {
  readonly targets: readonly Target[];
  /** A poll is over and may have made something due. */
  readonly polled: () => void;
  readonly log: PollDeps['log'] & {
    error(message: string, fields?: Record<string, unknown>): void;
  };
};

/** Polls every target, each at its own pace. */
export function createPoller(deps: PollerDeps): Poller {
  const underWay = new Map<string, Promise<void>>();

  async function pollOne(target: Target): Promise<void> {
    try {
      await pollTarget(deps, target);
    } catch (error) {
      deps.log.error('a poll failed', { target: formatTarget(target), error });
    }
    underWay.delete(formatTarget(target));
    deps.polled();
  }

  return {
    tick() {
      for (const target of deps.targets) {
        const name = formatTarget(target);
        if (!underWay.has(name)) underWay.set(name, pollOne(target));
      }
    },
    async idle() {
      await Promise.all(underWay.values());
    },
  };
}
