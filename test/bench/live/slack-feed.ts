// What became visible in Slack, and when.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Control } from '../../../app/sandbox/client/control.ts';

const event = z.object({
  seq: z.number(),
  atMs: z.number(),
  kind: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
  thread: z.string().optional(),
  text: z.string(),
});
export type SlackEvent = z.output<typeof event>;

const feed = z.object({ last: z.number(), events: z.array(event) });
const everyMs = 250;

/** Hands out what happens after now, until `enough` or the time is over. */
export async function watchSlack(
  control: Control,
  since: number,
  see: (event: SlackEvent) => void,
  until: { readonly enough: () => boolean; readonly withinMs: number },
): Promise<void> {
  const end = Date.now() + until.withinMs;
  let seq = since;
  do {
    await sleep(everyMs);
    const { last, events } = feed.parse(await control('GET', `feed?since=${seq}`));
    seq = last;
    for (const one of events) see(one);
  } while (!until.enough() && Date.now() < end);
}

/** The number of the last event so far. */
export async function lastEvent(control: Control): Promise<number> {
  const far = Number.MAX_SAFE_INTEGER;
  return feed.parse(await control('GET', `feed?since=${far}`)).last;
}

const records = z.object({ calls: z.array(z.object({ status: z.number().optional() })) });

/** How many calls Slack refused because there were too many. */
export async function refusedCalls(control: Control): Promise<number> {
  const { calls } = records.parse(await control('GET', 'records'));
  return calls.filter(({ status }) => status === 429).length;
}
