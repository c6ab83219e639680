// Fault rules: which calls fail, how, and how often. A recorded call takes full effect, as if it had been answered well.

import { z } from 'zod';

const ms = z.number().nonnegative();
const when = z.enum(['before', 'after']).default('before');

/** The fields of every rule. `match` says which calls it matches, in the server's own terms. */
export function ruleFields<Match extends z.ZodType>(match: Match) {
  return {
    match,
    /** How many calls the rule strikes; null: all. */
    count: z.int().positive().nullable().default(1),
    /** How many matching calls pass first. */
    after: z.int().nonnegative().default(0),
  };
}

/** An answer with a given HTTP status. Each server words the body in its own way. */
export const statusFields = {
  kind: z.literal('status'),
  status: z.int().min(200).max(599),
  body: z.enum(['json', 'html', 'empty']).default('json'),
  record: z.boolean().default(false),
  retryAfterSeconds: z.number().optional(),
};

/** An answer that is not JSON. */
export const garbageFields = { kind: z.literal('garbage'), record: z.boolean().default(true) };

/** The kinds of fault that are the same on every server; `applyFault` applies them. */
export function commonFaults<Match extends z.ZodType>(match: Match) {
  const rule = ruleFields(match);
  return [
    z.strictObject({ ...rule, kind: z.literal('close-before') }),
    z.strictObject({ ...rule, kind: z.literal('record-then-close') }),
    z.strictObject({ ...rule, kind: z.literal('record-then-hang') }),
    z.strictObject({ ...rule, kind: z.literal('hang-then-record-late'), ms }),
    z.strictObject({ ...rule, kind: z.literal('delay'), ms, record: when }),
    z.strictObject({ ...rule, kind: z.literal('truncate') }),
    z.strictObject({ ...rule, kind: z.literal('reorder'), maxMs: ms.default(10_000) }),
    z.strictObject({
      ...rule,
      kind: z.literal('kill'),
      pid: z.int().min(2),
      when: z.enum(['before-record', 'after-record']),
    }),
    z.strictObject({
      ...rule,
      kind: z.literal('freeze'),
      /** The candidates. The one that made the call is frozen. */
      pids: z.array(z.int().min(2)).min(1),
      /** How long the process runs on first, still reading earlier answers. */
      inMs: ms.default(0),
      ms,
      record: when,
    }),
  ] as const;
}

/** A fault of a kind that every server has. */
export type CommonFault = z.output<ReturnType<typeof commonFaults<z.ZodUnknown>>[number]>;

/** The rules in force at one server. */
export interface Faults<Fault, Call> {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly (Fault & { readonly seen: number; readonly hit: number })[];
  /** The fault that strikes a call, if any. Counts the call for every rule it matches. */
  take(call: Call): Fault | undefined;
}

/** An empty list of rules; `matches` says whether a rule's `match` holds for a call. */
export function createFaults<
  Fault extends { readonly match: unknown; readonly count: number | null; readonly after: number },
  Call,
>(matches: (match: Fault['match'], call: Call) => boolean): Faults<Fault, Call> {
  let rules: { readonly fault: Fault; seen: number; hit: number }[] = [];
  return {
    add: (fault) => rules.push({ fault, seen: 0, hit: 0 }),
    clear: () => {
      rules = [];
    },
    list: () => rules.map(({ fault, seen, hit }) => ({ ...fault, seen, hit })),
    take(call) {
      let taken: Fault | undefined;
      for (const rule of rules) {
        if (!matches(rule.fault.match, call)) continue;
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
