import { checkSpecShape } from '../../../app/domain/spec/check-spec.ts';
import { schedulingProblems } from '../../../app/domain/spec/spec-rules.ts';

/** Everything that is checked of a spec, whatever it is written in. */
export function checkWholeSpec(tree: unknown): ReturnType<typeof checkSpecShape> {
  const shaped = checkSpecShape(tree);
  if (!shaped.ok) return shaped;
  const problems = schedulingProblems(shaped.spec);
  return problems.length > 0 ? { ok: false, problems } : shaped;
}
