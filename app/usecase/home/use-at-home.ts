// The use of GPUs on Home. A page never waits for Cloud Monitoring: it shows what is known by now.

import type { Result } from '../../domain/error/failure.ts';
import type { BurningJob, HomePage } from '../../domain/home/home.ts';
import { useOf, type ProjectUse } from '../../domain/use/gpu-use.ts';
import { showUse } from '../../domain/use/shown-use.ts';
import { usingOf } from '../job/read-use.ts';
import type { GpuUse } from '../ports/gpu-use.ts';

/**
 * A project's use as far as it is known without waiting; undefined while it is being read. Whoever
 * asks has it read, once a minute at most.
 */
export type UseNow = (project: string, now: number) => Promise<Result<ProjectUse> | undefined>;

/** Until a newer reading has come, the last one is shown for so long. */
const goodForMs = 120_000;

/** Remembers each project's last reading. */
export function createUseNow(gpuUse: GpuUse): UseNow {
  const last = new Map<
    string,
    { readonly askedAt: number; readonly reading: Result<ProjectUse> }
  >();
  return async (project, now) => {
    const reading = gpuUse.recent(project);
    void reading.then((result) => last.set(project, { askedAt: now, reading: result }));
    // One that is there already comes first.
    const ready = await Promise.race([reading, Promise.resolve(undefined)]);
    if (ready !== undefined) return ready;
    const before = last.get(project);
    return before !== undefined && now - before.askedAt < goodForMs ? before.reading : undefined;
  };
}

/** The page with the use of GPUs as of now, as far as it is known. */
export async function withUse(useNow: UseNow, page: HomePage, now: number): Promise<HomePage> {
  if (page.kind === 'closed') return page;
  const dearest = await Promise.all(page.burning.dearest.map((one) => usingJob(useNow, one, now)));
  return { ...page, burning: { ...page.burning, dearest } };
}

async function usingJob(useNow: UseNow, { card }: BurningJob, now: number): Promise<BurningJob> {
  const using = usingOf(card, now);
  if (using === undefined) return { card };
  const reading = await useNow(using.run.project, now);
  if (reading === undefined) return { card, use: { kind: 'being-read' } };
  return { card, use: showUse(useOf(reading, using.jobId), using.run, now) };
}

/** Whether there is a use to show, and none is still being read. */
export function isUseRead(page: HomePage): boolean {
  const uses = page.kind === 'closed' ? [] : page.burning.dearest.flatMap(({ use }) => use ?? []);
  return uses.length > 0 && uses.every(({ kind }) => kind !== 'being-read');
}
