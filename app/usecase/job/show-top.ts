import type { AnswerOf } from '../../domain/answer/answer.ts';
import type { Target } from '../../domain/job/job.ts';
import type { TopFilter } from '../../domain/job/list-filter.ts';
import { burnByOwner, burnSum, byBurn } from '../../domain/launch/burn.ts';
import type { Request } from '../ports/interactions.ts';
import { seenOf, viewerOf, type SeeDeps } from '../permission/see.ts';
import { different, pageSize, rowOf, type Looking } from './list-jobs.ts';
import { readJobUse, type ReadUseDeps } from './read-use.ts';
import { targetHealth } from './status.ts';
import type { Store, Tx } from '../ports/store/store.ts';

type Top = AnswerOf<'top'>;

/**
 * Answers with the live jobs that burn most now, and the sum of all that the requester sees. It has
 * no pages: its order changes while somebody turns them, and `list` has the same jobs.
 */
export async function showTop(
  deps: SeeDeps & ReadUseDeps & { readonly store: Store; readonly targets: readonly Target[] },
  { requester }: Request,
  filter: TopFilter,
): Promise<Top> {
  const viewer = await viewerOf(deps, requester);
  const [top, now] = await deps.store.transaction(
    async (tx) => [await topOf(tx, deps.targets, { requester, viewer }, filter), tx.now] as const,
  );
  // Outside of the transaction: Cloud Monitoring is asked once for each project.
  const rows = await Promise.all(
    top.rows.map(async (row) => {
      const use = await readJobUse(deps, row.card, now);
      return use === undefined ? row : { ...row, use };
    }),
  );
  return { ...top, rows };
}

async function topOf(
  tx: Tx,
  watched: readonly Target[],
  looking: Looking,
  { scope, owner }: TopFilter,
): Promise<Top> {
  const { viewer, requester } = looking;
  const { burners, hidden } = await tx.cards.live({
    channel: scope === 'here' ? requester.channel : undefined,
    requesterId: scope === 'mine' ? requester.userId : owner,
    // People who see outlines miss no job.
    seenBy: viewer.seesOutlines === true ? undefined : viewer,
  });
  const ids = byBurn(burners, tx.now)
    .slice(0, pageSize)
    .map(({ launch }) => launch.id);
  const cards = await seenOf(tx, viewer, await tx.cards.byLaunches(ids));
  const threads = await tx.threads.ofLaunches(ids);
  return {
    kind: 'top',
    filter: { scope, owner },
    rows: cards.map((card) => rowOf(card, threads, looking, { scope })),
    total: burners.length,
    sum: burnSum(burners),
    owners: burnByOwner(burners),
    hidden,
    targets: await targetHealth(
      tx,
      different([...watched, ...burners.map(({ launch }) => launch.target)]),
    ),
  };
}
