// What a template falls back on when Vertex AI has no capacity: an ordered list, tried one after the
// other, and nothing but what is listed.

import { z } from 'zod';
import { hasBuiltInAccelerators } from '../cost/machine.ts';
import { formatTarget, parseTarget, type Target } from '../job/job.ts';
import { camelCaseFields } from '../spec/custom-job-spec.ts';
import { isMapping } from '../spec/tree.ts';
import { text } from '../text/written.ts';

/** One thing to try; what it doesn’t name is as in the template. */
export type Fallback = {
  readonly target?: Target | undefined;
  /** Replaces that of the pools with accelerators, or of all if none has any. In camelCase. */
  readonly machineSpec?: Readonly<Record<string, unknown>> | undefined;
  /** `scheduling.strategy`. */
  readonly strategy?: string | undefined;
};

const target = text.transform((written, context): Target => {
  const parsed = parseTarget(written);
  if (parsed !== undefined) return parsed;
  context.addIssue({
    code: 'custom',
    message: 'must be project/location, such as ml-prod/us-central1',
  });
  return z.NEVER;
});

const machineSpec = z
  .custom<object>(isMapping, 'must be a mapping, such as { machineType: g2-standard-8 }')
  .transform((written, context): Readonly<Record<string, unknown>> => {
    const read = camelCaseFields({ machineSpec: written }, 'workerPoolSpecs');
    const spec = read.ok && isMapping(read.value) ? read.value['machineSpec'] : undefined;
    if (isMapping(spec)) return spec;
    const [problem] = read.ok ? [] : read.problems;
    context.addIssue({ code: 'custom', message: problem?.message ?? 'must be a machineSpec' });
    return z.NEVER;
  });

const mostFallbacks = 5;
const keys = 'target, machineSpec or strategy';

/** What a template writes under `fallback`. */
export const writtenFallback = z
  .array(
    z
      .strictObject(
        {
          target: target.optional(),
          machineSpec: machineSpec.optional(),
          strategy: text.optional(),
        },
        `must be a mapping with ${keys}`,
      )
      .refine(
        (one) => Object.values(one).some((value) => value !== undefined),
        `must have ${keys}`,
      ),
    'must be a list of things to try',
  )
  .min(1, 'must not be empty')
  .max(mostFallbacks, `must be at most ${mostFallbacks} things to try`);

/** The keys of one thing to try, to guess a misspelt one. */
export const fallbackKeys: readonly string[] = ['target', 'machineSpec', 'strategy'];

/** As a file says it. */
export function writeFallback(fallback: readonly Fallback[]): readonly object[] {
  return fallback.map(({ target: place, ...rest }) => ({
    ...(place === undefined ? {} : { target: formatTarget(place) }),
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  }));
}

/** What a fallback changes of a template. */
type Changed = {
  readonly targets: readonly Target[];
  readonly jobSpec: Readonly<Record<string, unknown>>;
};

/**
 * The template as one of its fallbacks has it. `filled`: its job spec with values, which tells pools
 * with accelerators though their machine is a parameter.
 */
export function withFallback<One extends Changed>(
  template: One,
  { machineSpec: machine, strategy, target: place }: Fallback,
  filled: Changed['jobSpec'] = template.jobSpec,
): One {
  const { jobSpec } = template;
  const pools = jobSpec['workerPoolSpecs'];
  const scheduling = jobSpec['scheduling'];
  return {
    ...template,
    targets: place === undefined ? template.targets : [place],
    jobSpec: {
      ...jobSpec,
      ...(machine === undefined || !Array.isArray(pools)
        ? {}
        : { workerPoolSpecs: withMachine(pools, machine, filled['workerPoolSpecs']) }),
      ...(strategy === undefined
        ? {}
        : { scheduling: { ...(isMapping(scheduling) ? scheduling : {}), strategy } }),
    },
  };
}

function withMachine(
  pools: readonly unknown[],
  machineSpec: Readonly<Record<string, unknown>>,
  filled: unknown,
): readonly unknown[] {
  const accelerated = (Array.isArray(filled) ? filled : pools).map(hasAccelerators);
  const hasSome = accelerated.includes(true);
  return pools.map((pool, at) =>
    isMapping(pool) && Object.keys(pool).length > 0 && (!hasSome || accelerated[at] === true)
      ? { ...pool, machineSpec }
      : pool,
  );
}

/** Attached to its machine, or part of it. */
function hasAccelerators(pool: unknown): boolean {
  const machine = isMapping(pool) ? pool['machineSpec'] : undefined;
  if (!isMapping(machine)) return false;
  const { acceleratorType, machineType } = machine;
  if (acceleratorType !== undefined) return true;
  return typeof machineType === 'string' && hasBuiltInAccelerators(machineType);
}
