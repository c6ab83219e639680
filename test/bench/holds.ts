// How long one large input keeps the real process from everything else: its own event loop says so, in its metrics.

import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnBot } from '../../app/sandbox/bot-process.ts';
import { createSandboxClient, type SandboxClient } from '../../app/sandbox/client/client.ts';
import { startServers, type Servers } from '../../app/sandbox/servers.ts';

const ana = 'U0ANA';
const channel = 'C0MLJOBS';
/** Where the bot has nothing more to do with it: it answers, or refuses, within seconds. */
const settleMs = 1_500;
/** When somebody else types. */
const headStartMs = 100;

type Held = {
  /** The longest time for which the event loop did not turn. */
  readonly lagMs: number;
  /** Until somebody else's command, typed meanwhile, was acked. */
  readonly ackMs: number;
};

/** What a small input of a kind, and a large one, did. */
type Hold = { readonly input: string; readonly small: Held; readonly large: Held };

type Bench = {
  readonly servers: Servers;
  readonly client: SandboxClient;
  readonly port: number;
  readonly templates: string;
};

type Input = {
  readonly name: string;
  readonly give: (bench: Bench, length: number) => Promise<void>;
};

const smallLength = 1_000;
const largeLength = 1_000_000;
/** Files above a megabyte are passed over unread. */
const largeFile = 900_000;

/** Measures each input with a small one of its kind beside it; `progress` hears of each. */
export async function measureHolds(progress: (done: string) => void): Promise<readonly Hold[]> {
  const servers = await startServers({ mode: 'http', speed: 10 });
  const templates = await mkdtemp(join(tmpdir(), 'vertex-job-bot-bench-'));
  await mkdir(templates, { recursive: true });
  await writeFile(join(templates, 'hello.yaml'), fileOf('args: [a]'));
  const bot = spawnBot({
    env: {
      ...servers.env,
      TEMPLATES_DIR: templates,
      DATABASE_URL: `file:${join(servers.directory, 'jobs.db')}`,
      METRICS_PORT: '0',
      // One, so that a launch needs not say which.
      VERTEX_TARGETS: 'sandbox-project/us-central1',
    },
    logFile: join(servers.directory, 'bot.log'),
  });
  try {
    const port = await bot.metrics;
    const client = createSandboxClient(servers.slack.url, servers.vertex.url);
    const bench = { servers, client, port, templates };
    const holds: Hold[] = [];
    for (const input of inputs) {
      holds.push({
        input: input.name,
        small: await heldBy(bench, input, smallLength),
        large: await heldBy(bench, input, largeLength),
      });
      progress(input.name);
    }
    return holds;
  } finally {
    bot.signal('SIGKILL');
    await bot.exited;
    await servers.stop();
    await rm(templates, { recursive: true, force: true });
  }
}

async function heldBy(bench: Bench, { give }: Input, length: number): Promise<Held> {
  // Asking empties it: what is told next is what was held since.
  await lagMs(bench);
  const giving = give(bench, length);
  await sleep(headStartMs);
  const since = performance.now();
  await bench.client.type(ana, channel, '/job launch hello dry-run');
  const ackMs = performance.now() - since;
  await giving;
  await sleep(settleMs);
  return { lagMs: await lagMs(bench), ackMs };
}

async function lagMs({ port }: Bench): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const found = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1];
  if (found === undefined) throw new Error('The bot’s metrics do not tell its event loop’s lag.');
  return Number(found) * 1_000;
}

const fileOf = (field: string): string => `description: says hello
jobSpec:
  workerPoolSpecs:
    - machineSpec: {machineType: n1-standard-4}
      replicaCount: 1
      containerSpec:
        imageUri: gcr.io/acme/train
        ${field}
`;

/** A post to Slack's port, signed as Slack signs. */
function signed(type: string, body: (length: number) => string) {
  return async ({ servers: { env } }: Bench, length: number): Promise<void> => {
    const text = body(length);
    const at = String(Math.floor(Date.now() / 1_000));
    const secret = env['SLACK_SIGNING_SECRET'] ?? '';
    const mac = createHmac('sha256', secret).update(`v0:${at}:${text}`).digest('hex');
    await post(env['PORT'], text, {
      'content-type': type,
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${mac}`,
    });
  };
}

/** Refused or cut off, as it may be: what counts is what the process did meanwhile. */
async function post(
  port: string | undefined,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body, headers }).then(
    (answer) => answer.text(),
    () => '',
  );
}

/** A file among the templates, and a look at the list of them, which reads it. */
function file(name: string, text: (length: number) => string): Input {
  return {
    name: `a template file of ${name}`,
    async give({ templates, client }, length) {
      const path = join(templates, 'large.yaml');
      await writeFile(path, text(Math.min(length, largeFile)));
      await client.type(ana, channel, '/job template list');
      await client.type(ana, channel, '/job launch large dry-run');
      await sleep(settleMs);
      await rm(path);
    },
  };
}

const crowd = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const numbered = (length: number, line: (index: number) => string): string => {
  const lines: string[] = [];
  for (let size = 0; size < length; size += (lines.at(-1)?.length ?? 0) + 1) {
    lines.push(line(lines.length));
  }
  return lines.join('\n');
};

const form = 'application/x-www-form-urlencoded';
const command = (text: string): string =>
  new URLSearchParams({
    ...{ command: '/job', text, user_id: ana, team_id: 'T0SANDBOX', channel_id: channel },
    ...{ response_url: '', trigger_id: 'a' },
  }).toString();

/** An input from each side that reaches the process. */
const inputs: readonly Input[] = [
  {
    name: 'an unsigned body',
    give: ({ servers }, length) => post(servers.env['PORT'], crowd('a', length), {}),
  },
  { name: 'a signed body that is no form', give: signed(form, (length) => crowd('%', length)) },
  { name: 'a signed form of many fields', give: signed(form, (length) => crowd('a=b&', length)) },
  {
    name: 'signed JSON, nested',
    give: signed('application/json', (length) => `{"type":${crowd('[', length)}`),
  },
  {
    name: 'an event with a long text',
    give: signed('application/json', (length) =>
      JSON.stringify({
        type: 'event_callback',
        event: { type: 'app_mention', user: ana, channel, ts: '1.2', text: crowd('<@U0 ', length) },
      }),
    ),
  },
  ...['a', ' a', '“', '{{a', 'token=', '<https:a|'].map((piece) => ({
    name: `a command of ${JSON.stringify(piece)}`,
    give: signed(form, (length) => command(`launch hello x=${crowd(piece, length)}`)),
  })),
  file('keys', (length) => numbered(length, (index) => `k${index}: 1`)),
  file('newlines', (length) => crowd('\n', length)),
  file('comments', (length) => numbered(length, (index) => `# token ${index}`)),
  file('anchors', (length) => `a: [${crowd('&a a,', length)}]`),
  file('tags', (length) => `a: [${crowd('!!str a,', length)}]`),
  file('nested lists', (length) => crowd('[', length)),
  file('arguments', (length) => fileOf(`args: [${crowd('abc-def, ', length)}]`)),
  file('secrets', (length) =>
    fileOf(
      `args: [${numbered(length / 2, (n) => `--password=hunter2${n},`).replaceAll('\n', ' ')}]`,
    ),
  ),
  {
    name: 'a job’s error and its name',
    async give({ client }, length) {
      await client.type(ana, channel, '/job launch hello');
      await sleep(settleMs);
      const job = (await client.vertexRecords()).jobs.at(-1);
      if (job === undefined) throw new Error('Nothing was launched.');
      const message = crowd('Quota exceeded token= ', length);
      await client.vertex('POST', `jobs/${job.id}/state`, {
        state: 'FAILED',
        error: { code: 8, message },
      });
      await client.type(ana, channel, '/job list failed');
    },
  },
];
