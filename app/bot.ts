// The whole bot: Slack's client → health → store → Vertex AI → work → Slack's requests. Acquired in
// this order and released in reverse, wherever it stops.

import { openAuditSocket } from './audit/audit-socket.ts';
import { pageRows, socketOf } from './audit/rows-request.ts';
import { hostname } from 'node:os';
import { Registry } from 'prom-client';
import { clock, monotonic, newId } from './clock.ts';
import { ConfigError, type Config } from './config.ts';
import { openDoors } from './doors.ts';
import { burnSeries } from './domain/launch/burn-series.ts';
import { registerGauges } from './gauges.ts';
import type { StoreHealth } from './health.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { hashOf } from './domain/permission/policy-in-force.ts';
import { openPolicy } from './policy/open-policy.ts';
import { createSlack, type Slack } from './slack/app.ts';
import { SlackUnreachableError } from './slack/client/errors.ts';
import { createStore } from './store/store.ts';
import { StoreError } from './store/db/store-error.ts';
import { createTemplateFiles } from './templates/files.ts';
import { createTemplateText } from './templates/thread.ts';
import { targetHealth } from './usecase/job/status.ts';
import type { Store } from './usecase/ports/store/store.ts';
import { createGoogleAuth } from './vertex/auth.ts';
import { createVertex } from './vertex/client.ts';
import { createGpuUse } from './vertex/gpu-use.ts';
import { createLastLogs } from './vertex/last-logs.ts';
import { createJobLogs } from './vertex/logs.ts';
import { createPriceBook } from './vertex/prices.ts';
import { pauseUntil } from './vertex/retry.ts';
import { aborted, retrying, within } from './async.ts';
import { startWork, type Work } from './services.ts';

/**
 * Runs the bot until `signal`. Then it takes nothing new, finishes or hands back its work within
 * `graceMs`, and releases everything. Waits while Slack or PostgreSQL can't be reached. Throws what
 * waiting can't fix, at the start as later: SlackRefusedError, or a StoreError of kind `unusable`.
 * Functions passed to `atExit` run when the process ends by itself.
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
  const policies = await openPolicy({ path: config.policyFile, read: text.policy, clock, log });
  const problems = [await files.check(), ...(policies.ok ? [] : policies.problems)];
  const refused = problems.filter((problem) => problem !== undefined);
  if (!policies.ok || refused.length > 0) throw new ConfigError(refused);
  const registry = new Registry();
  const metrics = createMetrics(registry);
  const slack = createSlack({
    ...config.slack,
    alone: config.database.kind === 'sqlite',
    log,
    clock,
    newId,
  });
  const doors = openDoors({ config, log, registry, slack, clock });
  const port = await doors.listen();
  const retry = { log, pause: pauseUntil(signal) };
  const policyHash = () => hashOf(policies.inForce());
  const storeOptions = {
    ...{ database: config.database, clock, monotonic, newId, log, atExit },
    policy: policyHash,
    retention: config.retention,
  };
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  try {
    const metricsPort = await doors.listenForMetrics();
    const store = await retrying(retry, 'the database', isPassingStoreError, () =>
      createStore({ ...storeOptions, onLost: lost.reject }),
    );
    const health = healthOf(store, config.vertex.targets);
    registerGauges(registry, health);
    doors.tellOf(health);
    try {
      // The file belongs to one process, so whoever left these is dead.
      if (config.database.kind === 'sqlite') {
        await store.transaction(async (tx) => {
          await tx.pledges.orphan();
          await tx.replicas.clear();
        });
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
      const lastLogs = createLastLogs({ ...google, endpoint: config.loggingEndpoint });
      const gpuUse = createGpuUse({ ...google, endpoint: config.monitoringEndpoint });
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
        gpuUse,
        lastLogs,
        prices,
        pause,
        policy: policies.policy,
        policyInForce: policies.inForce,
        replica: `${hostname()}:${process.pid}`,
      });
      slack.take(work.interactions);
      const exports = await openExports(config, store, log);
      try {
        const ports = { port, metricsPort };
        await Promise.race([lost.promise, serve(config, retry, slack, work, ports, signal)]);
      } finally {
        await exports.stop();
        await slack.stopTaking();
        doors.stopTaking();
        await within(graceMs, Promise.all([slack.drain(graceMs), work.stop()]));
      }
    } finally {
      await store.close();
    }
  } catch (error) {
    // Stopped while it was waiting: that isn't a failure.
    if (!signal.aborted) throw error;
  } finally {
    try {
      await slack.stop();
    } finally {
      policies.stop();
      await doors.stop();
    }
  }
}

/** Lets the audit be exported while SQLite's file is this process's. */
async function openExports({ database }: Config, store: Store, log: Log) {
  if (database.kind !== 'sqlite') return { stop: () => Promise.resolve() };
  return openAuditSocket({
    path: socketOf(database.path),
    log,
    read: ({ after, ...asked }) =>
      store.transaction((tx) => tx.audit.after({ ...asked, limit: pageRows }, after)),
  });
}

/** Connects to Slack and delivers until the bot is stopped. */
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

function healthOf(store: Store, targets: Config['vertex']['targets']): StoreHealth {
  return {
    works: () => store.works(),
    targets: () => store.transaction((tx) => targetHealth(tx, targets)),
    counts: () =>
      store.transaction(async (tx) => ({
        openUpdates: await tx.threads.countOpen(),
        liveJobs: await tx.jobs.countLive(),
        unheardGuards: (await tx.guards.unheard()).length,
      })),
    burning: () =>
      store.transaction(async (tx) => burnSeries((await tx.cards.live({})).burners, tx.now)),
  };
}

function isPassingStoreError(error: unknown): boolean {
  return error instanceof StoreError && error.kind === 'transient';
}
