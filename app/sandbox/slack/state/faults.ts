// Mischief on order. "Record" means that the call takes full effect, as if it had been answered well.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freezeAWhile, type Frozen } from '../../http/freeze.ts';
import { textIn, type JsonObject } from './json.ts';
import { jsonReply, type Reply } from './reply.ts';

const matchSchema = z
  .strictObject({
    /** Regular expression on the method's name; a response_url's is `response_url`. */
    method: z.string().refine(isRegExp, 'not a regular expression').optional(),
    channel: z.string().optional(),
    /** Part of the arguments, as JSON. */
    args: z.string().optional(),
  })
  .default({});

const common = {
  match: matchSchema,
  /** How many calls it hits; null: all. */
  count: z.int().positive().nullable().default(1),
  /** How many matching calls pass first. */
  after: z.int().nonnegative().default(0),
};
const ms = z.number().nonnegative();

export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('close-before') }),
  z.strictObject({ ...common, kind: z.literal('record-then-close') }),
  z.strictObject({ ...common, kind: z.literal('record-then-hang') }),
  z.strictObject({ ...common, kind: z.literal('hang-then-record-late'), ms }),
  z.strictObject({
    ...common,
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    body: z.enum(['json', 'html', 'empty']).default('json'),
    record: z.boolean().default(false),
    retryAfterSeconds: z.number().optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('error'),
    /** Answered as `ok: false` with this code. */
    error: z.string(),
    record: z.boolean().default(false),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('delay'),
    ms,
    record: z.enum(['before', 'after']).default('before'),
  }),
  z.strictObject({ ...common, kind: z.literal('truncate') }),
  z.strictObject({ ...common, kind: z.literal('garbage'), record: z.boolean().default(true) }),
  z.strictObject({ ...common, kind: z.literal('reorder'), maxMs: ms.default(10_000) }),
  z.strictObject({ ...common, kind: z.literal('revoke') }),
  z.strictObject({ ...common, kind: z.literal('down'), ms }),
  z.strictObject({
    ...common,
    kind: z.literal('kill'),
    pid: z.int().min(2),
    when: z.enum(['before-record', 'after-record']),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('freeze'),
    /** Whichever of them has called. */
    pids: z.array(z.int().min(2)).min(1),
    /** So long it runs on, and may take in what it was answered before. */
    inMs: ms.default(0),
    ms,
    record: z.enum(['before', 'after']).default('before'),
  }),
]);

export type Fault = z.output<typeof faultSchema>;

/** How a call ends on the wire. */
export type Ending =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly truncated?: boolean }
  | { readonly kind: 'close' }
  | { readonly kind: 'hang' };

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly (Fault & { readonly seen: number; readonly hit: number })[];
  /** The fault that strikes a call, if any; counts the call for all rules it matches. */
  take(method: string, args: JsonObject): Fault | undefined;
}

export function createFaults(): Faults {
  let rules: { readonly fault: Fault; seen: number; hit: number }[] = [];
  return {
    add: (fault) => rules.push({ fault, seen: 0, hit: 0 }),
    clear: () => {
      rules = [];
    },
    list: () => rules.map(({ fault, seen, hit }) => ({ ...fault, seen, hit })),
    take(method, args) {
      let taken: Fault | undefined;
      for (const rule of rules) {
        if (!fits(rule.fault.match, method, args)) continue;
        rule.seen += 1;
        if (taken !== undefined || rule.seen <= rule.fault.after) continue;
        if (rule.hit >= (rule.fault.count ?? Infinity)) continue;
        rule.hit += 1;
        taken = rule.fault;
      }
      return taken;
    },
  };
}

function fits(match: Fault['match'], method: string, args: JsonObject): boolean {
  return (
    (match.method === undefined || new RegExp(match.method).test(method)) &&
    (match.channel === undefined || match.channel === textIn(args.channel)) &&
    (match.args === undefined || JSON.stringify(args).includes(match.args))
  );
}

export type Stage = {
  /** Does what was asked for and returns the good answer. */
  readonly record: () => Reply;
  /** SIGKILL, at this instant. */
  readonly kill: (pid: number) => void;
  /** SIGSTOP for whichever of them has called. */
  readonly freeze: (pids: readonly number[]) => Frozen;
  /** Whether the caller has closed its connection, or died. */
  readonly isGone: () => boolean;
  readonly revoke: () => void;
  /** The whole platform refuses for so long. */
  readonly goDown: (forMs: number) => void;
  /** Resolves when another call has been answered. */
  readonly nextAnswer: () => Promise<void>;
  /** Ends all waiting when the server stops. */
  readonly signal: AbortSignal;
};

/** Plays a fault on one call. */
export async function play(fault: Fault, stage: Stage): Promise<Ending> {
  const { record, signal } = stage;
  const wait = (forMs: number): Promise<void> => sleep(forMs, undefined, { signal });
  switch (fault.kind) {
    case 'close-before':
      return { kind: 'close' };
    case 'record-then-close':
      record();
      return { kind: 'close' };
    case 'record-then-hang':
      record();
      return { kind: 'hang' };
    case 'hang-then-record-late':
      await wait(fault.ms);
      record();
      return { kind: 'hang' };
    case 'status':
      if (fault.record) record();
      return { kind: 'reply', reply: madeUp(fault) };
    case 'error':
      if (fault.record) record();
      return { kind: 'reply', reply: jsonReply(200, { ok: false, error: fault.error }) };
    case 'delay': {
      if (fault.record === 'after') await wait(fault.ms);
      const reply = record();
      if (fault.record === 'before') await wait(fault.ms);
      return { kind: 'reply', reply };
    }
    case 'truncate':
      return { kind: 'reply', reply: record(), truncated: true };
    case 'garbage':
      if (fault.record) record();
      return { kind: 'reply', reply: { ...jsonReply(200, {}), body: '{"ok": \u0000<oops' } };
    case 'reorder': {
      const reply = record();
      await Promise.race([stage.nextAnswer(), wait(fault.maxMs)]);
      return { kind: 'reply', reply };
    }
    case 'revoke':
      stage.revoke();
      return { kind: 'reply', reply: record() };
    case 'down':
      stage.goDown(fault.ms);
      return { kind: 'close' };
    case 'kill':
      if (fault.when === 'after-record') record();
      stage.kill(fault.pid);
      return { kind: 'close' };
    case 'freeze': {
      const reply = await freezeAWhile(fault, stage);
      return reply === undefined ? { kind: 'close' } : { kind: 'reply', reply };
    }
  }
}

function madeUp(fault: Fault & { readonly kind: 'status' }): Reply {
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

export function isRegExp(text: string): boolean {
  try {
    return new RegExp(text).source !== '';
  } catch {
    return false;
  }
}
