// The bot put together: health → store → Vertex → Slack → schedule. Acquired in order, released in reverse, at whatever point it stops.

import { Registry } from 'prom-client';
import { clock, monotonic, newId } from './clock.ts';
import { ConfigError, type Config } from './config.ts';
import { createHealthRoutes, createPublicRoutes, type HealthDeps } from './health.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createSlack, type Slack } from './slack/app.ts';
import { SlackUnreachableError } from './slack/client/errors.ts';
import { createBotServer, type BotServer } from './slack/transport/server.ts';
import { createStore } from './store/store.ts';
import { StoreError } from './store/db/store-error.ts';
import { createTemplateFiles } from './templates/files.ts';
import { createTemplateText } from './templates/thread.ts';
import type { Interactions } from './usecase/ports/interactions.ts';
import { targetHealth } from './usecase/job/status.ts';
import type { Store } from './usecase/ports/store.ts';
import { createGoogleAuth } from './vertex/auth.ts';
import { createVertex } from './vertex/client.ts';
import { createJobLogs } from './vertex/logs.ts';
import { createPriceBook } from './vertex/prices.ts';
import { pauseUntil } from './vertex/retry.ts';
import { aborted, retrying, within } from './async.ts';
import { startWork, type Work } from './services.ts';

/** What the health routes and the surfaces ask for before it is there. */
type Parts = { store?: Store; interactions?: Interactions };

/**
 * Runs the bot until `signal`, then takes nothing more, finishes or hands back what is in hand within `graceMs`, and lets go of
 * everything. Unreachable Slack or PostgreSQL are waited for; throws what no waiting mends: SlackRefusedError, an unusable
 * store's StoreError, at the start as later. What is given to `atExit` is done when the process ends by itself.
 */
export async function runBot(
  config: Config,
  log: Log,
  signal: AbortSignal,
  graceMs: number,
  atExit: (act: () => void) => void,
): Promise<void> {
  const text = createTemplateText();
  const files = createTemplateFiles({ dir: config.templatesDir, clock, log, text });
  const problem = await files.check();
  if (problem !== undefined) throw new ConfigError(problem);
  const parts: Parts = {};
  const registry = new Registry();
  const metrics = createMetrics(registry);
  const { slack, metrics: metricsServer } = openDoors(config, log, registry, parts);
  const port = await slack.listen();
  const retry = { log, pause: pauseUntil(signal) };
  const storeOptions = { database: config.database, clock, monotonic, newId, log, atExit };
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  try {
    const metricsPort = await metricsServer?.listen();
    const store = await retrying(retry, 'the database', isPassingStoreError, () =>
      createStore({ ...storeOptions, onLost: lost.reject }),
    );
    parts.store = store;
    try {
      // A file is one process's: whoever left these is dead.
      if (config.database.kind === 'sqlite') {
        await store.transaction((tx) => tx.pledges.orphan());
      }
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
        text,
        slack,
        store,
        vertex,
        logs,
        prices,
        pause,
      });
      parts.interactions = work.interactions;
      try {
        const ports = { port, metricsPort };
        await Promise.race([lost.promise, serve(config, retry, slack, work, ports, signal)]);
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
    await Promise.all([slack.stop(), metricsServer?.stop()]);
  }
}

/** Connects to Slack and delivers, until the bot is stopped. */
async function serve(
  config: Config,
  retry: Parameters<typeof retrying>[0],
  slack: Slack,
  { loops }: Work,
  ports: { readonly port: number; readonly metricsPort: number | undefined },
  signal: AbortSignal,
): Promise<void> {
  const isUnreachable = (error: unknown) => error instanceof SlackUnreachableError;
  const us = await retrying(retry, 'Slack', isUnreachable, () => slack.start());
  loops.startDeliveries();
  retry.log.always('ready', { ...ports, mode: config.slack.mode.kind, workspace: us.teamName });
  await aborted(signal);
}

type Doors = { readonly slack: Slack; readonly metrics: BotServer | undefined };

/** Both ports, not open yet. What names projects or counts jobs is never on one that Slack, and so anybody, reaches. */
function openDoors(config: Config, log: Log, registry: Registry, parts: Parts): Doors {
  const { metricsPort, slack: slackConfig } = config;
  const { targets } = config.vertex;
  const health: HealthDeps = {
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
  };
  const routes = createHealthRoutes(health);
  const isApart = metricsPort !== undefined || slackConfig.mode.kind === 'http';
  if (isApart && metricsPort === undefined) {
    log.warn('metrics are served nowhere: in HTTP mode they need a METRICS_PORT of their own');
  }
  const interactions = () => {
    if (parts.interactions === undefined) throw new Error('The database is not open yet.');
    return parts.interactions;
  };
  const slack = createSlack({
    ...slackConfig,
    port: config.port,
    customRoutes: isApart ? createPublicRoutes(health) : routes,
    alone: config.database.kind === 'sqlite',
    interactions: interactions,
    log,
    clock,
    newId,
  });
  const metrics =
    metricsPort === undefined
      ? undefined
      : createBotServer({
          port: metricsPort,
          setting: 'METRICS_PORT',
          routes,
          slack: undefined,
          log,
        });
  return { slack, metrics };
}

function isPassingStoreError(error: unknown): boolean {
  return error instanceof StoreError && error.kind === 'transient';
}
