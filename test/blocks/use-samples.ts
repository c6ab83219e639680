// What may be shown of the use of GPUs.

import type { UseCheck } from '../../app/domain/doctor/checkup.ts';
import type { GpuPoint } from '../../app/domain/use/gpu-use.ts';
import type { ShownUse, UseProblem } from '../../app/domain/use/shown-use.ts';
import { summarizeUse } from '../../app/domain/use/use-summary.ts';

const minuteMs = 60_000;

/** A point a minute before `untilMs`, in a wave about `share`. */
export function wave(share: number, minutes: number, untilMs: number): readonly GpuPoint[] {
  return Array.from({ length: minutes }, (_, minute) => ({
    at: untilMs - (minutes - 1 - minute) * minuteMs,
    share: Math.max(0, share + 0.08 * Math.sin(minute / 9)),
  }));
}

type Replicas = Readonly<Record<string, readonly GpuPoint[]>>;

/** The use of some replicas in `minutes` before `now`. Labels may tell several series apart. */
export function shownUseOf(
  replicas: Replicas,
  now: number,
  minutes: number,
  more: {
    readonly isOver?: boolean;
    readonly isOfSeveral?: boolean;
    readonly labels?: Readonly<Record<string, string>>;
  } = {},
): ShownUse {
  const { isOver = false, isOfSeveral = false, labels = {} } = more;
  const series = Object.entries(replicas)
    .filter(([, points]) => points.length > 0)
    .map(([replica, points]) => ({ replica, points, labels }));
  const span = { fromMs: now - minutes * minuteMs, untilMs: now };
  const use = { series, readAt: now, asOf: undefined };
  const width = Math.min(24, Math.floor(minutes / 2));
  return {
    kind: 'known',
    summary: summarizeUse(use, Object.keys(replicas), span, width),
    isOfSeveral,
    isOver,
  };
}

/** Each reason why it isn't known. */
export function useProblemsOf(foreign: string): readonly UseProblem[] {
  return [
    { kind: 'use-forbidden', project: foreign },
    { kind: 'monitoring-not-enabled', project: foreign },
    { kind: 'use-not-read', why: foreign },
    { kind: 'use-unreadable' },
    { kind: 'no-use-points', isOver: false },
    { kind: 'no-use-points', isOver: true },
  ];
}

/** Shown, with foreign text wherever it may stand. */
export function usesOf(foreign: string, now: number): readonly ShownUse[] {
  const many: Record<string, readonly GpuPoint[]> = {};
  for (let one = 0; one < 9; one++) many[`${foreign}${one}`] = wave(one / 9, 200, now);
  const labels = { [foreign]: foreign };
  return [
    shownUseOf({ [foreign]: wave(0.8, 90, now) }, now, 120, { isOfSeveral: true, labels }),
    shownUseOf({ a: wave(0.004, 3, now), b: [] }, now, 40, { isOver: true }),
    shownUseOf(many, now, 360),
    ...useProblemsOf(foreign).map((why): ShownUse => ({ kind: 'not-known', why })),
  ];
}

/** What the doctor may find of it. */
export function useChecksOf(foreign: string): readonly UseCheck[] {
  return [
    { project: foreign },
    ...useProblemsOf(foreign).map((problem) => ({ project: foreign, problem })),
  ];
}
