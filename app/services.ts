// The bot's own activity (launches, cancels, deliveries, polls) and its handling of requests.

import { createTask, type ScheduledTask } from 'node-cron';
import about from '../package.json' with { type: 'json' };
import { clock, monotonic, newId } from './clock.ts';
import { createBackground } from './background.ts';
import type { Config } from './config.ts';
import { createPolicy } from './domain/permission/policy.ts';
import { cronLogger, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Slack } from './slack/app.ts';
import { createInteractions } from './usecase/request/interactions.ts';
import type { Interactions } from './usecase/ports/interactions.ts';
import type { JobLogs } from './usecase/ports/job-logs.ts';
import { forgetResponseUrls } from './usecase/worker/forget-response-urls.ts';
import { createLoops, type Loops } from './usecase/worker/loops.ts';
import type { Store } from './usecase/ports/store.ts';
import { createPoller } from './usecase/poll/poller.ts';
import type { Templates, TemplateText } from './usecase/ports/templates.ts';
import { createTemplates } from './usecase/template/templates.ts';
import type { Vertex } from './usecase/ports/vertex.ts';
import { warnOfSecrets } from './usecase/template/warn-of-secrets.ts';
import type { PriceBook } from './vertex/prices.ts';
import { watchWall } from './wall-watch.ts';

/** How long to wait for a read that shows a cancel before it is sent again. */
const cancelResendMs = 30_000;
/** How long Cloud Logging has for a job's last lines. Short leases, as in tests, shorten it. */
const tailPauseMs = 15_000;

export type WorkDeps = {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly files: Templates;
  readonly text: TemplateText;
  readonly slack: Slack;
  readonly store: Store;
  readonly vertex: Vertex;
  readonly logs: JobLogs;
  readonly prices: PriceBook;
  readonly pause: (ms: number) => Promise<void>;
};

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
  const { config, log, metrics, files, text, slack, store, vertex, logs, prices, pause } = deps;
  const shared = {
    store,
    vertex,
    monotonic,
    newId,
    directory: slack.directory,
    answerer: slack.answerer,
    windows: slack.windows,
    healthChecks: slack.healthChecks,
    policy: createPolicy(),
  };
  const settings = {
    leaseMs: config.leaseMs,
    vertexTimeoutMs: config.vertex.timeoutMs,
    slackTimeoutMs: config.slack.timeoutMs,
    quarantineMs: config.launchQuarantineMs,
    escalateMs: config.cancelEscalateMs,
    resendMs: cancelResendMs,
    tailPauseMs: Math.min(tailPauseMs, config.leaseMs / 4),
  };
  const { targets } = config.vertex;
  const templates = createTemplates({ files, store, text });
  /** The dependencies of making a launch. */
  const making = { prices, random: Math.random, newLaunchId: newId };
  // Reading a list may include retries, and its lease must not end before it does.
  const readLeaseMs = Math.max(config.leaseMs, 6 * config.vertex.timeoutMs);
  const loops = createLoops({
    store,
    leaseMs: config.leaseMs,
    log,
    launch: { ...shared, settings, count: metrics.launch },
    cancel: { ...shared, settings, count: metrics.cancel },
    unkept: shared,
    tail: { ...shared, settings, logs, log },
    home: { ...shared, settings, templates, targets, pages: slack.homes, pause, log },
    digest: { ...shared, targets },
    watch: { ...shared, ...making, targets, leaseMs: readLeaseMs },
    direct: { ...shared, announcer: slack.announcer, count: metrics.notice, log },
    deliver: {
      ...shared,
      settings,
      announcer: slack.announcer,
      targets,
      prices,
      count: metrics.delivery,
      pause,
      log,
    },
  });
  const background = createBackground(log);
  const interactions = createInteractions({
    ...shared,
    logs,
    templates,
    files,
    text,
    ...making,
    targets,
    database: config.database.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL',
    version: about.version,
    pause,
    log,
    wake: () => loops.wake(),
    later: background.run,
  });
  const poller = createPoller({
    twoPollsMs: () => untilSecond(ticker),
    store,
    vertex,
    newId,
    targets,
    leaseMs: readLeaseMs,
    count: metrics.poll,
    polled: () => loops.wake(),
    log,
  });
  const forgetter = createTask(
    '30 * * * * *',
    () => background.run(() => forgetResponseUrls({ store })),
    { name: 'forget', logger: cronLogger(log) },
  );
  const ticker = createTask(config.pollSchedule, () => poller.tick(), {
    name: 'poll',
    logger: cronLogger(log),
  });
  background.run(() => prices.run());
  background.run(() => warnOfSecrets({ templates, files }, log));
  background.run(() => forgetResponseUrls({ store }));
  loops.startWork();
  poller.tick();
  void ticker.start();
  void forgetter.start();
  const wall = watchWall({ clock, monotonic }, (byMs) => {
    log.warn(
      'the clock of this machine was set, or it slept: what waits goes on from where it was',
      { byMs },
    );
    void restarted(ticker);
    void restarted(forgetter);
    poller.tick();
    loops.wake();
  });
  return {
    interactions,
    loops,
    async stop() {
      wall.stop();
      await ticker.stop();
      await forgetter.stop();
      await Promise.all([loops.stop(), poller.idle(), background.idle()]);
    },
  };
}

/** Time (ms) until the second of the next two ticks. */
function untilSecond(ticker: Pick<ScheduledTask, 'getNextRuns'>): number {
  const second = ticker.getNextRuns(2).at(-1);
  return second === undefined ? 0 : Math.max(0, second.getTime() - clock());
}

/** Restarts the schedule, so that the next tick follows the clock as it is now. */
async function restarted(ticker: ScheduledTask): Promise<void> {
  await ticker.stop();
  await ticker.start();
}
