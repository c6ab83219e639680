import type { JobKey } from '../../../domain/job/job.ts';
import type { Expired, Pass, StoreSizes } from '../../../domain/retention/retention.ts';
import type { Claimed } from './lease.ts';

/** Deletes what is over, and remembers that it was. */
export interface Expiry {
  /** Leases up to `limit` kinds whose next step is due. */
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<Pass>[]>;
  /** When the next step is due; for a leased one, when its lease ends. */
  nextDueAt(): Promise<number | undefined>;
  /** Deletes the next few expired rows of a kind, and releases it. */
  step(claimed: Claimed<Pass>): Promise<void>;
  /** The expired launch with this handle. */
  byHandle(handle: string): Promise<Expired | undefined>;
  /** The expired launch whose job had this numeric id, if it is only one. */
  byJobId(id: string): Promise<Expired | undefined>;
  /** The expired launch that was requested with this key. */
  byRequestKey(requestKey: string): Promise<Expired | undefined>;
  /** Whether this is the job of an expired launch. */
  hadJob(key: JobKey): Promise<boolean>;
  sizes(): Promise<StoreSizes>;
}
