// What people do in Slack with commands and buttons. They press a button as soon as it appears.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ActResult } from '../../../app/sandbox/client/records.ts';
import type { Act } from '../plan/plan.ts';
import { findCard, launchOf, type Context } from './context.ts';

type Of<Do extends Act['do']> = Extract<Act, { do: Do }>;

/** The bot's buttons that people press. */
export const labels = {
  cancel: 'Cancel',
  confirmCancel: 'Cancel the job',
  rerun: 'Re-run',
  launchAnyway: 'Launch anyway',
  launchAgain: 'Launch again',
  leaveIt: 'Leave it',
  approve: 'Approve',
  deny: 'Deny',
  extend: 'Extend 1h',
} as const;

/** How long an act waits for its target. */
const timeoutMs = 3_000;

export async function launch(context: Context, act: Of<'launch'>): Promise<void> {
  const seen = await type(context, act.user, act.channel, launchCommand(act));
  const handle = handleIn(seen);
  if (handle !== undefined) context.handles.set(act.tag, handle);
}

/** Types the same command again, and presses “Launch anyway” if the bot asks because the first job is live. */
export async function repeat(context: Context, { tag, presses }: Of<'repeat'>): Promise<void> {
  const { user, channel } = launchOf(context.plan, tag);
  await type(context, user, channel, launchCommand(launchOf(context.plan, tag)));
  await press(context, { user, channel, label: labels.launchAnyway }, presses);
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
  await press(context, { user, channel, label: labels[act.do], handle }, presses);
}

/** Types a command and remembers its payload's id. */
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

/** Presses one button `times` times at once. Does nothing if the button does not appear in time. */
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

/** Polls until `look` finds something. Undefined on timeout. */
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
  return handleInAck(acked.safeParse(seen).data?.ack.text ?? '');
}

/** The handle in the ack of a launch. */
export function handleInAck(text: string): string | undefined {
  const plain = text.replaceAll('`', '');
  return /^Launching .* as ([a-z][a-z0-9]+)(?:, .*)?\. I’ll post it/s.exec(plain)?.[1];
}
