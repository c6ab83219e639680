import { followGuard } from '../../app/usecase/guard/follow-guard.ts';
import { createGuardQueue } from '../../app/usecase/guard/guard-queue.ts';
import { createHomePublisher } from '../../app/usecase/home/publish-home.ts';
import { tellLogTail } from '../../app/usecase/logs/tell-log-tail.ts';
import { makeDigest } from '../../app/usecase/notification/daily-digest.ts';
import { deliver } from '../../app/usecase/notification/deliver.ts';
import { tellDirectly } from '../../app/usecase/notification/tell-directly.ts';
import type { PolicyRules } from '../../app/domain/permission/policy-rules.ts';
import type { Claimed } from '../../app/usecase/ports/store/lease.ts';
import type { Tx } from '../../app/usecase/ports/store/store.ts';
import { tellRunUse } from '../../app/usecase/use/tell-run-use.ts';
import { tellUnkept } from '../../app/usecase/request/tell-unkept.ts';
import type { LoopsDeps } from '../../app/usecase/worker/loops.ts';
import {
  workBulk,
  workLaunch,
  workCancel,
  workVote,
  workWatch,
} from '../../app/usecase/worker/work-rows.ts';
import type { DueRows, DueTable } from './due-rows.ts';

/** How many rows of a kind one look takes. */
const mostRows = 10;

/**
 * One look of each of the bot's loops: it works off the rows of its kind that are due, and returns how many there were. What throws
 * leaves its row leased, as after a kill. A look where nothing is due takes no transaction.
 */
export function createWorkers(deps: LoopsDeps, isDue: DueRows['isDue']) {
  const { store, leaseMs } = deps;
  const worker =
    <T>(
      name: DueTable | 'homes',
      table: (tx: Tx) => Table<T>,
      work: (claimed: Claimed<T>) => Promise<void>,
    ) =>
    async (most = mostRows): Promise<number> => {
      if (name !== 'homes' && !isDue(name)) return 0;
      const claimed = await store.transaction((tx) => table(tx).claimDue(most, leaseMs));
      for (const one of claimed) await work(one);
      return claimed.length;
    };
  const guardQueue = createGuardQueue({ store, policy: deps.guard.policy, leaseMs });
  /** When the policy has other rules, every guard is due. */
  let seen: PolicyRules | undefined;
  const crashing = (work: Promise<void>): Promise<void> => work.catch(() => undefined);
  return {
    launches: worker(
      'launches',
      ({ launches }) => launches,
      (one) => crashing(workLaunch(deps.launch, one)),
    ),
    votes: worker(
      'votes',
      ({ votes }) => votes,
      (one) => crashing(workVote(deps.vote, one)),
    ),
    cancels: worker(
      'cancels',
      ({ cancels }) => cancels,
      (one) => workCancel(deps.cancel, one),
    ),
    bulks: worker(
      'bulks',
      ({ bulks }) => bulks,
      (one) => crashing(workBulk(deps.cancel, one)),
    ),
    watches: worker(
      'watches',
      ({ watches }) => watches,
      (one) => crashing(workWatch(deps.watch, one)),
    ),
    guards: async () => {
      const { rules } = deps.guard.policy;
      if (rules === seen && !isDue('guards')) return 0;
      seen = rules;
      const claimed = await guardQueue.claim(mostRows);
      for (const one of claimed) await followGuard(deps.guard, one);
      return claimed.length;
    },
    tails: worker(
      'log_tails',
      ({ logTails }) => logTails,
      (one) => crashing(tellLogTail(deps.tail, one)),
    ),
    uses: worker(
      'use_tails',
      ({ useTails }) => useTails,
      (one) => crashing(tellRunUse(deps.runUse, one)),
    ),
    threads: worker(
      'threads',
      ({ threads }) => threads,
      (one) => crashing(deliver(deps.deliver, one)),
    ),
    notes: worker(
      'direct_notes',
      ({ directNotes }) => directNotes,
      (one) => tellDirectly(deps.direct, one),
    ),
    pledges: worker(
      'pledges',
      ({ pledges }) => pledges,
      (one) => tellUnkept(deps.unkept, one),
    ),
    dailyDigests: worker(
      'channels',
      ({ channels }) => channels,
      (one) => makeDigest(deps.digest, one),
    ),
    homes: worker('homes', ({ homes }) => homes, createHomePublisher(deps.home)),
  };
}

type Table<T> = {
  claimDue(limit: number, leaseMs: number): Promise<readonly Claimed<T>[]>;
};
