// One run: starts its own servers, performs the acts of the plan, waits until everything is finished, and checks the result.

import { appendFile, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSandboxClient } from '../../app/sandbox/client/client.ts';
import { startServers, type Servers } from '../../app/sandbox/servers.ts';
import { compileCache } from '../e2e/compile-cache.ts';
import { retargetFaults } from './perform/inject-fault.ts';
import { createBots, type Bots } from './perform/bots.ts';
import type { Evidence } from './evidence/evidence.ts';
import { checkRun, type CheckResult } from './check/check-run.ts';
import { redeliverLate } from './perform/redeliver-late.ts';
import { perform } from './perform/perform.ts';
import type { Plan } from './plan/plan.ts';
import { createPostgres, readRows } from './evidence/rows.ts';
import { settle } from './perform/settle.ts';
import { slackRecords, vertexRecords, type Context } from './perform/context.ts';
import { countFaults, countLadders, countTalk, type Talk } from './tally.ts';

type RunOptions = {
  readonly plan: Plan;
  /** URL of a PostgreSQL server. Not needed for SQLite. */
  readonly postgres: string | undefined;
  /** Where the evidence of a run that failed is kept. */
  readonly keepIn: string;
  readonly keepAlways: boolean;
  readonly say: (what: string) => void;
};

export type RunResult = {
  readonly plan: Plan;
  readonly result: CheckResult;
  readonly counts: Bots['counts'];
  /** How often each kind of fault really occurred. */
  readonly faults: Readonly<Record<string, number>>;
  readonly talk: Talk;
  readonly ladders: Readonly<Record<string, number>>;
  readonly wallMs: number;
  /** Where the evidence is, if it was kept. */
  readonly kept: string | undefined;
};

const timings = {
  SLACK_TIMEOUT: '1s',
  VERTEX_TIMEOUT: '1s',
  LEASE: '2s',
  LAUNCH_QUARANTINE: '3s',
  CANCEL_ESCALATE: '3s',
  POLL_SCHEDULE: '* * * * * *',
  // Several bots poll one target each second, and read single jobs besides.
  VERTEX_SHARE: '100%',
};
/** A preload that moves a bot's wall clock forward. */
const wallOff = join(import.meta.dirname, '../e2e/preload/wall.ts');

/** Performs a plan and checks the result. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { plan } = options;
  const servers = await startServers({ mode: plan.mode, speed: plan.speed });
  try {
    const database = await openDatabase(options, servers);
    try {
      return await runOn(options, servers, database.url);
    } finally {
      await database.drop();
    }
  } finally {
    await servers.stop();
  }
}

async function openDatabase({ plan, postgres }: RunOptions, { directory }: Servers) {
  if (plan.database === 'sqlite') {
    return { url: `file:${join(directory, 'jobs.db')}`, drop: () => Promise.resolve() };
  }
  if (postgres === undefined) throw new Error('Without a PostgreSQL server, runs use SQLite.');
  return createPostgres(postgres, `chaos_${process.pid}_${plan.seed}_${plan.run}`);
}

async function runOn(
  options: RunOptions,
  servers: Servers,
  databaseUrl: string,
): Promise<RunResult> {
  const { plan, say } = options;
  const began = Date.now();
  const journal: string[] = [];
  const note = (what: string): void => {
    journal.push(`${new Date().toISOString()} ${what}`);
    say(what);
  };
  const context = createContext(plan, servers, databaseUrl, note);
  const { bots } = context;
  try {
    await context.advanceClock(0);
    await context.client.slack('POST', 'settings', { rates: { enabled: false } });
    await bots.ready();
    await perform(context);
    const settled = () => settle(context, () => readRows(databaseUrl));
    const first = await settled();
    const late = first.open.length > 0 ? undefined : await redeliverLate(context, first.rows);
    const { rows, open } = late === undefined ? first : await settled();
    const evidence: Evidence = {
      slack: await slackRecords(context),
      vertex: await vertexRecords(context),
      rows,
      badExits: bots.badExits,
      deletedRoots: context.deletedRoots,
      departures: context.departures,
      disruptions: context.disruptions,
      bots: plan.replicas,
      late,
    };
    const result = checkRun(evidence, open);
    const failed = result.violations.length > 0;
    const kept =
      failed || options.keepAlways
        ? await keep(options.keepIn, { plan, journal, servers, context, rows, result })
        : undefined;
    const faults = countFaults(plan, evidence);
    const talk = countTalk(evidence);
    const ladders = countLadders(evidence);
    const wallMs = Date.now() - began;
    return { plan, result, counts: { ...bots.counts }, faults, talk, ladders, wallMs, kept };
  } finally {
    await bots.killAll();
  }
}

function createContext(
  plan: Plan,
  servers: Servers,
  databaseUrl: string,
  note: Context['note'],
): Context {
  const client = createSandboxClient(servers.slack.url, servers.vertex.url);
  const wallFile = join(servers.directory, 'wall-off');
  const isLate = plan.acts.some(({ act }) => act.do === 'redeliver-late');
  const wall = { NODE_OPTIONS: `--import ${wallOff}`, TEST_WALL_OFF: wallFile };
  const disruptions: number[] = [];
  const onDisruption = (): void => void disruptions.push(Date.now());
  const bots = createBots({
    replicas: plan.replicas,
    logFile: join(servers.directory, 'bot.log'),
    env: {
      PORT: '0',
      METRICS_PORT: '0',
      LOG_LEVEL: 'info',
      NODE_COMPILE_CACHE: compileCache,
      ...timings,
      ...servers.env,
      TEMPLATES_DIR: join(import.meta.dirname, 'templates'),
      POLICY_FILE: join(import.meta.dirname, 'policy.yaml'),
      DATABASE_URL: databaseUrl,
      ...(isLate ? wall : {}),
    },
    onDisruption,
    onReplaced: (before, after) => {
      note(`bot ${before} died, ${after} follows`);
      retargetFaults(client, before, after).catch((error: unknown) => note(String(error)));
    },
    mayRefuse: () => plan.acts.some(({ act }) => act.do === 'revoke'),
  });
  return {
    plan,
    client,
    bots,
    databaseUrl,
    payloadIds: [],
    handles: new Map(),
    deletedRoots: [],
    departures: [],
    kickedFrom: new Set(),
    disruptions,
    advanceClock: (ms) => writeFile(wallFile, String(ms)),
    note,
  };
}

/** Saves everything needed to understand a run. */
async function keep(
  directory: string,
  kept: {
    readonly plan: Plan;
    readonly journal: readonly string[];
    readonly servers: Servers;
    readonly context: Context;
    readonly rows: unknown;
    readonly result: CheckResult;
  },
): Promise<string> {
  const { plan, journal, servers, context, rows, result } = kept;
  const to = join(directory, `run-${plan.run}-${plan.database}`);
  await mkdir(to, { recursive: true });
  const json = (name: string, value: unknown) =>
    writeFile(join(to, name), JSON.stringify(value, null, 1));
  await json('plan.json', plan);
  await json('rows.json', rows);
  await json('result.json', result);
  await json('slack.json', await context.client.slack('GET', 'records'));
  await json('vertex.json', await context.client.vertex('GET', 'records'));
  await appendFile(join(to, 'journal.txt'), `${journal.join('\n')}\n`);
  await copyFile(join(servers.directory, 'bot.log'), join(to, 'bot.log'));
  return to;
}
