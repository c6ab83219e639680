// A session that plays itself. Each step says what a person does and what they have to see; one that does not come fails the demo.

import type { Running } from './running.ts';
import type { Visitor, WaitQuery } from './visitor.ts';

const channel = '#ml-jobs';
const patienceMs = 20_000;

type Step = {
  readonly says: string;
  readonly play: (visitor: Visitor) => Promise<void>;
};

/** Waits for something to be seen, after `since`. @throws a sentence when it does not come */
async function expectSeen(visitor: Visitor, what: string, query: WaitQuery): Promise<void> {
  const found = await visitor.wait({ channel, timeoutMs: patienceMs, ...query });
  if (found === undefined) throw new Error(`${what} was not seen within ${patienceMs / 1000} s.`);
}

/** Types a command and waits for the answer that only its asker sees; returns that answer's text. */
async function typeAndRead(
  visitor: Visitor,
  user: string,
  text: string,
  match: string,
): Promise<string> {
  const since = await visitor.last();
  const { notice } = await visitor.type(user, channel, text);
  if (notice !== undefined) throw new Error(`Slack says: ${notice}`);
  const found = await visitor.wait({
    kind: 'ephemeral',
    user,
    match,
    since,
    timeoutMs: patienceMs,
  });
  if (found === undefined) throw new Error(`${text} was not answered with “${match}”.`);
  return found.text;
}

/** Launches as `user` and returns the job's handle. */
async function launch(visitor: Visitor, user: string, text: string): Promise<string> {
  const said = await typeAndRead(visitor, user, `/job launch ${text}`, '^Launching ');
  const handle = / as ([a-z][a-z0-9]+)\b/.exec(said.replaceAll('`', ''))?.[1];
  if (handle === undefined) throw new Error(`The answer names no handle: ${said}`);
  return handle;
}

/** The script; handles that one step learns, the next ones use. */
function script(): readonly Step[] {
  let oom = '';
  let runaway = '';
  return [
    {
      says: '@ana launches a job that ends well',
      async play(visitor) {
        await launch(
          visitor,
          '@ana',
          'resnet-train lr=0.05 data=gs://sandbox-data/imagenet in=sandbox-project/europe-west4',
        );
        await expectSeen(visitor, 'The end of the job', {
          kind: 'message',
          match: 'Succeeded: ran',
        });
      },
    },
    {
      says: '@bo launches one that fails, and reads why',
      async play(visitor) {
        oom = await launch(visitor, '@bo', 'oom');
        const what = 'The failure with its explanation';
        await expectSeen(visitor, what, {
          kind: 'message',
          match: 'Failed: ran[\\s\\S]*Out of memory[\\s\\S]*a smaller batch',
        });
      },
    },
    {
      says: '@bo reads the last lines of its log',
      async play(visitor) {
        const since = await visitor.last();
        await visitor.press({ user: '@bo', channel, label: 'Logs', handle: oom });
        await expectSeen(visitor, 'The log', { kind: 'ephemeral', match: 'E.* Killed', since });
      },
    },
    {
      says: '@bo launches one that never ends by itself',
      async play(visitor) {
        runaway = await launch(visitor, '@bo', 'runaway');
        await expectSeen(visitor, 'The job running', {
          match: `RUNNING.*${runaway}`,
        });
      },
    },
    {
      says: '@ana lists what is alive in the channel',
      async play(visitor) {
        await typeAndRead(visitor, '@ana', '/job list', `1 live job[\\s\\S]*${runaway}.*RUNNING`);
      },
    },
    {
      says: '@ana tries to cancel it, and is told that it is not hers',
      async play(visitor) {
        await typeAndRead(
          visitor,
          '@ana',
          `/job cancel ${runaway}`,
          'Only the person who launched',
        );
      },
    },
    {
      says: '@wanda, an admin, presses Cancel on its card',
      async play(visitor) {
        await visitor.press({ user: '@wanda', channel, label: 'Cancel', handle: runaway });
        await expectSeen(visitor, 'The cancelled job', {
          kind: 'message',
          match: 'Cancelled: ran[\\s\\S]*Asked for by @wanda',
        });
        await expectSeen(visitor, 'Its card', { match: `CANCELLED.*${runaway}` });
      },
    },
    {
      says: 'the failure’s thread now has the last lines of its log, too',
      async play(visitor) {
        await expectSeen(visitor, 'The last lines', {
          kind: 'edit',
          match: 'last lines.*[\\s\\S]*Killed',
        });
      },
    },
    {
      says: '@ana lists what happened in the last hour',
      async play(visitor) {
        await typeAndRead(visitor, '@ana', '/job list 1h', '3 jobs of this channel');
      },
    },
  ];
}

/** Plays the script, prints the channel as @ana sees it at the end, and stops everything; the exit code says whether all was seen. */
export async function playDemo(sandbox: Running): Promise<number> {
  const startedMs = performance.now();
  const { visitor } = sandbox;
  let failure: string | undefined;
  try {
    for (const { says, play } of script()) {
      process.stdout.write(`▸ ${says} … `);
      await play(visitor);
      process.stdout.write('✓\n');
    }
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    process.stdout.write('✗\n');
  }
  const sight = await visitor.show(channel, '@ana');
  process.stdout.write(`\n${sight}\n`);
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
