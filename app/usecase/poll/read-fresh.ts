import type { JobKey } from '../../domain/job/job.ts';
import { readAgain } from './read-again.ts';
import type { Store } from '../ports/store/store.ts';
import type { Vertex } from '../ports/vertex.ts';

/**
 * Reads jobs that somebody just launched, while the poll that would show them is put off. One after
 * another: they are few.
 */
export async function readFresh(
  deps: { readonly store: Store; readonly vertex: Vertex },
  fresh: readonly JobKey[],
): Promise<void> {
  for (const key of fresh) await readAgain(deps, { key });
}
