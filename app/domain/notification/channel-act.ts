// What a person does that makes a whole channel hear more or less: it is told there, so that nobody silences a team unseen.

import { z } from 'zod';
import type { ChannelSettings } from './notification-level.ts';

const heard = z.object({
  mode: z.enum(['all', 'failures', 'quiet']),
  broadcast: z.boolean(),
  digest: z.object({ minutes: z.number(), zone: z.string() }).optional(),
});
export type Heard = z.infer<typeof heard>;

/** How much the channel hears was set anew. Times are Unix ms. */
export const settingsAct = z.object({
  kind: z.literal('settings'),
  at: z.number(),
  by: z.string(),
  before: heard,
  after: heard,
});

/** A watch of the channel was ended: jobs that fit get no card there any more. `criterion` as it is typed. */
export const unwatchAct = z.object({
  kind: z.literal('unwatched'),
  at: z.number(),
  by: z.string(),
  criterion: z.string(),
});

export type ChannelAct = z.infer<typeof settingsAct> | z.infer<typeof unwatchAct>;

/** What setting a channel changed; undefined: it was like that before. */
export function settingsChange(
  before: ChannelSettings,
  after: ChannelSettings,
  by: string,
  at: number,
): ChannelAct | undefined {
  const [was, is] = [heardOf(before), heardOf(after)];
  return JSON.stringify(was) === JSON.stringify(is)
    ? undefined
    : { kind: 'settings', at, by, before: was, after: is };
}

function heardOf({ mode, broadcast, digest }: ChannelSettings): Heard {
  const time = digest && { minutes: digest.minutes, zone: digest.zone };
  return { mode, broadcast, digest: time };
}
