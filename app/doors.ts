// The bot's two ports: one that Slack, and so anybody, can reach over HTTP, and one for metrics.
// Project names and job counts are never on a port that anybody can reach.

import type { Registry } from 'prom-client';
import type { Config } from './config.ts';
import { createHealthRoutes, createPublicRoutes, type StoreHealth } from './health.ts';
import { createHttpServer } from './http/server.ts';
import type { Log } from './log.ts';
import type { Slack } from './slack/app.ts';

type DoorsDeps = {
  readonly config: Config;
  readonly log: Log;
  readonly registry: Registry;
  readonly slack: Pick<Slack, 'works' | 'routes'>;
  /** Unix ms. */
  readonly clock: () => number;
};

interface Doors {
  /** Opens `PORT` and resolves with it. Health is answered at once. */
  listen(): Promise<number>;
  /** Opens `METRICS_PORT`, if it is set, and resolves with it. */
  listenForMetrics(): Promise<number | undefined>;
  /** The store is open: health includes it from now on. */
  tellOf(store: StoreHealth): void;
  /** Takes no new requests from Slack over HTTP. Requests in hand are finished. */
  stopTaking(): void;
  stop(): Promise<void>;
}

/** Creates both servers; neither port is open yet. */
export function openDoors({ config, log, registry, slack, clock }: DoorsDeps): Doors {
  const { port, metricsPort } = config;
  const overHttp = config.slack.mode.kind === 'http';
  const isApart = metricsPort !== undefined || overHttp;
  if (isApart && metricsPort === undefined) {
    log.warn('metrics are served nowhere: in HTTP mode they need a METRICS_PORT of their own');
  }
  const main = createHttpServer({ port, log });
  const metrics =
    metricsPort === undefined
      ? undefined
      : createHttpServer({ port: metricsPort, setting: 'METRICS_PORT', log });

  function serve(store: StoreHealth | undefined): void {
    const health = { store, slackWorks: () => slack.works(), clock, registry };
    const routes = createHealthRoutes(health);
    main.serve([...(isApart ? createPublicRoutes(health) : routes), ...slack.routes]);
    metrics?.serve(routes);
  }
  serve(undefined);

  return {
    listen: () => main.listen(),
    listenForMetrics: () => metrics?.listen() ?? Promise.resolve(undefined),
    tellOf: serve,
    stopTaking() {
      // In Socket Mode, health is answered to the end.
      if (overHttp) main.stopTaking();
    },
    async stop() {
      await Promise.all([main.stop(), metrics?.stop()]);
    },
  };
}
