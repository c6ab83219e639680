// A typed cancel of many: finds the jobs, stores what is shown, and asks. Nothing else changes.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import {
  me,
  mostInBulk,
  type Bulk,
  type BulkFilter,
  type BulkJob,
  type BulkSums,
} from '../../domain/bulk/bulk.ts';
import { writeBulkFilter } from '../../domain/bulk/write-filter.ts';
import type { CancelManyCommand } from '../../domain/command/parse/command.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { ownerOf, type Requester } from '../../domain/launch/launch.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { Decision } from '../permission/decide.ts';
import { refuse } from '../permission/refuse.ts';
import { respond } from '../permission/respond.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import { seenOf, viewerOf } from '../permission/see.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';
import { decideMany } from './decide-many.ts';
import { findMatching } from './find-bulk.ts';

/** The jobs that the question names; a message has room for no more. */
const mostShown = 10;

/** Asks whether to cancel all jobs that match. A repeated request asks the same again. */
export async function requestBulk(
  deps: AnswerDeps,
  request: Request,
  { filter: typed, reason }: CancelManyCommand,
): Promise<Answer | undefined> {
  const filter = filterOf(typed, request.requester);
  const subject = writeBulkFilter(filter);
  const permission = { verb: 'cancel-many', subject } as const;
  const { store, newId } = deps;
  const { key: requestKey, requester } = request;
  return respond(deps, request, permission, async () => {
    const viewer = await viewerOf(deps, requester);
    const before = await store.transaction((tx) => tx.bulks.byRequestKey(requestKey));
    if (before !== undefined) return store.transaction((tx) => questionOf(tx, viewer, before));
    const { cards, total } = await findMatching(store, viewer, requester, filter);
    const decisions = await decideMany(deps, requester, cards);
    const unasked = [...decisions.values()].find((one) => 'later' in one);
    if (unasked !== undefined && 'later' in unasked) {
      return problemAnswer({ kind: 'person-not-told', why: unasked.why });
    }
    const allowed = cards.filter(({ launch }) => isAllowed(decisions.get(launch.id)));
    if (allowed.length === 0) {
      const [refusal] = [...decisions.values()].flatMap((one) =>
        'allowed' in one && !one.allowed ? [one] : [],
      );
      if (refusal !== undefined) return refuse(deps, request, permission, refusal);
      return {
        kind: 'bulk-none',
        filter,
        unsure: !viewer.sure,
        leftOut: viewer.seesOutlines === true,
      };
    }
    return store.transaction(async (tx) => {
      const sums = sumsOf(allowed, {
        barred: cards.length - allowed.length,
        more: Math.max(0, total - mostInBulk),
        unsure: !viewer.sure,
      });
      const asked = { filter, reason, sums, askedAt: tx.now };
      // Begins with a letter, as button values require.
      const bulk: Bulk = { id: `b${newId()}`, requestKey, state: 'asked', requester, ...asked };
      const isNew = await tx.bulks.insert(bulk, allowed.map(jobOf));
      const stored = isNew ? bulk : await tx.bulks.byRequestKey(requestKey);
      return stored === undefined
        ? { kind: 'bulk-none', filter, unsure: false, leftOut: false }
        : questionOf(tx, viewer, stored);
    });
  });
}

/** `by=me` is the requester's own id; beside `mine` it says nothing new. */
function filterOf({ owner, ...filter }: BulkFilter, { userId }: Requester): BulkFilter {
  if (owner !== me) return { ...filter, owner };
  return filter.scope === 'mine' ? filter : { ...filter, owner: userId };
}

const isAllowed = (decision: Decision | undefined): boolean =>
  decision !== undefined && 'allowed' in decision && decision.allowed;

/** The question as stored, with the first of its jobs as they are now. */
async function questionOf(tx: Tx, viewer: Viewer, bulk: Bulk): Promise<Answer> {
  const jobs = await tx.bulks.jobs(bulk.id, mostShown);
  const cards = await tx.cards.byLaunches(jobs.map(({ launchId }) => launchId));
  return { kind: 'bulk-asks', bulk, cards: await seenOf(tx, viewer, cards) };
}

function jobOf({ launch }: CardView): BulkJob {
  const total = launch.estimate?.total;
  const hourly = total?.known === true ? total.hourly : undefined;
  return { launchId: launch.id, handle: launch.handle, hourly };
}

function sumsOf(
  cards: readonly CardView[],
  others: Pick<BulkSums, 'barred' | 'more' | 'unsure'>,
): BulkSums {
  const prices = cards.flatMap((card) => jobOf(card).hourly ?? []);
  const owners = new Map<string | null, number>();
  for (const { launch } of cards) {
    const owner = ownerOf(launch) ?? null;
    owners.set(owner, (owners.get(owner) ?? 0) + 1);
  }
  return {
    count: cards.length,
    hourly: prices.reduce((sum, one) => sum + one, 0n),
    unpriced: cards.length - prices.length,
    owners: [...owners].sort(([, a], [, b]) => b - a),
    ...others,
  };
}
