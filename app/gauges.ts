// What is waiting and running, for Prometheus: read from the store when somebody asks.

import { Gauge, type Registry } from 'prom-client';
import type { BurnSeries } from './domain/launch/burn-series.ts';
import type { Usd } from './domain/cost/money.ts';
import { formatTarget } from './domain/job/job.ts';
import type { Pace } from './domain/job/poll-pace.ts';
import type { Counts, StoreHealth } from './health.ts';

const prefix = 'vertex_job_bot_';

/** Adds the gauges. None is known before the store is open. */
export function registerGauges(
  registry: Registry,
  { counts, burning, targets }: Pick<StoreHealth, 'counts' | 'burning' | 'targets'>,
): void {
  const gauge = (name: string, help: string, key: keyof Counts) =>
    new Gauge({
      name: `${prefix}${name}`,
      help,
      registers: [registry],
      async collect() {
        this.set((await counts())[key]);
      },
    });
  gauge('open_updates', 'Updates not told yet', 'openUpdates');
  gauge('live_jobs', 'Jobs followed that are not finished', 'liveJobs');
  gauge('unheard_guards', 'Live jobs whose guard could warn nobody', 'unheardGuards');
  registerBurning(registry, oneAtATime(burning));
  registerPaces(registry, oneAtATime(targets));
}

/** How often each target is polled, and what decides that. */
function registerPaces(registry: Registry, targets: StoreHealth['targets']): void {
  const gauge = (name: string, help: string, valueOf: (pace: Pace) => number) =>
    new Gauge({
      name: `${prefix}poll_${name}`,
      help,
      labelNames: ['target'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const { target, pace } of await targets()) {
          if (pace !== undefined) this.set({ target: formatTarget(target) }, valueOf(pace));
        }
      },
    });
  gauge('interval_seconds', 'Time between two polls', ({ everyMs }) => everyMs / 1000);
  gauge('requests', 'Requests that the last whole poll took', ({ reads }) => reads);
  gauge('slowed', '1 while polls are fewer because Vertex refused reads (429)', ({ slowMs }) =>
    slowMs === undefined ? 0 : 1,
  );
}

/** By target and template and never by person; `burnSeries` bounds how many there are. */
function registerBurning(registry: Registry, burning: () => Promise<readonly BurnSeries[]>): void {
  const gauge = (name: string, help: string, valueOf: (series: BurnSeries) => number) =>
    new Gauge({
      name: `${prefix}template_${name}`,
      help,
      labelNames: ['target', 'template'],
      registers: [registry],
      async collect() {
        const all = await burning();
        // What is no longer live has no series.
        this.reset();
        for (const series of all) {
          const { target, template } = series;
          this.set({ target, template }, valueOf(series));
        }
      },
    });
  gauge('live_jobs', 'Live jobs, and launches that may become one', ({ live }) => live);
  gauge(
    'unpriced_jobs',
    'Jobs that run at a price not known, or perhaps run: in no sum by the hour',
    ({ unpriced }) => unpriced,
  );
  gauge('usd_per_hour', 'What runs now, by list price', ({ hourly }) => dollars(hourly));
  gauge('usd_so_far', 'What live jobs have cost, by list price', ({ soFar }) => dollars(soFar));
}

const dollars = (amount: Usd): number => Number(amount) / 1e9;

/** All gauges of a scrape, which are asked at once, share one reading. */
function oneAtATime<T>(read: () => Promise<T>): () => Promise<T> {
  let inHand: Promise<T> | undefined;
  return () => {
    inHand ??= read().finally(() => {
      inHand = undefined;
    });
    return inHand;
  };
}
