// What deliveries depend on.

import type { Announcer, DeliveryOutcome } from '../ports/slack.ts';
import type { Store } from '../ports/store/store.ts';
import type { AdviseDeps } from './advise.ts';

export type DeliverDeps = AdviseDeps & {
  readonly store: Store;
  readonly announcer: Announcer;
  /** Where trouble of the bot itself is told; undefined: nowhere. */
  readonly opsChannel?: string | undefined;
  readonly settings: { readonly leaseMs: number; readonly slackTimeoutMs: number };
  /** Monotonic clock, ms. */
  readonly monotonic: () => number;
  readonly newId: () => string;
  /** Waits (ms); rejects when the bot stops. */
  readonly pause: (ms: number) => Promise<void>;
  readonly count: (outcome: DeliveryOutcome['kind']) => void;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};
