// GET /sandbox/wait: lets a test wait for an event instead of polling.

import { z } from 'zod';
import { toJson, type Json } from '../../shared/json.ts';
import { isRegExp } from '../../shared/reg-exp.ts';
import { findChannel, findPerson } from '../acts/person.ts';
import type { SlackState } from '../state/slack-state.ts';

const longestWaitMs = 60_000;

const waitSchema = z.strictObject({
  match: z.string().refine(isRegExp, 'not a regular expression').default(''),
  kind: z.enum(['message', 'edit', 'delete', 'ephemeral', 'view', 'home', 'reaction']).optional(),
  channel: z.string().optional(),
  thread: z.string().optional(),
  ts: z.string().optional(),
  user: z.string().optional(),
  since: z.coerce.number().default(0),
  timeoutMs: z.coerce.number().max(longestWaitMs).default(10_000),
});

/** Returns the first matching event with `found: true`, or `found: false` on timeout. */
export async function wait(state: SlackState, params: URLSearchParams): Promise<Json> {
  const asked = waitSchema.parse(Object.fromEntries(params));
  const pattern = new RegExp(asked.match, 'u');
  const channel = asked.channel === undefined ? undefined : findChannel(state, asked.channel).id;
  const user = asked.user === undefined ? undefined : findPerson(state, asked.user).id;
  const found = await state.feed.wait(
    asked.since,
    (one) =>
      pattern.test(one.text) &&
      (asked.kind === undefined || asked.kind === one.kind) &&
      (channel === undefined || channel === one.channel) &&
      (asked.thread === undefined || asked.thread === one.thread) &&
      (asked.ts === undefined || asked.ts === one.ts) &&
      (user === undefined || user === one.user),
    asked.timeoutMs,
  );
  return found === undefined
    ? { found: false, last: state.feed.last() }
    : { found: true, event: toJson(found), last: state.feed.last() };
}
