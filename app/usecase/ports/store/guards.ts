import type { UnheardGuard } from '../../../domain/doctor/checkup.ts';
import type { GuardedJob } from '../../../domain/guard/guarded-job.ts';
import type { Claimed, Lease } from './lease.ts';

/** The guards of jobs, one a launch, from when its job is known. */
export interface Guards {
  /** Makes it due at once; a launch without one gets one. */
  wake(launchId: string): Promise<void>;
  /** Makes those of all jobs that haven’t ended due at once: the policy has changed. */
  wakeAll(): Promise<void>;
  /** Locked until the transaction ends. */
  lock(launchId: string): Promise<GuardedJob | undefined>;
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<GuardedJob>[]>;
  /** Due again at `dueAt`; undefined: when it is woken. False if the lease was lost. */
  release(guarded: GuardedJob, dueAt: number | undefined, lease: Lease): Promise<boolean>;
  /** Stores it and makes it due at once, whoever has the lease. */
  overrule(guarded: GuardedJob): Promise<void>;
  /** The jobs of a project that are followed and have a rule against silence; with since when they may log. */
  silentJobs(project: string): Promise<readonly { readonly id: string; readonly since: number }[]>;
  /** Those of jobs that haven’t ended that could warn nobody, for long enough to be on record; the oldest first. */
  unheard(): Promise<readonly (UnheardGuard & { readonly launchId: string })[]>;
  nextDueAt(): Promise<number | undefined>;
}
