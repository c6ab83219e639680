// A guard as a template and a policy file write it.

import { z } from 'zod';
import { usdOf } from '../cost/money.ts';
import { writeAmount, writtenAmount } from '../cost/written-amount.ts';
import { writeDuration } from '../text/duration.ts';
import { duration } from '../text/written.ts';
import type { Guard, GuardRule, Measure } from './guard.ts';

const dayMs = 86_400_000;
/** Vertex AI ends a job after 7 days by itself, unless its `scheduling.timeout` says otherwise. */
const longest = duration.refine((ms) => ms <= 90 * dayMs, 'must be at most 90d');

/** `80%`, as a share of 1. */
const percent = z.unknown().transform((written, context): number => {
  const [, digits] = /^(\d{1,3}(?:\.\d{1,2})?)%$/.exec(String(written).trim()) ?? [];
  const part = Number(digits) / 100;
  if (part > 0 && part <= 1) return part;
  context.addIssue({ code: 'custom', message: 'must be a share above 0%, such as 80%' });
  return z.NEVER;
});

/** The use of the last six hours is read, and points come minutes late. */
const longestIdleMs = 5 * 3_600_000;
const shortestIdleMs = 5 * 60_000;

const idleGpu = z
  .strictObject(
    {
      below: percent,
      for: longest
        .refine((ms) => ms >= shortestIdleMs, 'must be at least 5m: points come once a minute')
        .refine((ms) => ms <= longestIdleMs, 'must be at most 5h: no more is read'),
      share: z
        .number('must be a number above 0, at most 1')
        .gt(0, 'must be above 0')
        .max(1, 'must be at most 1')
        .default(1),
      from: z.enum(['start', 'any'], 'must be start or any').default('any'),
    },
    'must be a mapping with below and for',
  )
  .transform((one): Measure => ({
    kind: 'idle',
    below: one.below,
    forMs: one.for,
    share: one.share,
    from: one.from,
  }));

const defaultGraceMs = 30 * 60_000;
const defaultWarnAt = 0.8;

const shape = {
  maxDuration: longest.optional(),
  maxCost: writtenAmount.optional(),
  maxWaiting: longest.optional(),
  silent: longest.optional(),
  idleGpu: idleGpu.optional(),
  warnAt: percent.default(defaultWarnAt),
  onExceed: z.enum(['tell', 'cancel'], 'must be tell or cancel').default('tell'),
  grace: duration.refine((ms) => ms <= 7 * dayMs, 'must be at most 7d').default(defaultGraceMs),
};

/** The keys of a guard, to guess a misspelt one. */
export const guardKeys: readonly string[] = Object.keys(shape);

const limitKeys = 'maxDuration, maxCost, maxWaiting, silent or idleGpu';

/** What a file writes under `guard`. `source` is who writes it. */
export const writtenGuard = (source: GuardRule['source']) =>
  z
    .strictObject(shape, `must be a mapping with ${limitKeys}`)
    .refine(
      (one) =>
        [one.maxDuration, one.maxCost, one.maxWaiting, one.silent, one.idleGpu].some(
          (limit) => limit !== undefined,
        ),
      `must have a limit: ${limitKeys}`,
    )
    .refine(
      ({ onExceed, silent, ...one }) =>
        onExceed === 'tell' ||
        silent === undefined ||
        [one.maxDuration, one.maxCost, one.maxWaiting, one.idleGpu].some(
          (limit) => limit !== undefined,
        ),
      'can’t cancel for silence alone, which only tells: add another limit, or leave out onExceed',
    )
    .transform(({ warnAt, onExceed: act, grace: graceMs, ...limits }): Guard => {
      const how = { warnAt, act, graceMs, source };
      const { maxDuration, maxCost, maxWaiting, silent, idleGpu: idle } = limits;
      return [
        ...(maxDuration === undefined
          ? []
          : [{ kind: 'duration', ms: maxDuration, ...how } as const]),
        ...(maxCost === undefined ? [] : [{ kind: 'cost', amount: maxCost, ...how } as const]),
        ...(maxWaiting === undefined ? [] : [{ kind: 'waiting', ms: maxWaiting, ...how } as const]),
        // Some jobs log nothing for long, so silence alone never cancels.
        ...(silent === undefined
          ? []
          : [{ kind: 'silent', ms: silent, ...how, act: 'tell' } as const]),
        ...(idle === undefined ? [] : [{ ...idle, ...how }]),
      ];
    });

/** Rules that were written together, as a file says them. */
export function writeGuard(guard: Guard): Readonly<Record<string, unknown>> {
  const limits = guard.map(writeLimit);
  const [first] = guard.filter(({ kind }) => kind !== 'silent');
  if (first === undefined) return Object.fromEntries(limits);
  return {
    ...Object.fromEntries(limits),
    warnAt: writePercent(first.warnAt),
    onExceed: first.act,
    grace: writeDuration(first.graceMs),
  };
}

function writeLimit(rule: GuardRule): readonly [string, unknown] {
  switch (rule.kind) {
    case 'duration':
      return ['maxDuration', writeDuration(rule.ms)];
    case 'cost':
      return ['maxCost', writeAmount(rule.amount)];
    case 'waiting':
      return ['maxWaiting', writeDuration(rule.ms)];
    case 'silent':
      return ['silent', writeDuration(rule.ms)];
    case 'idle': {
      const { below, forMs, share, from } = rule;
      return ['idleGpu', { below: writePercent(below), for: writeDuration(forMs), share, from }];
    }
  }
}

const writePercent = (part: number): string => `${Number((part * 100).toFixed(2))}%`;

/** The limits that somebody types for one launch. They tell; only files cancel. */
export function typedGuard({
  maxTimeMs,
  maxCostUsd,
}: {
  readonly maxTimeMs?: number | undefined;
  readonly maxCostUsd?: number | undefined;
}): Guard {
  const how = {
    warnAt: defaultWarnAt,
    act: 'tell',
    graceMs: defaultGraceMs,
    source: 'launch',
  } as const;
  return [
    ...(maxTimeMs === undefined
      ? []
      : [{ kind: 'duration', ms: maxTimeMs, ...how, hard: true } as const]),
    ...(maxCostUsd === undefined
      ? []
      : [{ kind: 'cost', amount: usdOf(maxCostUsd), ...how } as const]),
  ];
}

/** What the launcher typed as the most it may cost (US dollars); undefined: nothing. */
export function typedCostUsd(guard: Guard = []): number | undefined {
  const typed = guard.find(({ kind, source }) => kind === 'cost' && source === 'launch');
  return typed?.kind === 'cost' ? writeAmount(typed.amount) : undefined;
}
