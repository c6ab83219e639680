// How long one large input blocks the event loop of the real process, by its own metrics.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { botMain, spawnBot } from '../../app/sandbox/bot-process.ts';
import { createSandboxClient } from '../../app/sandbox/client/client.ts';
import { startServers } from '../../app/sandbox/servers.ts';
import { ana, channel, fileOf, inputs, settleMs, type Bench, type Input } from './large-inputs.ts';

/** Before somebody else types a command. */
const headStartMs = 100;

type Effect = {
  /** The longest block of the event loop. */
  readonly lagMs: number;
  /** The time until the ack of another command that was typed meanwhile. */
  readonly ackMs: number;
};

/** The effects of a small and a large input of one kind. */
type Measured = { readonly input: string; readonly small: Effect; readonly large: Effect };

/** A bot that has not answered by then is taken for blocked for good. */
const patienceMs = 60_000;

const smallLength = 1_000;
const largeLength = 1_000_000;

/** Measures each input next to a small one of its kind, and calls `progress` after each. */
export async function measureLag(progress: (done: string) => void): Promise<readonly Measured[]> {
  const servers = await startServers({ mode: 'http', speed: 10 });
  const templates = await mkdtemp(join(tmpdir(), 'vertex-job-bot-bench-'));
  await mkdir(templates, { recursive: true });
  await writeFile(join(templates, 'hello.yaml'), fileOf('args: [a]'));
  const bot = spawnBot({
    main: botMain,
    env: {
      ...servers.env,
      TEMPLATES_DIR: templates,
      DATABASE_URL: `file:${join(servers.directory, 'jobs.db')}`,
      METRICS_PORT: '0',
      // A single target, so that a launch needn't name one.
      VERTEX_TARGETS: 'sandbox-project/us-central1',
    },
    logFile: join(servers.directory, 'bot.log'),
  });
  try {
    const port = await bot.metrics;
    const client = createSandboxClient(servers.slack.url, servers.vertex.url);
    const bench = { servers, client, port, templates };
    const measured: Measured[] = [];
    for (const input of inputs) {
      measured.push({
        input: input.name,
        small: await effectOf(bench, input, smallLength),
        large: await effectOf(bench, input, largeLength),
      });
      progress(input.name);
    }
    return measured;
  } finally {
    bot.signal('SIGKILL');
    await bot.exited;
    await servers.stop();
    await rm(templates, { recursive: true, force: true });
  }
}

async function effectOf(bench: Bench, { send }: Input, length: number): Promise<Effect> {
  // Each scrape resets the maximum, so that the next one counts from here.
  await lagMs(bench);
  const sending = send(bench, length);
  await sleep(headStartMs);
  const since = performance.now();
  await bench.client.type(ana, channel, '/job launch hello dry-run');
  const ackMs = performance.now() - since;
  await sending;
  await sleep(settleMs);
  return { lagMs: await lagMs(bench), ackMs };
}

async function lagMs({ port }: Bench): Promise<number> {
  const signal = AbortSignal.timeout(patienceMs);
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`, { signal })).text();
  const found = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1];
  if (found === undefined) throw new Error('The bot’s metrics have no event loop lag.');
  return Number(found) * 1_000;
}
