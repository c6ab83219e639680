// A scripted session. Each step says what a person does and what they must see; the demo fails if they don't.

import type { SandboxClient, WaitQuery } from './client/client.ts';
import type { Sandbox } from './sandbox.ts';

const channel = '#ml-jobs';
const patienceMs = 20_000;

type Step = {
  readonly title: string;
  /** `handles` passes the handles of launched jobs on to later steps. */
  readonly run: (client: SandboxClient, handles: Handles) => Promise<void>;
};
type Handles = { oom: string; runaway: string };

/** Waits until something is seen. @throws when it is not seen in time */
async function expectSeen(client: SandboxClient, what: string, query: WaitQuery): Promise<void> {
  const found = await client.wait({ channel, timeoutMs: patienceMs, ...query });
  if (found === undefined) throw new Error(`${what} was not seen within ${patienceMs / 1000} s.`);
}

/** Types a command and waits for its ephemeral answer. Returns the answer's text. @throws when it does not come in time */
async function typeAndRead(
  client: SandboxClient,
  user: string,
  text: string,
  match: string,
): Promise<string> {
  const since = await client.last();
  const { notice } = await client.type(user, channel, text);
  if (notice !== undefined) throw new Error(`Slack says: ${notice}`);
  const found = await client.wait({
    kind: 'ephemeral',
    user,
    match,
    since,
    timeoutMs: patienceMs,
  });
  if (found === undefined) throw new Error(`${text} was not answered with “${match}”.`);
  return found.text;
}

/** Launches a job as `user` and returns its handle. */
async function launch(client: SandboxClient, user: string, text: string): Promise<string> {
  const said = await typeAndRead(client, user, `/job launch ${text}`, '^Launching ');
  const handle = / as ([a-z][a-z0-9]+)\b/.exec(said.replaceAll('`', ''))?.[1];
  if (handle === undefined) throw new Error(`The answer names no handle: ${said}`);
  return handle;
}

/** The session, step by step. */
const script: readonly Step[] = [
  {
    title: '@ana launches a job that ends well',
    async run(client) {
      await launch(
        client,
        '@ana',
        'resnet-train lr=0.05 data=gs://sandbox-data/imagenet in=sandbox-project/europe-west4',
      );
      await expectSeen(client, 'The end of the job', {
        kind: 'message',
        match: 'Succeeded after',
      });
    },
  },
  {
    title: '@bo launches one that fails, and reads why',
    async run(client, handles) {
      handles.oom = await launch(client, '@bo', 'oom');
      const what = 'The failure with its explanation';
      await expectSeen(client, what, {
        kind: 'message',
        match: 'Failed after[\\s\\S]*Out of memory[\\s\\S]*a smaller batch',
      });
    },
  },
  {
    title: '@bo reads the last lines of its log',
    async run(client, handles) {
      const since = await client.last();
      await client.press({ user: '@bo', channel, label: 'Logs', handle: handles.oom });
      await expectSeen(client, 'The log', { kind: 'ephemeral', match: 'E.* Killed', since });
    },
  },
  {
    title: '@bo launches one that never ends by itself',
    async run(client, handles) {
      handles.runaway = await launch(client, '@bo', 'runaway');
      await expectSeen(client, 'The job running', {
        match: `Running.*${handles.runaway}`,
      });
    },
  },
  {
    title: '@ana lists what is alive in the channel',
    async run(client, handles) {
      await typeAndRead(
        client,
        '@ana',
        '/job list',
        `1 live job[\\s\\S]*Running.*${handles.runaway}`,
      );
    },
  },
  {
    title: '@ana tries to cancel it, and is told that it is not hers',
    async run(client, handles) {
      await typeAndRead(
        client,
        '@ana',
        `/job cancel ${handles.runaway}`,
        'Only the person who launched',
      );
    },
  },
  {
    title: '@wanda, an admin, presses Cancel on its card',
    async run(client, handles) {
      await client.press({ user: '@wanda', channel, label: 'Cancel', handle: handles.runaway });
      await expectSeen(client, 'The cancelled job', {
        kind: 'message',
        match: 'Cancelled after[\\s\\S]*Asked for by @wanda',
      });
      await expectSeen(client, 'Its card', { match: `Cancelled.*${handles.runaway}` });
    },
  },
  {
    title: 'the failure’s thread now has the last lines of its log, too',
    async run(client) {
      await expectSeen(client, 'The last lines', {
        kind: 'edit',
        match: 'last lines.*[\\s\\S]*Killed',
      });
    },
  },
  {
    title: '@ana lists what happened in the last hour',
    async run(client) {
      await typeAndRead(client, '@ana', '/job list 1h', '3 jobs of this channel');
    },
  },
];

/** Runs the script, prints the channel as @ana sees it at the end, and stops everything. The exit code is 0 if every step was seen. */
export async function runDemo(sandbox: Sandbox): Promise<number> {
  const startedMs = performance.now();
  const { client } = sandbox;
  const handles: Handles = { oom: '', runaway: '' };
  let failure: string | undefined;
  try {
    for (const { title, run } of script) {
      process.stdout.write(`▸ ${title} … `);
      await run(client, handles);
      process.stdout.write('✓\n');
    }
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    process.stdout.write('✗\n');
  }
  const shown = await client.show(channel, '@ana');
  process.stdout.write(`\n${shown}\n`);
  const code = await sandbox.stop();
  if (code !== 0) failure ??= `The bot ended with ${code ?? 'a signal'}.`;
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  if (failure === undefined) {
    process.stdout.write(`Everything was seen, in ${seconds} s.\n`);
    return 0;
  }
  process.stderr.write(`The demo failed: ${failure}\n`);
  return 1;
}
