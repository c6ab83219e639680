// How fast the cancels of many are sent. Vertex AI takes 600 calls a minute for each project and
// region (https://cloud.google.com/vertex-ai/docs/quotas). Each of these jobs takes two, its cancel
// and the read of its end; a list of 1,500 live ones takes 90 a minute, and people go on working.

import type { Cancel } from '../launch/cancel.ts';

/** Between two of them at one target: 200 a minute, so 400 calls with the reads. */
export const paceMs = 300;

/** How long a slot is good for. After an outage, slots that have passed aren't used all at once. */
const slotGoodMs = 5_000;

/** Whether a cancel has to wait for its turn; one that somebody asked for by itself never does. */
export function needsSlot({ bulk, sendAt }: Pick<Cancel, 'bulk' | 'sendAt'>, now: number): boolean {
  return bulk !== undefined && (sendAt === undefined || now > sendAt + slotGoodMs);
}
