// What Google advises about a spec, and does not refuse: said before a launch, as a note.

import { type CustomJobSpec } from './custom-job-spec.ts';
import { checkSpecShape } from './check-spec.ts';
import { nameAll, sayProblem, under } from '../text/problem.ts';
import type { Problem } from '../text/problem.ts';
import { isSkipped } from './spec-rules.ts';
import { utf8Bytes } from '../text/length.ts';

/** The notes on a job spec in whole sentences; none on what is no spec. */
export function specNotes(jobSpec: unknown): readonly string[] {
  const checked = checkSpecShape(jobSpec, ({ isNewer }) => isNewer !== true);
  if (!checked.ok) return [];
  const { spec } = checked;
  const notes = [...waitNotes(spec), ...flexStartNotes(spec), ...argumentNotes(spec)];
  return under('jobSpec', notes).map((note) => sayProblem(note, 'The job'));
}

/** Public tutorials send it with SPOT, and Vertex takes it. */
function waitNotes({ scheduling }: CustomJobSpec): readonly Problem[] {
  if (scheduling?.maxWaitDuration === undefined || scheduling.strategy === 'FLEX_START') return [];
  const message = 'is documented for `strategy: FLEX_START` only, and may have no effect here';
  return [{ path: 'scheduling.maxWaitDuration', message }];
}

/** GPUs that FLEX_START (Dynamic Workload Scheduler) serves, and the machine families that have them built in. */
const flexStartGpus: readonly string[] = [
  'NVIDIA_L4',
  'NVIDIA_TESLA_A100',
  'NVIDIA_A100_80GB',
  'NVIDIA_H100_80GB',
  'NVIDIA_H100_MEGA_80GB',
  'NVIDIA_H200_141GB',
  'NVIDIA_B200',
];
const flexStartMachines = /^(?:g2|a2|a3|a4)-/;

/** https://cloud.google.com/vertex-ai/docs/training/schedule-jobs-dws */
function flexStartNotes(spec: CustomJobSpec): readonly Problem[] {
  if (spec.scheduling?.strategy !== 'FLEX_START') return [];
  const notes: Problem[] = [];
  const pools = spec.workerPoolSpecs.filter((pool) => !isSkipped(pool));
  // A checked spec has its fields in the schema's order, so equal machines read equal.
  if (new Set(pools.map((pool) => JSON.stringify(pool.machineSpec))).size > 1) {
    const message = 'should have the same `machineSpec` in every pool with FLEX_START';
    notes.push({ path: 'workerPoolSpecs', message });
  }
  const [machine] = pools.map((pool) => pool.machineSpec);
  const type = machine?.acceleratorType;
  const fits =
    type === undefined || type === 'ACCELERATOR_TYPE_UNSPECIFIED'
      ? flexStartMachines.test(machine?.machineType ?? '')
      : flexStartGpus.includes(type);
  if (!fits && machine?.machineType !== undefined) {
    const message = `should have ${nameAll(flexStartGpus, 'or')} with FLEX_START, which is documented for these alone`;
    notes.push({ path: 'workerPoolSpecs[0].machineSpec', message });
  }
  return notes;
}

/** Linux passes no longer argument to a program, in bytes with its end (MAX_ARG_STRLEN). */
const longestArgument = 131_072;

function argumentNotes(spec: CustomJobSpec): readonly Problem[] {
  return spec.workerPoolSpecs.flatMap((pool, index) =>
    (['command', 'args'] as const).flatMap((field) => {
      const words = [...(pool.containerSpec?.[field] ?? [])];
      if (field === 'args') words.push(...(pool.pythonPackageSpec?.args ?? []));
      return words.some((word) => utf8Bytes(word) >= longestArgument)
        ? [
            {
              path: `workerPoolSpecs[${index}]`,
              message: `has an entry of \`${field}\` of more than 128 kB, which Linux passes to no program: put it into a file`,
            },
          ]
        : [];
    }),
  );
}
