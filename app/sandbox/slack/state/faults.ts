// The faults that strike Web API calls and answers to response_urls.

import { z } from 'zod';
import {
  applyFault,
  replyInstead,
  type CallInProgress,
  type Outcome,
} from '../../http/apply-fault.ts';
import {
  commonFaults,
  createFaults,
  garbageFields,
  ruleFields,
  statusFields,
  type Faults,
} from '../../http/faults.ts';
import type { Reply } from '../../http/reply.ts';
import { textIn, type JsonObject } from '../../shared/json.ts';
import { isRegExp } from '../../shared/reg-exp.ts';
import { jsonReply } from './reply.ts';

const match = z
  .strictObject({
    /** Regular expression on the method's name; a response_url's is `response_url`. */
    method: z.string().refine(isRegExp, 'not a regular expression').optional(),
    channel: z.string().optional(),
    /** Part of the arguments, as JSON. */
    args: z.string().optional(),
  })
  .default({});
const rule = ruleFields(match);

/** A fault rule, as POST /sandbox/faults takes it. */
export const faultSchema = z.discriminatedUnion('kind', [
  ...commonFaults(match),
  z.strictObject({ ...rule, ...statusFields }),
  z.strictObject({ ...rule, ...garbageFields }),
  z.strictObject({
    ...rule,
    kind: z.literal('error'),
    /** Slack's code, answered with `ok: false`. */
    error: z.string(),
    record: z.boolean().default(false),
  }),
  z.strictObject({ ...rule, kind: z.literal('revoke') }),
  z.strictObject({ ...rule, kind: z.literal('down'), ms: z.number().nonnegative() }),
]);

export type SlackFault = z.output<typeof faultSchema>;
type StruckCall = { readonly method: string; readonly args: JsonObject };
export type SlackFaults = Faults<SlackFault, StruckCall>;

/** What faults do to the whole platform. */
export type Platform = {
  readonly revoke: () => void;
  /** Every call is refused for this long. */
  readonly goDown: (forMs: number) => void;
};

/** An empty list of rules. */
export function createSlackFaults(): SlackFaults {
  return createFaults<SlackFault, StruckCall>(
    (wanted, { method, args }) =>
      (wanted.method === undefined || new RegExp(wanted.method).test(method)) &&
      (wanted.channel === undefined || wanted.channel === textIn(args.channel)) &&
      (wanted.args === undefined || JSON.stringify(args).includes(wanted.args)),
  );
}

/** Applies a fault to one call. Rejects when the server stops meanwhile. */
export async function applySlackFault(
  fault: SlackFault,
  call: CallInProgress,
  platform: Platform,
): Promise<Outcome> {
  if (fault.kind === 'status') return replyInstead(fault, call, statusReply(fault));
  if (fault.kind === 'error') {
    return replyInstead(fault, call, jsonReply(200, { ok: false, error: fault.error }));
  }
  if (fault.kind === 'garbage') {
    return replyInstead(fault, call, { ...jsonReply(200, {}), body: '{"ok": \u0000<oops' });
  }
  if (fault.kind === 'revoke') {
    platform.revoke();
    return { kind: 'reply', reply: call.record() };
  }
  if (fault.kind === 'down') {
    platform.goDown(fault.ms);
    return { kind: 'close' };
  }
  return applyFault(fault, call);
}

function statusReply(fault: SlackFault & { readonly kind: 'status' }): Reply {
  const { status, body, retryAfterSeconds } = fault;
  const retry: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  if (body === 'json') {
    const error = status === 429 ? 'ratelimited' : 'service_unavailable';
    return jsonReply(status, { ok: false, error }, retry);
  }
  const html = `<!DOCTYPE html><html><title>Server Error</title><h1>${status}</h1></html>\n`;
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...retry },
    body: body === 'html' ? html : '',
  };
}
