// What following many jobs costs otherwise: one GET each, by the clients that Google offers.

import { GoogleAuth } from 'google-auth-library';
import { z } from 'zod';
import type { Bench, BenchOptions } from './bench.ts';
import { costOf, medianCost, type Cost } from './cost.ts';
import { databases } from './databases.ts';
import { startFleet } from './fleet.ts';
import { createGoogleClient, installGoogleClient } from './google-client.ts';
import { channels, watches } from './followed-jobs.ts';
import type { Row } from './table.ts';
import { startVertex, type VertexServer } from './vertex-server.ts';

const targets = 4;
const readsAtOnce = 8;
/** What the bot should save. The requests are counted, so they fail the bench; the CPU doesn't. */
const lessRequests = 50;
const lessCpu = 20;

/** Reads each job once. Returns how many requests that took. */
type Way = { readonly name: string; readonly read: () => Promise<number> };
type Measured = { readonly way: string; readonly requests: number; readonly cost: Cost };

/** The bot's sweep beside one GET for each job. */
export async function benchPeers({
  short,
  withGoogleClient,
  progress,
}: BenchOptions): Promise<Bench> {
  const jobs = short ? 1_000 : 10_000;
  const rounds = short ? 1 : 3;
  const [database] = databases;
  if (database === undefined) throw new Error('There is no database.');
  if (withGoogleClient) {
    progress('Google’s client is installed');
    await installGoogleClient();
  }
  progress(`${jobs} jobs are made`);
  const vertex = await startVertex(jobs, targets);
  try {
    const fleet = await startFleet(vertex, database);
    try {
      const bot: Way = {
        name: `the bot’s sweep (${database.name})`,
        read: async () => (await fleet.sweep()).length,
      };
      const ways = [bot, ...(await peersOf(vertex, withGoogleClient))];
      const measured = await measure(ways, rounds, progress);
      return {
        title: `Reading ${jobs} live jobs once: a sweep of ${targets} targets (${channels} channels, ${watches} watches that fit all jobs), and one GET a job, ${readsAtOnce} at once (medians of ${rounds} alternating rounds)`,
        rows: rowsOf(measured),
        figures: measured,
        fine: savesRequests(measured),
        notes: withGoogleClient
          ? []
          : ['Google’s own client is left out: --with-google-client installs it (over 100 MB).'],
      };
    } finally {
      await fleet.stop();
    }
  } finally {
    await vertex.stop();
  }
}

const recorded = z.object({ jobs: z.array(z.object({ name: z.string() })) });

async function peersOf(
  { url, control }: VertexServer,
  withGoogleClient: boolean,
): Promise<readonly Way[]> {
  const { jobs } = recorded.parse(await control('GET', 'jobs'));
  const names = jobs.map(({ name }) => name);
  const auth = new GoogleAuth({ scopes: 'https://www.googleapis.com/auth/cloud-platform' });
  const client = await auth.getClient();
  const library: Way = {
    name: 'google-auth-library',
    read: () =>
      readEach(names, (name) => client.request<unknown>({ url: `${url}/v1beta1/${name}` })),
  };
  if (!withGoogleClient) return [library];
  const service = createGoogleClient(url);
  return [
    library,
    {
      name: '@google-cloud/aiplatform (REST)',
      read: () => readEach(names, (name) => service.getCustomJob({ name })),
    },
  ];
}

async function readEach(
  names: readonly string[],
  read: (name: string) => Promise<unknown>,
): Promise<number> {
  const waiting = names.values();
  const reader = async (): Promise<void> => {
    for (const name of waiting) await read(name);
  };
  await Promise.all(Array.from({ length: readsAtOnce }, reader));
  return names.length;
}

async function measure(
  ways: readonly Way[],
  rounds: number,
  progress: (doing: string) => void,
): Promise<readonly Measured[]> {
  const runs = ways.map((way) => ({ way, costs: new Array<Cost>(), requests: 0 }));
  for (let round = 1; round <= rounds; round++) {
    for (const run of runs) {
      progress(`${run.way.name}: round ${round} of ${rounds}`);
      run.costs.push(await costOf(async () => (run.requests = await run.way.read())));
    }
  }
  return runs.map(({ way, costs, requests }) => ({
    way: way.name,
    requests,
    cost: medianCost(costs),
  }));
}

function savesRequests([bot, ...peers]: readonly Measured[]): boolean {
  return peers.every(({ requests }) => requests >= lessRequests * (bot?.requests ?? Infinity));
}

function rowsOf(measured: readonly Measured[]): readonly Row[] {
  const [bot] = measured;
  const share = (bots: number | undefined, theirs: number): string =>
    bots === undefined ? '' : `1/${(theirs / bots).toFixed(0)}`;
  return measured.map(({ way, requests, cost }, index) => ({
    way,
    requests: String(requests),
    [`the bot’s (≤ 1/${lessRequests})`]: index === 0 ? '' : share(bot?.requests, requests),
    CPU: `${cost.cpuMs.toFixed(0)} ms`,
    [`the bot’s CPU (≤ 1/${lessCpu})`]: index === 0 ? '' : share(bot?.cost.cpuMs, cost.cpuMs),
    wall: `${cost.wallMs.toFixed(0)} ms`,
    block: `${cost.blockMs.toFixed(0)} ms`,
  }));
}
