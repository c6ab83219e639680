import { checkSpecShape } from '../../../app/domain/spec/check-spec.ts';
import { camelCaseFields } from '../../../app/domain/spec/custom-job-spec.ts';
import { treeProblem } from '../../../app/domain/spec/tree.ts';
import { schedulingProblems } from '../../../app/domain/spec/spec-rules.ts';

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
