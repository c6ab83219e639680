// The process as its supervisor sees it: how it starts, when it refuses to, and its log, health and metrics.

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../../app/sandbox/free-port.ts';
import { longTimeout, shareSandbox, startSandbox } from '../harness.ts';
import { ana } from '../workspace.ts';
import { seeEnd } from '../story.ts';
import { until } from '../wait.ts';

const configError = 78;

async function get(
  url: string,
): Promise<{ readonly status: number; readonly body: string } | undefined> {
  try {
    const response = await fetch(url);
    return { status: response.status, body: await response.text() };
  } catch {
    return undefined; // not listening yet
  }
}

/** A bot in Socket Mode for tests that only read from it, or start a second one beside it. */
const shared = shareSandbox({ speed: 20 });

describe.concurrent('a start', longTimeout, () => {
  test('with a bad configuration names every problem, without a stack, and ends with 78', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = sandbox.spawn({
      SLACK_BOT_TOKEN: 'secret-but-wrong',
      VERTEX_TARGETS: 'nowhere',
      POLL_SCHEDULE: 'often',
      LEASE: '1s',
      // An empty variable counts as unset, so the misspelt one is likely meant.
      SLACK_TIMEOUT: '',
      SLACK_TIMOUT: '3s',
    });
    expect(await bot.exited).toBe(configError);
    const said = bot.errors();
    for (const name of [
      'SLACK_BOT_TOKEN',
      'VERTEX_TARGETS',
      'POLL_SCHEDULE',
      'LEASE',
      'SLACK_TIMOUT',
    ]) {
      expect(said).toMatch(new RegExp(`^${name}\\b.*[.?]$`, 'm'));
    }
    expect(said).not.toMatch(/^\s+at /m);
    expect(said).not.toContain('secret-but-wrong');
  });

  test.for([
    ['SLACK_BOT_TOKEN', 'xoxb-not-ours'],
    ['SLACK_APP_TOKEN', 'xapp-not-ours'],
  ] as const)(
    'with a %s that Slack refuses says so, and ends with 78',
    async ([name, value], { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished);
      const bot = sandbox.spawn({ [name]: value });
      expect(await bot.exited).toBe(configError);
      expect(bot.errors()).toMatch(new RegExp(`^Slack refuses the token in ${name} .*\\.\n$`));
      expect(bot.errors()).not.toContain(value);
    },
  );

  test('on a SQLite file in use ends with 78 and names PostgreSQL; the first goes on', async () => {
    const sandbox = shared();
    const second = sandbox.spawn();
    expect(await second.exited).toBe(configError);
    expect(second.errors()).toMatch(/^The database file .* in use by another process.*PostgreSQL/);
    expect(second.errors()).not.toMatch(/^\s+at /m);
    await seeEnd(sandbox, await sandbox.launch('hello'));
  });

  test('while Slack can’t be reached lives, is not ready, and is once Slack is back', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    await sandbox.client.slack('POST', 'outage', { ms: null });
    const port = await freePort();
    const bot = sandbox.spawn({ PORT: String(port) });
    const base = `http://127.0.0.1:${port}/health`;
    const live = await until('it lives', () => get(`${base}/live`));
    expect(live.status).toBe(200);
    const ready = await until('its store is open', async () => {
      const said = await get(`${base}/ready`);
      return said?.body.includes('"store":true') === true ? said : undefined;
    });
    expect(ready).toMatchObject({ status: 503 });
    expect(ready.body).toContain('"slack":false');

    await sandbox.client.slack('POST', 'outage', { ms: 0 });
    expect(await bot.ready).toBe(port);
    expect(await get(`${base}/ready`)).toMatchObject({ status: 200 });
    await seeEnd(sandbox, await sandbox.launch('hello'));
  });

  test('while Vertex can’t be reached is ready, and works once Vertex is back', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    await sandbox.client.vertex('POST', 'outage', { locations: ['*', 'sts', 'logging'] });
    const bot = await sandbox.bot();
    const url = `http://127.0.0.1:${await bot.ready}/health/ready`;
    const said = await until('both targets have a problem', async () => {
      const ready = await get(url);
      return ready?.body.match(/"problem":"/g)?.length === 2 ? ready : undefined;
    });
    expect(said.status).toBe(200);
    const handle = await sandbox.launch('hello');
    await sandbox.see({ match: `Starting.*${handle}[\\s\\S]*Not sent yet` });
    await sandbox.client.vertex('POST', 'outage', { locations: [] });
    await seeEnd(sandbox, handle);
    expect(await sandbox.jobs()).toHaveLength(1);
  });
});

const logLine = z.looseObject({
  severity: z.enum(['DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR', 'CRITICAL']),
  time: z.iso.datetime(),
  message: z.string().min(1),
});

describe.concurrent('the log', longTimeout, () => {
  test.for(['socket', 'http'] as const)(
    'of a bot in %s mode is JSON lines, and holds no secret, argument or message',
    async (mode, { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished, {
        mode,
        speed: 20,
        env: { LOG_LEVEL: 'debug' },
      });
      const bot = await sandbox.bot();
      // The warning of a failed post must not hold its text.
      await sandbox.slackFault({
        kind: 'error',
        error: 'internal_error',
        match: { method: 'chat.postMessage' },
      });
      await seeEnd(sandbox, await sandbox.launch('hello greeting=Bombastus'));
      await sandbox.type('/job launch hello greeting=Bombastus dry-run');
      await sandbox.see({ kind: 'ephemeral', user: ana, match: 'nothing was sent' });
      expect(await bot.stop()).toBe(0);
      expect(bot.errors()).toBe('');
      const lines = (await sandbox.log()).map((line) => logLine.parse(line));
      expect(lines.filter(({ message }) => message === 'ready')).toHaveLength(1);
      const text = JSON.stringify(lines);
      const { slack, vertex } = sandbox.servers;
      for (const secret of [slack.botToken, slack.appToken, slack.signingSecret, vertex.token]) {
        expect(text).not.toContain(secret);
      }
      expect(text).not.toMatch(/xox[bp]-|xapp-|ya29\.|Bearer|Bombastus/);
    },
  );
});

describe.concurrent('what is not Slack’s', longTimeout, () => {
  const pages = ['/health/live', '/health/ready', '/metrics'];
  const answersOf = (port: number) =>
    Promise.all(
      pages.map(async (page) => {
        const response = await fetch(`http://127.0.0.1:${port}${page}`);
        return { status: response.status, body: await response.text() };
      }),
    );
  const onPublicPort = [
    { status: 200, body: '{"live":true}' },
    { status: 200, body: '{"ready":true}' },
    { status: 404, body: '' },
  ];
  const onOwnPort = [
    onPublicPort[0],
    { status: 200, body: expect.stringContaining('sandbox-project/us-central1') as unknown },
    { status: 200, body: expect.stringMatching(/^vertex_job_bot_live_jobs \d+$/m) as unknown },
  ];

  test('is nowhere in HTTP mode without METRICS_PORT, and the start says so', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { mode: 'http' });
    const bot = await sandbox.bot();
    expect(await answersOf(await bot.ready)).toEqual(onPublicPort);
    const said = (await sandbox.log()).map(({ message }) => message);
    expect(said).toContainEqual(expect.stringContaining('METRICS_PORT'));
  });

  test.for(['http', 'socket'] as const)(
    'is on METRICS_PORT alone in %s mode',
    async (mode, { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished, { mode, env: { METRICS_PORT: '0' } });
      const bot = await sandbox.bot();
      expect(await answersOf(await bot.ready)).toEqual(onPublicPort);
      expect(await answersOf(await bot.metrics)).toEqual(onOwnPort);
      expect(JSON.stringify(await sandbox.log())).not.toContain('nowhere');
    },
  );

  test('is on PORT in Socket Mode without METRICS_PORT', async () => {
    expect(await answersOf(await shared().running.ready)).toEqual(onOwnPort);
  });

  test('ends with a sentence where METRICS_PORT is taken', async () => {
    const sandbox = shared();
    const taken = String(await sandbox.running.ready);
    const second = sandbox.spawn({
      METRICS_PORT: taken,
      DATABASE_URL: `file:${sandbox.servers.directory}/2.db`,
    });
    expect(await second.exited).toBe(1);
    expect(second.lastError()).toContain(
      `Another program listens on port ${taken}: end it, or set METRICS_PORT to a free one.`,
    );
  });
});
