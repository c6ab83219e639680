// What Google accepts in a spec but advises against: shown as notes before a launch.

import { type CustomJobSpec } from './custom-job-spec.ts';
import { checkSpecShape } from './check-spec.ts';
import { nameAll, sayProblem, under } from '../text/problem.ts';
import type { Problem } from '../text/problem.ts';
import { isSkipped } from './spec-rules.ts';
import { utf8Bytes } from '../text/length.ts';

/** The notes on a job spec, in whole sentences; none for anything that isn't a spec. */
export function specNotes(jobSpec: unknown): readonly string[] {
  const checked = checkSpecShape(jobSpec, ({ isNewer }) => isNewer !== true);
  if (!checked.ok) return [];
  const { spec } = checked;
  const notes = [...waitNotes(spec), ...flexStartNotes(spec), ...argumentNotes(spec)];
  return under('jobSpec', notes).map((note) => sayProblem(note, 'The job'));
}

/** Public tutorials combine it with SPOT, and Vertex AI accepts it. */
function waitNotes({ scheduling }: CustomJobSpec): readonly Problem[] {
  if (scheduling?.maxWaitDuration === undefined || scheduling.strategy === 'FLEX_START') return [];
  const message = 'is documented for `strategy: FLEX_START` only, and may have no effect here';
  return [{ path: 'scheduling.maxWaitDuration', message }];
}

/**
 * GPUs available with FLEX_START (Dynamic Workload Scheduler), and the machine families that
 * include them.
 */
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
  // A checked spec has its fields in the schema's order, so equal machines have equal JSON.
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

/** Linux's limit for one argument, in bytes with its terminator (MAX_ARG_STRLEN). */
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
