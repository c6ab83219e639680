// A prompt in a terminal: type as one of the people of the workspace, and see what they would see.

import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from './sandbox.ts';
import type { FeedEvent, SandboxClient } from './client.ts';

const greeting = `
You are @ana in #ml-jobs, with the bot in it. Type as you would in Slack:

  /job help                          what the bot can do
  /job launch hello                  a job that ends well; crash, oom, quota, stockout, restart, runaway, stuck are others
  press Cancel [a3f9]                presses a button, or chooses in a menu, of the newest message that has it
  /job  ·  pick hello  ·  submit greeting=Servus steps=2     the same by a form
  as @wanda  ·  /job template save mine  ·  submit note=first    a template of your own; yaml="a: 1\\nb: 2" is its text
  home  ·  home Launch hello  ·  submit channel=C0RESEARCH       the bot’s Home: yours, the team’s; kept up to date while you look
  as @wanda  ·  in #research         be somebody else, somewhere else (@ana @bo members, @wanda admin, @guest guest)
  show                               the channel and its threads; they also appear as they happen
  wait 20                            lets so many seconds pass;  quit  ends everything
`;

type Place = { user: string; channel: string };

/** Runs until `quit`, the end of the input, or a signal. */
export async function runPrompt(sandbox: Sandbox): Promise<number> {
  const { client, botUrl, logFile } = sandbox;
  const place: Place = { user: '@ana', channel: '#ml-jobs' };
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '' });
  const say = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  const ask = (): void => {
    if (!process.stdin.isTTY) return;
    input.setPrompt(`${place.user} ${place.channel} › `);
    input.prompt(true);
  };
  const closing = new AbortController();
  process.once('SIGTERM', () => input.close());
  void sandbox.botEnded.then(() => input.close());
  say(greeting);
  say(`The bot’s log: ${logFile}; its health: ${botUrl}/health/ready\n`);
  const watching = watch(client, place, closing.signal, (text) => {
    if (process.stdin.isTTY) process.stdout.write('\r\u001b[K');
    say(text);
    ask();
  });
  ask();
  for await (const line of input) {
    // A script's lines are shown like a person's.
    if (!process.stdin.isTTY) say(`${place.user} ${place.channel} › ${line.trim()}`);
    if (line.trim() === 'quit') break;
    try {
      await runLine(client, place, line.trim(), say);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
    ask();
  }
  // What was asked last may still be answered after its ack.
  if (!process.stdin.isTTY) await sleep(quietMs);
  closing.abort();
  input.close();
  const code = await sandbox.stop();
  await watching;
  return code ?? 1;
}

const quietMs = 2_000;

async function runLine(
  client: SandboxClient,
  place: Place,
  line: string,
  say: (text: string) => void,
): Promise<void> {
  const [word = '', ...rest] = line.split(/\s+/);
  const { user, channel } = place;
  if (word.startsWith('/')) {
    const { notice } = await client.type(user, channel, line);
    if (notice !== undefined) say(`  Slack says: ${notice}`);
    return;
  }
  switch (word) {
    case '':
      return;
    case 'help':
      say(greeting);
      return;
    case 'as':
      place.user = `@${(rest[0] ?? 'ana').replace('@', '')}`;
      return;
    case 'in':
      place.channel = `#${(rest[0] ?? 'ml-jobs').replace('#', '')}`;
      return;
    case 'show':
      say(`\n${await client.show(channel, user)}`);
      return;
    case 'home': {
      if (rest.length === 0) await client.openHome(user);
      else await pressHome(client, user, rest, say);
      return;
    }
    case 'wait':
      await sleep(Math.min(600, Number(rest[0] ?? 1) || 0) * 1000);
      return;
    case 'press': {
      // A handle is one short word at the end with a digit in it; labels have none.
      const handle =
        rest.length > 1 && /^[a-z]\w*\d\w*$/.test(rest.at(-1) ?? '') ? rest.pop() : undefined;
      const { notice } = await client.press({ user, channel, label: rest.join(' '), handle });
      if (notice !== undefined) say(`  Slack says: ${notice}`);
      return;
    }
    case 'pick': {
      const { notice } = await client.choose(user, 'form-template', rest[0] ?? '');
      if (notice !== undefined) say(`  Slack says: ${notice}`);
      return;
    }
    case 'submit': {
      const { notice } = await client.submit(user, readFields(line));
      if (notice !== undefined) say(`  Under the fields: ${notice}`);
      return;
    }
    default:
      await client.slack('POST', 'act/say', { user, channel, text: line });
  }
}

/** `Cancel a3f9`, `Launch hello`: the button, and whose it is. */
async function pressHome(
  client: SandboxClient,
  user: string,
  words: readonly string[],
  say: (text: string) => void,
): Promise<void> {
  const label = words.slice(0, -1).join(' ');
  const { notice } = await client.pressHome({ user, label, of: words.at(-1) ?? '' });
  if (notice !== undefined) say(`  Slack says: ${notice}`);
}

/** `greeting="Grüß Gott" in=p/l max-time=1h` as fields by name; `\\n` in quotes is a new line. */
function readFields(line: string): Record<string, string> {
  const pairs = [...line.matchAll(/([\w-]+)=(?:"([^"]*)"|(\S*))/g)];
  return Object.fromEntries(
    pairs.map(([, key = '', quoted, plain = '']) => [
      key,
      quoted?.replaceAll('\\n', '\n') ?? plain,
    ]),
  );
}

/** Shows what happens where one is, as it happens. */
async function watch(
  client: SandboxClient,
  place: Place,
  signal: AbortSignal,
  show: (text: string) => void,
): Promise<void> {
  let since = await client.last();
  while (!signal.aborted) {
    try {
      const event = await client.wait({ since, timeoutMs: 2_000 });
      if (event === undefined) continue;
      since = event.seq;
      const text = await renderFor(client, place, event);
      if (text !== undefined) show(text);
    } catch {
      return; // the servers are gone: the sandbox stops
    }
  }
}

/** An event as somebody in this place sees it; undefined when they don't. */
async function renderFor(
  client: SandboxClient,
  { user, channel }: Place,
  { kind, text, ...event }: FeedEvent,
): Promise<string | undefined> {
  const records = await client.slackRecords();
  const me = records.people.find(({ name }) => `@${name}` === user)?.id;
  const here = records.channels.find(({ name }) => `#${name}` === channel)?.id;
  const who = records.people.find(({ id }) => id === event.user)?.name ?? event.user;
  const isMine = event.user === me;
  const lines = (lead: string, indent: string) =>
    [lead, ...text.split('\n').map((line) => `${indent}${line}`)].join('\n');
  if (kind === 'ephemeral') return isMine ? lines('(only visible to you)', '  ') : undefined;
  if (kind === 'view') return isMine ? lines('(a window opens)', '  ') : undefined;
  if (kind === 'home') return isMine ? lines('(your Home)', '  ') : undefined;
  if (event.channel !== here) return undefined;
  if (kind === 'message') {
    return event.thread === undefined
      ? lines(`@${who}`, '  ')
      : lines(`    │ @${who} in a thread`, '    │   ');
  }
  return kind === 'edit' ? `  ✎ ${text.split('\n')[0] ?? ''}` : undefined;
}
