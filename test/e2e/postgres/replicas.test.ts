// Two replicas on one PostgreSQL share the work: what one leaves, the other takes over; nothing is lost or repeated.
// Needs a server: TEST_POSTGRES_URL.

import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { BotProcess } from '../../../app/sandbox/bot-process.ts';
import { onServer, servers } from '../../store/databases.ts';
import { aimed, kill, type Fault } from '../faults.ts';
import { leaseMs, longTimeout } from '../harness.ts';
import { ana, channels } from '../workspace.ts';
import {
  expectNothingTwice,
  expectOneJobToldOnce,
  expectStory,
  launchQueued,
  ran,
  seeEnd,
} from '../story.ts';
import { startPair } from './pair.ts';
import { until } from '../wait.ts';

const create = { call: 'create' };
const post = { method: 'chat.postMessage' };
const beforeRoot = 'before the root is posted';
type KillPoint = readonly [string, { readonly slack?: Fault; readonly vertex?: Fault }];
const killPoints: readonly KillPoint[] = [
  ['before it knows who asks', { slack: kill('before-record', { method: 'users.info' }) }],
  ['when create was recorded', { vertex: kill('after-record', create) }],
  [beforeRoot, { slack: kill('before-record', post) }],
  ['when the root was posted', { slack: kill('after-record', post) }],
  ['when the first reply was posted', { slack: { ...kill('after-record', post), after: 1 } }],
];
const cases = [
  ...killPoints.map((point) => ['first', ...point] as const),
  // The replica that is killed isn't the one that works.
  ...killPoints.slice(1, 2).map((point) => ['second', ...point] as const),
];

describe.skipIf(servers.length === 0).concurrent('two replicas', longTimeout, () => {
  test.for(cases)(
    'of which the %s is killed %s make one job and tell it once',
    async ([victim, name, { slack, vertex }], { onTestFinished }) => {
      const { sandbox, ...bots } = await startPair(onTestFinished, { speed: 20 });
      if (slack !== undefined) await sandbox.slackFault(aimed(slack, bots[victim]));
      if (vertex !== undefined) await sandbox.vertexFault(aimed(vertex, bots[victim]));
      const handle = await sandbox.launch('hello');
      expect(await bots[victim].exited).toBeNull();
      const { text } = await sandbox.see({
        kind: 'message',
        match: 'Succeeded after |found no job of this launch',
      });
      if (name === beforeRoot && !text.includes('Succeeded after ')) {
        // Create and root are sent in parallel: a bot that is killed at the root may not have sent create yet.
        expect(await sandbox.jobs('Hello × 3')).toEqual([]);
        await expectNothingTwice(sandbox);
        return;
      }
      const story = `uncertain? launched? found? ${ran}`;
      await expectOneJobToldOnce(sandbox, handle, 'Hello × 3', story);
      await sandbox.type('/job list');
      await sandbox.see({ kind: 'ephemeral', user: ana, match: 'No live jobs' });
      const survivor = victim === 'first' ? bots.second : bots.first;
      expect(await survivor.stop()).toBe(0);
    },
  );

  test('of which one is told to stop lose nothing of what either has in hand', async ({
    onTestFinished,
  }) => {
    const { sandbox, first, second } = await startPair(onTestFinished, { speed: 20 });
    const greetings = ['one', 'two', 'three'] as const;
    const handles = await Promise.all(
      greetings.map((greeting, index) =>
        sandbox.launch(`hello greeting=${greeting}`, { channel: channels[index] ?? channels[0] }),
      ),
    );
    expect(await first.stop()).toBe(0);
    for (const [index, handle] of handles.entries()) {
      const displayName = `${greetings[index] ?? ''} × 3`;
      await expectOneJobToldOnce(
        sandbox,
        handle,
        displayName,
        `uncertain? launched? found? ${ran}`,
      );
    }
    expect(await second.stop()).toBe(0);
  });

  test('of which one sleeps over its lease while it creates make one job', async ({
    onTestFinished,
  }) => {
    const { sandbox, first } = await startPair(onTestFinished, { speed: 20 });
    await sandbox.vertexFault({ kind: 'delay', ms: 500, match: create });
    const handle = await sandbox.launch('hello');
    await until('create is recorded', async () =>
      (await sandbox.jobs()).length > 0 ? true : undefined,
    );
    await sleepThroughLease(first);
    const story = `uncertain? launched? found? ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, 'Hello × 3', story, 'withdrawn');
  });

  test.for(['first', 'second'] as const)(
    'of which the %s sleeps over its lease while a reply is posted tell it once',
    async (sleeper, { onTestFinished }) => {
      const { sandbox, ...bots } = await startPair(onTestFinished);
      const { handle } = await launchQueued(sandbox);
      await sandbox.slackFault({ kind: 'delay', ms: 500, match: post });
      await sandbox.move('RUNNING');
      await sandbox.see({ kind: 'message', match: '^Running after' });
      await sandbox.move('SUCCEEDED');
      await sleepThroughLease(bots[sleeper]);
      await seeEnd(sandbox, handle);
      await expectStory(sandbox, handle, 'launched RUNNING SUCCEEDED');
      await expectNothingTwice(sandbox);
    },
  );

  test('that both get the same command make one job of it', async ({ onTestFinished }) => {
    const { sandbox } = await startPair(onTestFinished, { speed: 20 });
    await sandbox.slackFault({ kind: 'delay', ms: 500, match: { method: 'users.info' } });
    const { client } = sandbox;
    const { id, ...launching } = await sandbox.launching('hello');
    const redeliver = () => client.slack('POST', 'redeliver', { id });
    await Promise.all([redeliver(), redeliver(), redeliver(), redeliver()]);
    const handle = await launching.handle();
    await expectOneJobToldOnce(sandbox, handle, 'Hello × 3', `launched ${ran}`);
    await redeliver();
    expect(await sandbox.jobs()).toHaveLength(1);
  });

  test('lose nothing when all their connections to PostgreSQL are cut, again and again', async ({
    onTestFinished,
  }) => {
    const { sandbox, first, second, databaseUrl } = await startPair(onTestFinished, { speed: 5 });
    const cut = () =>
      onServer(
        databaseUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    const handles: string[] = [];
    for (const [index, channel] of channels.entries()) {
      handles.push(await sandbox.launch(`hello greeting=cut-${index}`, { channel }));
    }
    await cut();
    for (const handle of handles) {
      await sandbox.see({ kind: 'message', match: handle });
      await cut();
    }
    for (const [index, handle] of handles.entries()) {
      const story = `uncertain? launched? found? ${ran}`;
      await expectOneJobToldOnce(sandbox, handle, `cut-${index} × 3`, story);
    }
    expect(await first.stop()).toBe(0);
    expect(await second.stop()).toBe(0);
    const logged = (await sandbox.log()).map(({ message }) => message);
    expect(logged).toContain('a connection to PostgreSQL was lost');
  });
});

/** Stops a process for longer than its leases last. A stopped process shows nothing that could be waited for. */
async function sleepThroughLease(bot: BotProcess): Promise<void> {
  bot.signal('SIGSTOP');
  await sleep(leaseMs + 500);
  bot.signal('SIGCONT');
}
