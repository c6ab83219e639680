// The commands that can be typed at the prompt.

import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxClient } from './client/client.ts';

/** Who the person at the terminal acts as, and in which channel. */
export type Place = { user: string; channel: string };

type Session = {
  readonly client: SandboxClient;
  readonly place: Place;
  readonly say: (text: string) => void;
};

export const greeting = `
You are @ana in #ml-jobs, with the bot in it. Type as you would in Slack:

  /job help                          what the bot can do
  /job launch hello                  a job that ends well; crash, oom, quota, stockout, stockout-fallback, restart, runaway, runaway-guarded, gpu-idle-guarded, stuck are others
  press Cancel [a3f9]                presses a button, or chooses in a menu, of the newest message that has it
  /job  ·  pick hello  ·  submit greeting=Servus steps=2     the same by a form
  as @wanda  ·  /job template save mine  ·  submit note=first    a template of your own; yaml="a: 1\\nb: 2" is its text
  home  ·  home Launch hello  ·  submit channel=C0RESEARCH       the bot’s Home: yours, the team’s; kept up to date while you look
  as @wanda  ·  in #research         be somebody else, somewhere else (@ana @bo members, @wanda admin, @guest guest)
  show                               the channel and its threads; they also appear as they happen
  wait 20                            lets so many seconds pass;  quit  ends everything
`;

const longestWaitS = 600;

/** Runs one line: a slash command, a prompt command, or else a message to post. Rejects when the sandbox refuses it. */
export async function runLine(session: Session, line: string): Promise<void> {
  const { client, place } = session;
  const [word = '', ...words] = line.split(/\s+/);
  if (line === '') return;
  if (line.startsWith('/')) {
    const { notice } = await client.type(place.user, place.channel, line);
    sayNotice(session, notice);
    return;
  }
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (command !== undefined) await command(session, words, line);
  else await client.slack('POST', 'act/say', { ...place, text: line });
}

type Command = (session: Session, words: readonly string[], line: string) => Promise<void> | void;

const commands: Readonly<Record<string, Command>> = {
  help: ({ say }) => say(greeting),
  as({ place }, [name = 'ana']) {
    place.user = `@${name.replace('@', '')}`;
  },
  in({ place }, [name = 'ml-jobs']) {
    place.channel = `#${name.replace('#', '')}`;
  },
  async show({ client, place, say }) {
    say(`\n${await client.show(place.channel, place.user)}`);
  },
  async home(session, words) {
    const { client, place } = session;
    if (words.length === 0) {
      await client.openHome(place.user);
      return;
    }
    // `Cancel a3f9`, `Launch hello`: the button's label, then the job or template it belongs to.
    const label = words.slice(0, -1).join(' ');
    const press = { user: place.user, label, of: words.at(-1) ?? '' };
    sayNotice(session, (await client.pressHome(press)).notice);
  },
  async wait(_, [seconds = '1']) {
    await sleep(Math.min(longestWaitS, Number(seconds) || 0) * 1000);
  },
  async press(session, words) {
    // A last word with a digit in it is a handle: labels contain no digits.
    const last = words.at(-1) ?? '';
    const hasHandle = words.length > 1 && /^[a-z]\w*\d\w*$/.test(last);
    const label = (hasHandle ? words.slice(0, -1) : words).join(' ');
    const press = { ...session.place, label, handle: hasHandle ? last : undefined };
    sayNotice(session, (await session.client.press(press)).notice);
  },
  async pick(session, [template = '']) {
    const { client, place } = session;
    sayNotice(session, (await client.choose(place.user, 'form-template', template)).notice);
  },
  async submit({ client, place, say }, _, line) {
    const { notice } = await client.submit(place.user, readFields(line));
    if (notice !== undefined) say(`  Under the fields: ${notice}`);
  },
};

function sayNotice({ say }: Session, notice: string | undefined): void {
  if (notice !== undefined) say(`  Slack says: ${notice}`);
}

/** Reads `greeting="Grüß Gott" in=p/l max-time=1h` as fields by name; `\\n` in quotes is a newline. */
function readFields(line: string): Record<string, string> {
  const pairs = [...line.matchAll(/([\w-]+)=(?:"([^"]*)"|(\S*))/g)];
  return Object.fromEntries(
    pairs.map(([, key = '', quoted, plain = '']) => [
      key,
      quoted?.replaceAll('\\n', '\n') ?? plain,
    ]),
  );
}
