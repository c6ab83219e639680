// One run: a world of its own, the acts of the plan, the end of all that was begun, and the verdict.

import { appendFile, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSandboxClient } from '../../app/sandbox/client.ts';
import { startServers, type Servers } from '../../app/sandbox/servers.ts';
import { aimAnew } from './arm.ts';
import { createCrew, type Crew } from './crew.ts';
import type { Evidence } from './evidence.ts';
import { judge, type Verdict } from './judge.ts';
import { bringLate } from './late.ts';
import { perform } from './perform.ts';
import type { Plan } from './plan.ts';
import { createPostgres, readRows } from './rows.ts';
import { settle } from './settle.ts';
import { slackBooks, vertexBooks, type Stage } from './stage.ts';
import { countFaults, countTalk, type Talk } from './tally.ts';

export type RunOptions = {
  readonly plan: Plan;
  /** Of a PostgreSQL server; not needed for SQLite. */
  readonly postgres: string | undefined;
  /** Where the evidence of a run that failed is kept. */
  readonly keepIn: string;
  readonly keepAlways: boolean;
  readonly say: (what: string) => void;
};

export type RunResult = {
  readonly plan: Plan;
  readonly verdict: Verdict;
  readonly counts: Crew['counts'];
  /** What really struck, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly talk: Talk;
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
};
/** Compiled code of the bot, kept between its many starts: half of a start is compiling. */
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/chaos-compile');

/** Puts the wall clock of a bot forward. */
const wallOff = join(import.meta.dirname, '../e2e/preload/wall.ts');

/** Performs a plan and judges what came of it. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { plan } = options;
  const world = await startServers({ mode: plan.mode, speed: plan.speed });
  try {
    const database = await openDatabase(options, world);
    try {
      return await runOn(options, world, database.url);
    } finally {
      await database.drop();
    }
  } finally {
    await world.stop();
  }
}

async function openDatabase({ plan, postgres }: RunOptions, { directory }: Servers) {
  if (plan.database === 'sqlite') {
    return { url: `file:${join(directory, 'jobs.db')}`, drop: () => Promise.resolve() };
  }
  if (postgres === undefined) throw new Error('Without a PostgreSQL server, runs use SQLite.');
  return createPostgres(postgres, `chaos_${process.pid}_${plan.seed}_${plan.run}`);
}

async function runOn(options: RunOptions, world: Servers, databaseUrl: string): Promise<RunResult> {
  const { plan, say } = options;
  const began = Date.now();
  const journal: string[] = [];
  const note = (what: string): void => {
    journal.push(`${new Date().toISOString()} ${what}`);
    say(what);
  };
  const stage = createStage(plan, world, databaseUrl, note);
  const { crew } = stage;
  try {
    await stage.letPass(0);
    await stage.visitor.slack('POST', 'settings', { rates: { enabled: false } });
    await crew.ready();
    await perform(stage);
    const settled = () => settle(stage, () => readRows(databaseUrl));
    const first = await settled();
    const late = first.open.length > 0 ? undefined : await bringLate(stage, first.rows);
    const { rows, open } = late === undefined ? first : await settled();
    const evidence: Evidence = {
      slack: await slackBooks(stage),
      vertex: await vertexBooks(stage),
      rows,
      badExits: crew.badExits,
      deletedRoots: stage.deletedRoots,
      left: stage.left,
      upsets: stage.upsets,
      bots: plan.replicas,
      late,
    };
    const verdict = judge(evidence, open);
    const failed = verdict.findings.length > 0;
    const kept =
      failed || options.keepAlways
        ? await keep(options.keepIn, { plan, journal, world, stage, rows, verdict })
        : undefined;
    const faults = countFaults(plan, evidence);
    const talk = countTalk(evidence);
    const wallMs = Date.now() - began;
    return { plan, verdict, counts: { ...crew.counts }, faults, talk, wallMs, kept };
  } finally {
    await crew.end();
  }
}

function createStage(plan: Plan, world: Servers, databaseUrl: string, note: Stage['note']): Stage {
  const visitor = createSandboxClient(world.slack.url, world.vertex.url);
  const wallFile = join(world.directory, 'wall-off');
  const isLate = plan.acts.some(({ act }) => act.do === 'late');
  const wall = { NODE_OPTIONS: `--import ${wallOff}`, TEST_WALL_OFF: wallFile };
  const upsets: number[] = [];
  const upset = (): void => void upsets.push(Date.now());
  const crew = createCrew({
    replicas: plan.replicas,
    logFile: join(world.directory, 'bot.log'),
    env: {
      PORT: '0',
      METRICS_PORT: '0',
      LOG_LEVEL: 'info',
      NODE_COMPILE_CACHE: compileCache,
      ...timings,
      ...world.env,
      TEMPLATES_DIR: join(import.meta.dirname, 'templates'),
      DATABASE_URL: databaseUrl,
      ...(isLate ? wall : {}),
    },
    upset,
    replaced: (before, after) => {
      note(`bot ${before} died, ${after} follows`);
      aimAnew(visitor, before, after).catch((error: unknown) => note(String(error)));
    },
    mayRefuse: () => plan.acts.some(({ act }) => act.do === 'revoke'),
  });
  return {
    plan,
    visitor,
    crew,
    databaseUrl,
    payloadIds: [],
    handles: new Map(),
    deletedRoots: [],
    left: [],
    kickedFrom: new Set(),
    upsets,
    letPass: (ms) => writeFile(wallFile, String(ms)),
    note,
  };
}

/** Writes down all that a run can be understood by. */
async function keep(
  directory: string,
  kept: {
    readonly plan: Plan;
    readonly journal: readonly string[];
    readonly world: Servers;
    readonly stage: Stage;
    readonly rows: unknown;
    readonly verdict: Verdict;
  },
): Promise<string> {
  const { plan, journal, world, stage, rows, verdict } = kept;
  const to = join(directory, `run-${plan.run}-${plan.database}`);
  await mkdir(to, { recursive: true });
  const json = (name: string, value: unknown) =>
    writeFile(join(to, name), JSON.stringify(value, null, 1));
  await json('plan.json', plan);
  await json('rows.json', rows);
  await json('verdict.json', verdict);
  await json('slack.json', await stage.visitor.slack('GET', 'records'));
  await json('vertex.json', await stage.visitor.vertex('GET', 'records'));
  await appendFile(join(to, 'journal.txt'), `${journal.join('\n')}\n`);
  await copyFile(join(world.directory, 'bot.log'), join(to, 'bot.log'));
  return to;
}
