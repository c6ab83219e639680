// The bot put together: health → store → Vertex → Slack → schedule. Acquired in order, released in reverse, at whatever point it stops.

import { randomBytes } from 'node:crypto';
import { createTask } from 'node-cron';
import { Registry } from 'prom-client';
import about from '../package.json' with { type: 'json' };
import { ConfigError, type Config } from './config.ts';
import { createPolicy } from './domain/policy.ts';
import { createHealthRoutes } from './health.ts';
import { cronLogger, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createSlack, type Slack } from './slack/app.ts';
import { SlackUnreachableError } from './slack/errors.ts';
import { createStore } from './store/store.ts';
import { StoreError } from './store/store-error.ts';
import { createTemplateFiles } from './store/template-files.ts';
import { templateText } from './store/template-text.ts';
import { createDesk } from './usecase/desk.ts';
import type { Desk } from './usecase/desk-port.ts';
import type { JobLogs } from './usecase/logs-port.ts';
import { createLoops, type Loops } from './usecase/loops.ts';
import { targetHealth } from './usecase/show.ts';
import type { Store } from './usecase/store-port.ts';
import { createSweeper } from './usecase/sweeper.ts';
import type { Templates } from './usecase/template-port.ts';
import { createTemplates } from './usecase/templates.ts';
import type { Vertex } from './usecase/vertex-port.ts';
import { createGoogleAuth } from './vertex/auth.ts';
import { createVertex } from './vertex/client.ts';
import { createJobLogs } from './vertex/logs.ts';
import { createPriceBook, type PriceBook } from './vertex/prices.ts';
import { pauseUntil } from './vertex/retry.ts';

const clock = () => Date.now();
const monotonic = () => performance.now();
const newId = () => randomBytes(12).toString('hex');

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A cancel that no read has shown is sent again after this long. */
const cancelResendMs = 30_000;
/** How long Cloud Logging has for the last lines of a job; short leases, as tests have them, shorten it. */
const tailPauseMs = 15_000;

/** What the health routes and the surfaces ask for before it is there. */
type Parts = { store?: Store; desk?: Desk };

/**
 * Runs the bot until `signal`, then takes nothing more, finishes or hands back what is in hand within `graceMs`, and lets go of
 * everything. Unreachable Slack or PostgreSQL are waited for; throws what no waiting mends: SlackRefusedError, an unusable
 * store's StoreError.
 */
export async function runBot(
  config: Config,
  log: Log,
  signal: AbortSignal,
  graceMs: number,
): Promise<void> {
  const files = createTemplateFiles({ dir: config.templatesDir, clock, log });
  const problem = await files.check();
  if (problem !== undefined) throw new ConfigError(problem);
  const parts: Parts = {};
  const registry = new Registry();
  const metrics = createMetrics(registry);
  const slack = openSlack(config, log, registry, parts);
  const port = await slack.listen();
  const retry = { log, pause: pauseUntil(signal) };
  try {
    const store = await retrying(retry, 'the database', isPassingStoreError, () =>
      createStore({ database: config.database, clock, monotonic, newId, log }),
    );
    parts.store = store;
    try {
      const { timeoutMs, targets } = config.vertex;
      const google = {
        ...retry,
        timeoutMs,
        auth: createGoogleAuth({ timeoutMs }),
        fetch: globalThis.fetch,
        random: Math.random,
        clock,
        signal,
      };
      const vertex = createVertex({ ...google, endpoint: config.vertex.endpoint });
      const logs = createJobLogs({ ...google, endpoint: config.loggingEndpoint });
      const locations = targets.map(({ location }) => location);
      const prices = createPriceBook({ ...google, endpoint: config.billingEndpoint, locations });
      const { pause } = retry;
      const work = startWork({
        config,
        log,
        metrics,
        files,
        slack,
        store,
        vertex,
        logs,
        prices,
        pause,
      });
      parts.desk = work.desk;
      try {
        const isUnreachable = (error: unknown) => error instanceof SlackUnreachableError;
        const us = await retrying(retry, 'Slack', isUnreachable, () => slack.start());
        work.loops.startDeliveries();
        log.always('ready', { port, mode: config.slack.mode.kind, workspace: us.teamName });
        await aborted(signal);
      } finally {
        await slack.stopTaking();
        await within(graceMs, Promise.all([slack.drain(graceMs), work.stop()]));
      }
    } finally {
      await store.close();
    }
  } catch (error) {
    // Stopped while it waited for something: that is no failure.
    if (!signal.aborted) throw error;
  } finally {
    await slack.stop();
  }
}

function openSlack(config: Config, log: Log, registry: Registry, parts: Parts): Slack {
  const { targets } = config.vertex;
  const customRoutes = createHealthRoutes({
    storeWorks: async () => (await parts.store?.works()) ?? false,
    slackWorks: () => slack.works(),
    targets: async () => (await parts.store?.transaction((tx) => targetHealth(tx, targets))) ?? [],
    counts: async () =>
      (await parts.store?.transaction(async (tx) => ({
        openUpdates: await tx.threads.countOpen(),
        liveJobs: await tx.jobs.countLive(),
      }))) ?? { openUpdates: 0, liveJobs: 0 },
    clock,
    registry,
  });
  const desk = () => {
    if (parts.desk === undefined) throw new Error('The database is not open yet.');
    return parts.desk;
  };
  const slack = createSlack({
    ...config.slack,
    port: config.port,
    customRoutes,
    desk,
    log,
    clock,
    newId,
  });
  return slack;
}

type WorkDeps = {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly files: Templates;
  readonly slack: Slack;
  readonly store: Store;
  readonly vertex: Vertex;
  readonly logs: JobLogs;
  readonly prices: PriceBook;
  readonly pause: (ms: number) => Promise<void>;
};

type Work = { readonly desk: Desk; readonly loops: Loops; stop(): Promise<unknown> };

/** Starts what goes on without Slack: launches, cancels and sweeps. A runaway must not wait for a chat. */
function startWork(deps: WorkDeps): Work {
  const { config, log, metrics, files, slack, store, vertex, logs, prices, pause } = deps;
  const shared = {
    store,
    vertex,
    monotonic,
    newId,
    directory: slack.directory,
    answerer: slack.answerer,
    windows: slack.windows,
    examiner: slack.examiner,
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
  const loops = createLoops({
    store,
    leaseMs: config.leaseMs,
    log,
    launch: { ...shared, settings, count: metrics.launch },
    cancel: { ...shared, settings, count: metrics.cancel },
    tail: { ...shared, settings, logs, log },
    deliver: {
      ...shared,
      settings,
      announcer: slack.announcer,
      count: metrics.delivery,
      pause,
      log,
    },
  });
  const background = createBackground(log);
  const desk = createDesk({
    ...shared,
    logs,
    templates: createTemplates({ files, store, text: templateText }),
    files,
    text: templateText,
    prices,
    targets: config.vertex.targets,
    random: Math.random,
    newLaunchId: newId,
    database: config.database.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL',
    version: about.version,
    pause,
    log,
    wake: () => loops.wake(),
    later: background.run,
  });
  const sweeper = createSweeper({
    store,
    vertex,
    targets: config.vertex.targets,
    // A sweep may wait for its retries; its lease must not run out under it.
    leaseMs: Math.max(config.leaseMs, 6 * config.vertex.timeoutMs),
    count: metrics.sweep,
    swept: () => loops.wake(),
    log,
  });
  const ticker = createTask(config.pollSchedule, () => sweeper.tick(), {
    name: 'sweep',
    logger: cronLogger(log),
  });
  background.run(() => prices.run());
  loops.startWork();
  sweeper.tick();
  void ticker.start();
  return {
    desk,
    loops,
    async stop() {
      await ticker.stop();
      await Promise.all([loops.stop(), sweeper.idle(), background.idle()]);
    },
  };
}

/** What goes on beside the loops, such as answers that follow an ack: nobody awaits it but the shutdown. */
function createBackground(log: Log) {
  const running = new Set<Promise<void>>();
  return {
    run: (task: () => Promise<void>): void => {
      const promise = task()
        .catch((error: unknown) => log.error('work in the background failed', { error }))
        .finally(() => running.delete(promise));
      running.add(promise);
    },
    idle: () => Promise.all(running),
  };
}

function isPassingStoreError(error: unknown): boolean {
  return error instanceof StoreError && error.kind === 'transient';
}

/** Tries until it works or fails in a way that waiting doesn't mend, and says so meanwhile. */
async function retrying<T>(
  { log, pause }: { readonly log: Log; readonly pause: (ms: number) => Promise<void> },
  what: string,
  mayPass: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error)) throw error;
      log.warn(`not ready: ${what} can’t be reached, trying again`, { error });
      const askedMs = error instanceof SlackUnreachableError ? (error.retryAfterMs ?? 0) : 0;
      await pause(Math.max(pauseMs, askedMs));
    }
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  if (!signal.aborted) await promise;
}

/** Resolves when `work` is done or the time is over: what is left then is the next process's, by its lease. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, ms, undefined);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
