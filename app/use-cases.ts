// The use cases with all that each takes: the loops that work off what is due, and the requests of
// people.

import about from '../package.json' with { type: 'json' };
import { monotonic, newId } from './clock.ts';
import type { Config } from './config.ts';
import type { PolicyInForce } from './domain/permission/policy-in-force.ts';
import type { Policy } from './domain/permission/policy.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { sha256 } from './sha256.ts';
import type { Slack } from './slack/app.ts';
import type { InteractionDeps } from './usecase/request/interaction-deps.ts';
import { createInteractions } from './usecase/request/interactions.ts';
import type { Interactions } from './usecase/ports/interactions.ts';
import { readReadings } from './usecase/guard/read-readings.ts';
import type { GpuUse } from './usecase/ports/gpu-use.ts';
import type { JobLogs } from './usecase/ports/job-logs.ts';
import type { LastLogs } from './usecase/ports/last-logs.ts';
import { createLoops, type Loops } from './usecase/worker/loops.ts';
import type { Store } from './usecase/ports/store/store.ts';
import type { Templates, TemplateText } from './usecase/ports/templates.ts';
import type { Vertex } from './usecase/ports/vertex.ts';
import type { PriceBook } from './vertex/prices.ts';

/** How long to wait for a read that shows a cancel before it is sent again. */
const cancelResendMs = 30_000;
/** How long Cloud Logging has for a job's last lines. Short leases, as in tests, shorten it. */
const tailPauseMs = 15_000;
/** How long Cloud Monitoring has for the last points of a job. */
const usePauseMs = 5 * 60_000;

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
  readonly gpuUse: GpuUse;
  readonly lastLogs: LastLogs;
  readonly prices: PriceBook;
  readonly pause: (ms: number) => Promise<void>;
  readonly policy: Policy;
  readonly policyInForce: () => PolicyInForce;
  /** This process among the replicas. */
  readonly replica: string;
};

/** What loops and requests share. `readLeaseMs` outlasts the reading of a list with its retries. */
type Shared = {
  readonly policy: Policy;
  readonly templates: Templates;
  readonly readLeaseMs: number;
};

/**
 * The loops that work off what is due. Each names what it takes, so that the compiler shows what
 * none of them needs.
 */
export function createWorkLoops(deps: WorkDeps, { policy, templates, readLeaseMs }: Shared): Loops {
  const { config, log, metrics, slack, store, vertex, logs, prices, pause } = deps;
  const { gpuUse, lastLogs } = deps;
  const { directory, answerer, announcer } = slack;
  const { leaseMs } = config;
  const { targets, timeoutMs: vertexTimeoutMs } = config.vertex;
  const slackTimeoutMs = config.slack.timeoutMs;
  return createLoops({
    store,
    leaseMs,
    log,
    launch: {
      store,
      templates,
      vertex,
      targets,
      directory,
      policy,
      answerer,
      monotonic,
      newId,
      sha256,
      settings: { vertexTimeoutMs, quarantineMs: config.launchQuarantineMs },
      count: metrics.launch,
    },
    vote: { store, templates, directory, policy, answerer, sha256 },
    cancel: {
      store,
      vertex,
      directory,
      policy,
      answerer,
      monotonic,
      newId,
      settings: { vertexTimeoutMs, escalateMs: config.cancelEscalateMs, resendMs: cancelResendMs },
      count: metrics.cancel,
    },
    guard: {
      store,
      policy,
      newId,
      readings: (card, rules) => readReadings({ store, gpuUse, lastLogs }, card, rules),
    },
    unkept: { store, answerer },
    tail: {
      store,
      logs,
      settings: { tailPauseMs: Math.min(tailPauseMs, leaseMs / 4) },
      log,
    },
    runUse: { store, gpuUse, settings: { usePauseMs } },
    home: {
      store,
      directory,
      policy,
      templates,
      targets,
      pages: slack.homes,
      gpuUse,
      settings: { slackTimeoutMs },
      monotonic,
      pause,
      log,
    },
    digest: { store, newId, targets },
    watch: {
      store,
      vertex,
      directory,
      policy,
      answerer,
      prices,
      random: Math.random,
      newLaunchId: newId,
      newId,
      targets,
      leaseMs: readLeaseMs,
    },
    direct: { store, announcer, directory, policy, templates, newId, count: metrics.notice, log },
    deliver: {
      store,
      announcer,
      opsChannel: config.opsChannel,
      directory,
      policy,
      targets,
      prices,
      settings: { leaseMs, slackTimeoutMs },
      monotonic,
      newId,
      count: metrics.delivery,
      pause,
      log,
    },
  });
}

/** Everything people can do, behind one port. */
export function createRequests(
  {
    config,
    log,
    files,
    text,
    slack,
    store,
    vertex,
    logs,
    gpuUse,
    prices,
    pause,
    policyInForce,
    replica,
  }: WorkDeps,
  { policy, templates }: Omit<Shared, 'readLeaseMs'>,
  { wake, later }: Pick<InteractionDeps, 'wake' | 'later'>,
): Interactions {
  return createInteractions({
    store,
    vertex,
    logs,
    gpuUse,
    directory: slack.directory,
    answerer: slack.answerer,
    windows: slack.windows,
    healthChecks: slack.healthChecks,
    opsChannel: config.opsChannel,
    policy,
    policyInForce,
    templates,
    files,
    text,
    targets: config.vertex.targets,
    prices,
    random: Math.random,
    newLaunchId: newId,
    newId,
    database: config.database.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL',
    version: about.version,
    replica,
    pause,
    log,
    wake,
    later,
  });
}
