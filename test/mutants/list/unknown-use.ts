// Use of GPUs that isn't known is never taken for idleness: a job may be cancelled for it.

import type { Mutant } from '../mutant.ts';

const anyPoints = {
  file: 'test/domain/use/idle.test.ts',
  name: 'idle is said exactly when',
} as const;

export const unknownUse: readonly Mutant[] = [
  {
    name: 'idle-despite-gap',
    why: 'a job counts as idle for a time in which nothing was measured',
    file: 'app/domain/use/idle-series.ts',
    find: 'if (sinceMs - at > largestGapMs) return sinceMs;',
    replace: '',
    test: anyPoints,
  },
  {
    name: 'idle-despite-lag',
    why: 'a job counts as idle by points that are long out of date',
    file: 'app/domain/use/idle-series.ts',
    find: "if (isLate) return unknown('late');",
    replace: '',
    test: anyPoints,
  },
  {
    name: 'idle-too-early',
    why: 'a job counts as idle before it has run long enough',
    file: 'app/domain/use/idle-series.ts',
    find: "if (newest - runningSince < forMs) return unknown('too-early');",
    replace: '',
    test: anyPoints,
  },
  {
    name: 'idle-by-silence',
    why: 'a job counts as idle although a replica has no points',
    file: 'app/domain/use/idle.ts',
    find: 'const series = seriesOf(use, job.gpuReplicas);',
    replace: 'const series = use.series;',
    test: {
      file: 'test/domain/use/idle.test.ts',
      name: 'one without points leaves all not known',
    },
  },
  {
    name: 'gap-drawn-as-idle',
    why: 'a chart shows idle GPUs where nothing was measured',
    file: 'app/domain/use/use-summary.ts',
    find: "export const gapSign = '·';",
    replace: "export const gapSign = '▁';",
    test: { file: 'test/domain/use/use-summary.test.ts', name: 'a gap is no low block' },
  },
  {
    name: 'part-of-use-read',
    why: 'the use of a replica that works is missing, and the job counts as idle',
    file: 'app/vertex/monitoring.ts',
    find: 'if (page.isPartial) return failed(partial);',
    replace: '',
    test: { file: 'test/vertex/gpu-use.test.ts', name: 'a partial answer' },
  },
  {
    name: 'odd-point-dropped',
    why: 'a point that can’t be read is left out, and the job counts as idle',
    file: 'app/vertex/monitoring-wire.ts',
    find: 'if (one.points === undefined) unreadable.add(one.jobId);',
    replace: '',
    test: { file: 'test/vertex/gpu-use.test.ts', name: 'makes its job not known' },
  },
  {
    name: 'status-waits-for-use',
    why: 'a status comes late, or never, while Cloud Monitoring hangs',
    file: 'app/usecase/job/read-use.ts',
    find: 'return orAfterPatience(pause, gpuUse.recent(project), () =>',
    replace:
      'return orAfterPatience(() => new Promise(() => undefined), gpuUse.recent(project), () =>',
    test: { file: 'test/usecase/job/show-status.test.ts', name: 'holds up no status' },
  },
  {
    name: 'top-use-of-all-replicas',
    why: 'replicas without points are taken for as busy as the others',
    file: 'blocks/job/use.ts',
    find: "known === replicas.length ? '' :",
    replace: "known > 0 ? '' :",
    test: { file: 'test/blocks/golden.test.ts', name: 'tops > read as they did' },
  },
  {
    name: 'home-waits-for-use',
    why: 'Home comes late, or never, while Cloud Monitoring hangs',
    file: 'app/usecase/home/use-at-home.ts',
    find: 'const ready = await Promise.race([reading, Promise.resolve(undefined)]);',
    replace: 'const ready = await Promise.race([reading]);',
    test: { file: 'test/usecase/home/home-use.test.ts', name: 'that is slow holds up no page' },
  },
  {
    name: 'home-keeps-reading-use',
    why: 'a Home that nobody opened again keeps Cloud Monitoring read all the time',
    file: 'app/usecase/home/publish-home.ts',
    find: 'if (isSame && !isOpenedSince) return release(deps, home, lease, lookMs);',
    replace: '',
    test: { file: 'test/usecase/home/home-use.test.ts', name: 'Cloud Monitoring is let be' },
  },
  {
    name: 'home-use-not-known-as-none',
    why: 'Home shows GPUs as idle whose use isn’t known',
    file: 'blocks/home/home-burning.ts',
    find: "return 'not known';",
    replace: "return '0%';",
    test: { file: 'test/blocks/home/home.test.ts', name: 'never 0 % if it isn’t known' },
  },
  {
    name: 'run-use-of-a-part',
    why: 'the use over a run is told although a part of it isn’t known',
    file: 'app/domain/use/run-use.ts',
    find: 'if (stretches.some(({ ms }) => ms > largestGapMs)) return undefined;',
    replace: '',
    test: { file: 'test/domain/use/run-use.test.ts', name: 'is not known with a gap' },
  },
  {
    name: 'run-use-by-two',
    why: 'the use over a run is told by one who was too slow, and twice',
    file: 'app/usecase/use/tell-run-use.ts',
    find: 'if (!isOurs || use === undefined) return;',
    replace: 'if (use === undefined) return;',
    test: { file: 'test/usecase/use/tell-run-use.test.ts', name: 'of two readers only one tells' },
  },
];
