// What people do in Slack: they type and press, as soon as what they press is there.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ActResult } from '../../../app/sandbox/client/records.ts';
import type { Act } from '../plan/plan.ts';
import { findCard, launchOf, type Context } from './context.ts';

type Of<Do extends Act['do']> = Extract<Act, { do: Do }>;

/** How long an act waits for what it acts on. */
const timeoutMs = 3_000;

export async function launch(context: Context, act: Of<'launch'>): Promise<void> {
  const seen = await type(context, act.user, act.channel, launchCommand(act));
  const handle = handleIn(seen);
  if (handle !== undefined) context.handles.set(act.tag, handle);
}

/** Types the same once more; what is alive is asked about, and the answer pressed so many times. */
export async function repeat(context: Context, { tag, presses }: Of<'repeat'>): Promise<void> {
  const { user, channel } = launchOf(context.plan, tag);
  await type(context, user, channel, launchCommand(launchOf(context.plan, tag)));
  await press(context, { user, channel, label: 'Launch anyway' }, presses);
}

/** Cancels or re-runs, by command or by button. */
export async function request(context: Context, act: Of<'cancel' | 'rerun'>): Promise<void> {
  const { tag, user, by, presses } = act;
  const { channel } = launchOf(context.plan, tag);
  const handle = await waitFor(
    async () => context.handles.get(tag) ?? (await findCard(context, tag))?.handle,
  );
  if (handle === undefined) return;
  if (by === 'command') {
    await type(context, user, channel, `/job ${act.do} ${handle}`);
    return;
  }
  const label = act.do === 'cancel' ? 'Cancel' : 'Re-run';
  await press(context, { user, channel, label, handle }, presses);
}

/** Types a command, and remembers its payload. */
export async function type(
  { client, payloadIds }: Context,
  user: string,
  channel: string,
  text: string,
): Promise<ActResult> {
  const seen = await client.type(user, channel, text);
  if (seen.id !== undefined) payloadIds.push(seen.id);
  return seen;
}

type Press = {
  readonly user: string;
  readonly channel: string;
  readonly label: string;
  readonly handle?: string;
};

/** Presses one button so many times at once, if it is there or appears soon. */
export async function press(context: Context, button: Press, times: number): Promise<void> {
  const once = async (): Promise<void> => {
    const { id } = await context.client.press(button);
    if (id !== undefined) context.payloadIds.push(id);
  };
  for (const end = Date.now() + timeoutMs; times > 0;) {
    const presses = await Promise.allSettled(Array.from({ length: times }, once));
    const reached = presses.some(({ status }) => status === 'fulfilled');
    if (reached || Date.now() > end) return;
    await sleep(200);
  }
}

/** Looks again and again for a while. */
export async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const end = Date.now() + timeoutMs; Date.now() < end;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(150);
  }
  return undefined;
}

function launchCommand({ tag, scenario, location }: Of<'launch'>): string {
  return `/job launch chaos tag=${tag} scenario=${scenario} in=sandbox-project/${location}`;
}

const acked = z.looseObject({ ack: z.looseObject({ text: z.string() }) });

function handleIn(seen: ActResult): string | undefined {
  const said = acked.safeParse(seen).data?.ack.text.replaceAll('`', '') ?? '';
  return /^Launching .* as ([a-z][a-z0-9]+)(?:, .*)?\. Its card/s.exec(said)?.[1];
}
