// The commands that can be typed at the prompt.

import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxClient } from './client/client.ts';

/** Who the person at the terminal acts as, and in which channel. */
export type Place = {
  user: string;
  channel: string;
  /** Whether Home was asked for and not shown yet. */
  wantsHome?: boolean;
};

type Session = {
  readonly client: SandboxClient;
  readonly place: Place;
  readonly say: (text: string) => void;
};

export const greeting = `
You are @ana in #ml-jobs. Type as you would in Slack; what happens appears here.

  /job launch hello                  a job that succeeds
  /job launch oom                    a job that fails; crash, quota and stockout fail in other ways
  /job launch runaway                a job that never ends, until you type: press Cancel
  press Cancel a3f9                  presses a button, or chooses in a menu; without a handle, the newest one
  reply a3f9 @Vertex Jobs logs       writes into the thread of a job

  as @wanda                          be somebody else (@ana @bo members, @wanda admin, @guest guest)
  /job template save mine from a3f9  a template of your own, from a job that ran; admins may. Then: submit note=first
  submit yaml="a: 1\\nb: 2"           fills in a window and submits it, by the names of its fields
  /job  ·  pick hello  ·  submit greeting=Servus steps=2         the same by the form
  home  ·  home Launch hello  ·  submit channel=C0RESEARCH       the app’s Home, and a button on it

  /job help                          what else there is to try; /job template list has more jobs
  in #research  ·  show              another channel; the channel you are in, with its threads
  wait 20  ·  help  ·  quit          lets 20 seconds pass; shows this; ends everything
`;

const longestWaitS = 600;
/** How long a press waits for its button: lines that are pasted come before the bot’s answers. */
const patienceMs = 3_000;

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
  else await post(session, line);
}

async function post({ client, place }: Session, text: string, thread_ts?: string): Promise<void> {
  const { user, channel } = place;
  await client.slack('POST', 'act/say', { user, channel, text, thread_ts });
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
    place.wantsHome = true;
    if (words.length === 0) {
      await client.openHome(place.user);
      return;
    }
    // `Cancel a3f9`, `Launch hello`: the button's label, then the job or template it belongs to.
    const label = words.slice(0, -1).join(' ');
    const press = { user: place.user, label, of: words.at(-1) ?? '' };
    sayNotice(session, (await client.pressHome(press)).notice);
  },
  async reply(session, [handle = '', ...words]) {
    const { client, place } = session;
    const { channels } = await client.slackRecords();
    const here = channels.find(({ name }) => `#${name}` === place.channel);
    const card = here?.messages.findLast(
      (one) => one.is_root && one.rendered.includes(`\`${handle}\``),
    );
    if (card === undefined) throw new Error(`There is no card of ${handle} in ${place.channel}.`);
    await post(session, words.join(' '), card.ts);
  },
  async wait(_, [seconds = '1']) {
    await sleep(Math.min(longestWaitS, Number(seconds) || 0) * 1000);
  },
  async press(session, words) {
    // A last word with a digit in it is a handle: labels contain no digits.
    const last = words.at(-1) ?? '';
    const hasHandle = words.length > 1 && /^[a-z]\w*\d\w*$/.test(last);
    const label = (hasHandle ? words.slice(0, -1) : words).join(' ');
    const { user, channel } = session.place;
    const press = { user, channel, label, handle: hasHandle ? last : undefined };
    sayNotice(session, (await whenThere(() => session.client.press(press))).notice);
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

/** Tries again until what it presses is there, or for as long as somebody would wait. */
async function whenThere<T>(press: () => Promise<T>): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += 200) {
    try {
      return await press();
    } catch (error) {
      if (waitedMs >= patienceMs) throw error;
      await sleep(200);
    }
  }
}

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
