import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { BurnSeries } from './domain/launch/burn-series.ts';
import type { TargetCheck } from './domain/doctor/checkup.ts';
import { formatTarget } from './domain/job/job.ts';

/** Health of the store, and what it knows about jobs. */
export type StoreHealth = {
  readonly works: () => Promise<boolean>;
  readonly targets: () => Promise<readonly TargetCheck[]>;
  readonly counts: () => Promise<Counts>;
  readonly burning: () => Promise<readonly BurnSeries[]>;
};

/** What is waiting and running, for the gauges. */
export type Counts = {
  readonly openUpdates: number;
  readonly liveJobs: number;
  readonly unheardGuards: number;
};

export type HealthDeps = {
  /** Undefined until it is open. */
  readonly store: StoreHealth | undefined;
  readonly slackWorks: () => boolean;
  /** Unix ms. */
  readonly clock: () => number;
  readonly registry: Registry;
};

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
type HealthRoute = {
  readonly path: string;
  readonly method: readonly string[];
  readonly handler: Handler;
};

const route = (path: string, handler: Handler): HealthRoute => ({
  path,
  method: ['GET', 'HEAD'],
  handler,
});

const liveRoute = route('/health/live', (_, response) => json(response, 200, { live: true }));

/** Routes for anybody: whether the process lives and can do its work, without names or numbers. */
export function createPublicRoutes({
  store,
  slackWorks,
}: Pick<HealthDeps, 'store' | 'slackWorks'>): readonly HealthRoute[] {
  return [
    liveRoute,
    route('/health/ready', async (_, response) => {
      const ready = slackWorks() && (await store?.works()) === true;
      json(response, ready ? 200 : 503, { ready });
    }),
  ];
}

/**
 * `/health/live` answers while the process lives, `/health/ready` says whether the bot can do its
 * work, `/metrics` is for Prometheus. An unreachable Vertex AI is in the body and not in the
 * status: it must not take the bot out of service.
 */
export function createHealthRoutes(deps: HealthDeps): readonly HealthRoute[] {
  return [
    liveRoute,
    route('/health/ready', async (_, response) => {
      const store = (await deps.store?.works()) ?? false;
      const slack = deps.slackWorks();
      const targets = store ? await targetAges(deps) : [];
      json(response, store && slack ? 200 : 503, { ready: store && slack, store, slack, targets });
    }),
    route('/metrics', async (_, response) => {
      const text = await deps.registry.metrics();
      response.writeHead(200, { 'content-type': deps.registry.contentType }).end(text);
    }),
  ];
}

async function targetAges({ store, clock }: HealthDeps) {
  const now = clock();
  return ((await store?.targets()) ?? []).map(({ target, lastGoodPollAt, problem }) => ({
    target: formatTarget(target),
    /** null: never polled. */
    ageOfLastGoodPollSeconds:
      lastGoodPollAt === undefined ? null : Math.max(0, Math.round((now - lastGoodPollAt) / 1000)),
    problem: problem ?? null,
  }));
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
