import type { Launch } from './launch.ts';
import type { PolicyGuards } from '../guard/policy-guards.ts';
import { strictest, type Guard } from '../guard/guard.ts';
import { typedGuard } from '../guard/written-guard.ts';

/**
 * The rules that count for a job: its template’s, its launcher’s and the policy’s as it is now. Made
 * elsewhere, it has the policy’s for such jobs alone. What Vertex AI ends by itself is warned of, too.
 */
export function guardInForce(
  { guard = [], maxTimeMs, origin }: Partial<Pick<Launch, 'guard' | 'maxTimeMs' | 'origin'>>,
  policy: PolicyGuards | undefined,
): Guard {
  const general = origin === 'watched' ? policy?.external : policy?.own;
  return strictest([...guard, ...typedGuard({ maxTimeMs }), ...(general ?? [])]);
}
