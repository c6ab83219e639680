// The bot's own activity (launches, cancels, deliveries, polls) and its handling of requests.

import { setImmediate } from 'node:timers/promises';
import { createTask, type ScheduledTask } from 'node-cron';
import { clock, monotonic, newId } from './clock.ts';
import { createBackground } from './background.ts';
import { cronLogger } from './log.ts';
import type { Interactions } from './usecase/ports/interactions.ts';
import { forgetResponseUrls } from './usecase/worker/forget-response-urls.ts';
import type { Loops } from './usecase/worker/loops.ts';
import { createPollMemory } from './usecase/poll/poll-memory.ts';
import { createPoller } from './usecase/poll/poller.ts';
import { createTroubleWatch } from './usecase/trouble/trouble-watch.ts';
import { createTemplates } from './usecase/template/templates.ts';
import { warnOfSecrets } from './usecase/template/warn-of-secrets.ts';
import { watchWall } from './wall-watch.ts';
import { createRequests, createWorkLoops, type WorkDeps } from './use-cases.ts';

export type Work = {
  readonly interactions: Interactions;
  readonly loops: Loops;
  stop(): Promise<unknown>;
};

/**
 * Starts what doesn't need Slack: launches, cancels and polls. A runaway job must not wait for a
 * chat.
 */
export function startWork(deps: WorkDeps): Work {
  const { config, log, metrics, files, text, store, vertex, prices, replica } = deps;
  const { targets } = config.vertex;
  const templates = createTemplates({ files, store, text });
  // Reading a list may include retries, and its lease must not end before it does.
  const readLeaseMs = Math.max(config.leaseMs, 6 * config.vertex.timeoutMs);
  const shared = { policy: deps.policy, templates, readLeaseMs };
  const loops = createWorkLoops(deps, shared);
  const background = createBackground(log);
  const interactions = createRequests(deps, shared, {
    wake: () => loops.wake(),
    later: background.run,
  });
  const poller = createPoller({
    twoPollsMs: () => untilSecond(ticker),
    tickMs: () => betweenTicks(ticker),
    share: config.vertex.share,
    store,
    vertex,
    memory: createPollMemory(),
    turn: () => setImmediate(),
    newId,
    targets,
    leaseMs: readLeaseMs,
    count: metrics.poll,
    polled: () => loops.wake(),
    log,
  });
  const troubles = createTroubleWatch({
    store,
    directory: deps.slack.directory,
    newId,
    targets,
    channel: config.opsChannel,
    monotonic,
    wake: () => loops.wake(),
    log,
  });
  const eachTick = (): void => {
    poller.tick();
    background.run(() => troubles.tick());
  };
  const eachMinute = (): void => {
    background.run(() => troubles.look());
    background.run(() => forgetResponseUrls({ store }));
    background.run(() => store.transaction((tx) => tx.replicas.report(replica)));
  };
  const minutes = createTask('30 * * * * *', eachMinute, {
    name: 'minute',
    logger: cronLogger(log),
  });
  const ticker = createTask(config.pollSchedule, eachTick, {
    name: 'poll',
    logger: cronLogger(log),
  });
  background.run(() => prices.run());
  background.run(() => warnOfSecrets({ templates, files }, log));
  eachMinute();
  loops.startWork();
  poller.tick();
  void ticker.start();
  void minutes.start();
  const wall = watchWall({ clock, monotonic }, (byMs) => {
    log.warn(
      'the clock of this machine was set, or it slept: what waits goes on from where it was',
      { byMs },
    );
    void restarted(ticker);
    void restarted(minutes);
    poller.tick();
    loops.wake();
  });
  return {
    interactions,
    loops,
    async stop() {
      wall.stop();
      await ticker.stop();
      await minutes.stop();
      await Promise.all([loops.stop(), poller.idle(), background.idle()]);
      // Without it, this process counts as running for some minutes more.
      await store.transaction((tx) => tx.replicas.leave(replica)).catch(() => undefined);
    },
  };
}

/** Time (ms) until the second of the next two ticks. */
function untilSecond(ticker: Pick<ScheduledTask, 'getNextRuns'>): number {
  const second = ticker.getNextRuns(2).at(-1);
  return second === undefined ? 0 : Math.max(0, second.getTime() - clock());
}

/** Time (ms) from the next tick to the one after it. */
function betweenTicks(ticker: Pick<ScheduledTask, 'getNextRuns'>): number {
  const [first, second] = ticker.getNextRuns(2);
  return first === undefined || second === undefined ? 0 : second.getTime() - first.getTime();
}

/** Restarts the schedule, so that the next tick follows the clock as it is now. */
async function restarted(ticker: ScheduledTask): Promise<void> {
  await ticker.stop();
  await ticker.start();
}
