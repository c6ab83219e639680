// Mischief on order. "Record" means that the call takes full effect, as if it had been answered well.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freezeAWhile, type Frozen } from '../../http/freeze.ts';
import { calls } from '../base/calls.ts';
import type { Call } from '../base/calls.ts';
import { statusOfHttp } from '../base/errors.ts';
import type { Reply } from '../base/reply.ts';
import { jsonReply } from '../base/reply.ts';
import { isRegExp } from '../job/scenario-rules.ts';

const matchSchema = z
  .strictObject({
    call: z.union([z.enum(calls), z.array(z.enum(calls))]).optional(),
    /** Regular expression on path and query. */
    path: z.string().refine(isRegExp, 'not a regular expression').optional(),
    location: z.string().optional(),
    /** Part of the request's body. */
    body: z.string().optional(),
  })
  .default({});

const common = {
  match: matchSchema,
  /** How many requests it hits; null: all. */
  count: z.int().positive().nullable().default(1),
  /** How many matching requests pass first. */
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
    message: z.string().optional(),
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

/** How a request ends on the wire. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly truncated?: boolean }
  | { readonly kind: 'close' }
  | { readonly kind: 'hang' };

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly (Fault & { readonly seen: number; readonly hit: number })[];
  /** The fault that strikes a request, if any; counts the request for all rules it matches. */
  take(call: Call | undefined, path: string, body: string): Fault | undefined;
}

export function createFaults(): Faults {
  let rules: { readonly fault: Fault; seen: number; hit: number }[] = [];
  return {
    add: (fault) => rules.push({ fault, seen: 0, hit: 0 }),
    clear: () => {
      rules = [];
    },
    list: () => rules.map(({ fault, seen, hit }) => ({ ...fault, seen, hit })),
    take(call, path, body) {
      let taken: Fault | undefined;
      for (const rule of rules) {
        if (!fits(rule.fault.match, call, path, body)) continue;
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

function fits(match: Fault['match'], call: Call | undefined, path: string, body: string): boolean {
  const names = match.call === undefined ? undefined : [match.call].flat();
  return (
    (names === undefined || (call !== undefined && names.includes(call.name))) &&
    (match.path === undefined || new RegExp(match.path).test(path)) &&
    (match.location === undefined || match.location === call?.location) &&
    (match.body === undefined || body.includes(match.body))
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
  /** Resolves when another request has been answered. */
  readonly nextAnswer: () => Promise<void>;
  /** Ends all waiting when the server stops. */
  readonly signal: AbortSignal;
};

/** Plays a fault on one request. */
export async function play(fault: Fault, stage: Stage): Promise<Outcome> {
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
      return { kind: 'reply', reply: { ...jsonReply(200, null), body: '{"name": \u0000<oops' } };
    case 'reorder': {
      const reply = record();
      await Promise.race([stage.nextAnswer(), wait(fault.maxMs)]);
      return { kind: 'reply', reply };
    }
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
  const {
    status,
    body,
    retryAfterSeconds,
    message = 'The service is currently unavailable.',
  } = fault;
  const retry = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  const html = `<!DOCTYPE html>\n<html lang=en>\n  <title>Error ${status} (Server Error)!!1</title>\n  <p><b>${status}.</b> <ins>That's an error.</ins>\n`;
  const reply =
    body === 'json'
      ? jsonReply(status, { error: { code: status, message, status: statusOfHttp(status) } })
      : {
          status,
          headers: { 'content-type': 'text/html; charset=UTF-8' },
          body: body === 'html' ? html : '',
        };
  return { ...reply, headers: { ...reply.headers, ...retry } };
}
