// The loops that work off the database: what each of them claims, and what it does with that. One
// list, as long as there are loops.

import type { Bulk } from '../../domain/bulk/bulk.ts';
import type { Cancel } from '../../domain/launch/cancel.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { Vote } from '../../domain/launch/vote.ts';
import type { VoteDeps } from '../approval/decide-vote.ts';
import type { GuardedJob } from '../../domain/guard/guarded-job.ts';
import type { LogTail } from '../../domain/logs/log-tail.ts';
import type { DirectNote } from '../../domain/notification/notice.ts';
import type { Pledge } from '../../domain/launch/pledge.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Pass } from '../../domain/retention/retention.ts';
import type { Watch } from '../../domain/watch/watch.ts';
import type { AcceptDeps } from '../launch/accept-launch.ts';
import { makeDigest, type DigestDeps } from '../notification/daily-digest.ts';
import { followGuard, type FollowGuardDeps } from '../guard/follow-guard.ts';
import { createGuardQueue } from '../guard/guard-queue.ts';
import { deliver } from '../notification/deliver.ts';
import { type DeliverDeps } from '../notification/delivery-deps.ts';
import type { AcceptWatchDeps } from '../watch/accept-watch.ts';
import type { SpreadDeps } from '../bulk/spread-bulk.ts';
import type { AcceptCancelDeps } from '../cancel/accept-cancel.ts';
import type { FollowCancelDeps } from '../cancel/follow-cancel.ts';
import type { Home } from '../ports/store/home.ts';
import { createHomePublisher, type PublishHomeDeps } from '../home/publish-home.ts';
import type { FollowWatchDeps } from '../watch/follow-watch.ts';
import type { SubmitDeps } from '../launch/submit-launch.ts';
import { tellDirectly, type DirectDeps } from '../notification/tell-directly.ts';
import { tellUnkept, type UnkeptDeps } from '../request/tell-unkept.ts';
import { tellRunUse, type RunUseDeps } from '../use/tell-run-use.ts';
import type { UseTail } from '../../domain/use/use-tail.ts';
import { tellLogTail, type TailDeps } from '../logs/tell-log-tail.ts';
import { createLoop, type Loop, type LoopLog } from './work-loop.ts';
import { workBulk, workCancel, workLaunch, workVote, workWatch } from './work-rows.ts';
import type { Store, Tx } from '../ports/store/store.ts';
import type { DigestDue } from '../ports/store/channels.ts';
import type { Claimed } from '../ports/store/lease.ts';

export type LoopsDeps = {
  readonly store: Store;
  readonly leaseMs: number;
  readonly log: LoopLog;
  readonly launch: SubmitDeps & AcceptDeps;
  readonly vote: VoteDeps;
  readonly cancel: AcceptCancelDeps & FollowCancelDeps & SpreadDeps;
  readonly deliver: DeliverDeps;
  readonly direct: DirectDeps;
  readonly unkept: UnkeptDeps;
  readonly guard: FollowGuardDeps;
  readonly tail: TailDeps;
  readonly runUse: RunUseDeps;
  readonly home: PublishHomeDeps;
  readonly digest: DigestDeps;
  readonly watch: AcceptWatchDeps & FollowWatchDeps & { readonly leaseMs: number };
};

export interface Loops {
  /** Launches and cancels don't depend on Slack: a runaway job must not wait for it. */
  startWork(): void;
  startDeliveries(): void;
  /** Something is due now. */
  wake(): void;
  stop(): Promise<void>;
}

/** Most of the time, this work waits for the network, so many rows are handled at once. */
const concurrency = {
  launches: 16,
  votes: 8,
  cancels: 16,
  guards: 8,
  bulks: 2,
  threads: 32,
  notices: 4,
  pledges: 4,
  logs: 4,
  uses: 2,
  watches: 4,
  homes: 4,
  digests: 4,
  expiry: 1,
} as const;

/**
 * The loops that work off due rows: launches, votes, cancels, cancels of many, guards, deliveries, notices, lost requests, log
 * tails, watches, Homes and digests; and the one that deletes what has expired.
 */
export function createLoops(deps: LoopsDeps): Loops {
  const { store, leaseMs, log } = deps;

  function loop<T>(
    name: keyof typeof concurrency,
    due: (tx: Tx) => {
      claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<T>[]>;
      nextDueAt(): Promise<number | undefined>;
    },
    work: (claimed: Claimed<T>) => Promise<void>,
    afterwards: () => void = wake,
  ): Loop {
    return createLoop<T>({
      name,
      concurrency: concurrency[name],
      claim: (limit) => store.transaction((tx) => due(tx).claimDue(limit, leaseMs)),
      async work(claimed) {
        await work(claimed);
        // One row makes others due: a bound launch its thread, a cancel its launch.
        afterwards();
      },
      untilNextDueMs: () =>
        store.transaction(async (tx) => {
          const dueAt = await due(tx).nextDueAt();
          return dueAt === undefined ? undefined : dueAt - tx.now;
        }),
      log,
    });
  }

  const launches = loop<Launch>(
    'launches',
    (tx) => tx.launches,
    (claimed) => workLaunch(deps.launch, claimed),
  );
  const votes = loop<Vote>(
    'votes',
    (tx) => tx.votes,
    (claimed) => workVote(deps.vote, claimed),
  );
  const cancels = loop<Cancel>(
    'cancels',
    (tx) => tx.cancels,
    (claimed) => workCancel(deps.cancel, claimed),
  );
  const guards = createLoop<GuardedJob>({
    name: 'guards',
    concurrency: concurrency.guards,
    ...createGuardQueue({ store, policy: deps.guard.policy, leaseMs }),
    async work(claimed) {
      await followGuard(deps.guard, claimed);
      wake();
    },
    log,
  });
  const bulks = loop<Bulk>(
    'bulks',
    (tx) => tx.bulks,
    (claimed) => workBulk(deps.cancel, claimed),
  );
  const threads = loop<Thread>(
    'threads',
    (tx) => tx.threads,
    (claimed) => deliver(deps.deliver, claimed),
    // What was told may be noted to its launcher, and a guard waits until its warning is told.
    () => {
      notices.wake();
      guards.wake();
    },
  );
  const notices = loop<DirectNote>(
    'notices',
    (tx) => tx.directNotes,
    (claimed) => tellDirectly(deps.direct, claimed),
    () => threads.wake(),
  );
  const pledges = loop<Pledge>(
    'pledges',
    (tx) => tx.pledges,
    (claimed) => tellUnkept(deps.unkept, claimed),
  );
  const logs = loop<LogTail>(
    'logs',
    (tx) => tx.logTails,
    (claimed) => tellLogTail(deps.tail, claimed),
  );
  const uses = loop<UseTail>(
    'uses',
    (tx) => tx.useTails,
    (claimed) => tellRunUse(deps.runUse, claimed),
  );
  const watches = loop<Watch>(
    'watches',
    (tx) => ({
      claimDue: (limit) => tx.watches.claimDue(limit, deps.watch.leaseMs),
      nextDueAt: () => tx.watches.nextDueAt(),
    }),
    (claimed) => workWatch(deps.watch, claimed),
  );
  const homes = loop<Home>(
    'homes',
    (tx) => tx.homes,
    createHomePublisher(deps.home),
    () => undefined, // publishing a Home makes nothing else due
  );
  const digests = loop<DigestDue>(
    'digests',
    (tx) => tx.channels,
    (claimed) => makeDigest(deps.digest, claimed),
  );
  const expiry = loop<Pass>(
    'expiry',
    (tx) => tx.expiry,
    (claimed) => store.transaction((tx) => tx.expiry.step(claimed)),
    () => undefined,
  );
  const all = [
    launches,
    votes,
    cancels,
    guards,
    bulks,
    threads,
    notices,
    pledges,
    logs,
    uses,
    watches,
    homes,
    digests,
    expiry,
  ];

  function wake(): void {
    for (const one of all) one.wake();
  }

  return {
    startWork() {
      launches.start();
      votes.start();
      cancels.start();
      guards.start();
      bulks.start();
      logs.start();
      uses.start();
      digests.start();
      watches.start();
      expiry.start();
    },
    startDeliveries() {
      threads.start();
      notices.start();
      pledges.start();
      homes.start();
    },
    wake,
    async stop() {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}
