import { checkSpecShape } from '../../../app/domain/spec/check-spec.ts';
import { camelCaseFields } from '../../../app/domain/spec/custom-job-spec.ts';
import { treeProblem } from '../../../app/domain/spec/tree.ts';
import { schedulingProblems } from '../../../app/domain/spec/spec-rules.ts';

export const container = { imageUri: 'us-docker.pkg.dev/p/r/train:v1' };
export const machine = { machineType: 'n1-standard-4' };
export const pool = { machineSpec: machine, replicaCount: 1, containerSpec: container };
export const spec = (more: object = {}, first: object = {}) => ({
  workerPoolSpecs: [{ ...pool, ...first }],
  ...more,
});

/** Everything that is checked of a spec from the file of a template to its launch, whatever it is written in. */
export function checkWholeSpec(tree: unknown): ReturnType<typeof checkSpecShape> {
  const unsafe = treeProblem(tree);
  if (unsafe !== undefined) return { ok: false, problems: [unsafe] };
  const renamed = camelCaseFields(tree);
  if (!renamed.ok) return renamed;
  const shaped = checkSpecShape(renamed.value);
  if (!shaped.ok) return shaped;
  const problems = schedulingProblems(shaped.spec);
  return problems.length > 0 ? { ok: false, problems } : shaped;
}

/** What is wrong with a spec, as its author reads it. */
export function problemsOf(tree: unknown): readonly string[] {
  const checked = checkWholeSpec(tree);
  return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path} ${message}`);
}
