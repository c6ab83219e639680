import type { Answer, ListRow, ParkedChannels } from '../../domain/command/answer.ts';
import type { CardView } from '../../domain/notification/card.ts';
import { formatTarget, type Target } from '../../domain/job/job.ts';
import { ownerOf, type Requester } from '../../domain/launch/launch.ts';
import type { ListFilter, ListTurn } from '../../domain/job/list-filter.ts';
import type { Thread } from '../../domain/notification/thread.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { answerLater, type AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';
import { seenOf, viewerOf } from '../permission/see.ts';
import { targetHealth } from './status.ts';
import type { Tx } from '../ports/store.ts';
import type { CardPage, CardQuery } from '../ports/cards.ts';

/** As many as a message holds in readable form, whatever their names: blocks have a test for it. */
export const pageSize = 20;

/** Answers with the jobs that match: the newest, or the page next to the one whose button was pressed. */
export function listJobs(
  deps: AnswerDeps & { readonly targets: readonly Target[] },
  request: Request,
  filter: ListFilter,
  turn?: ListTurn,
): void {
  answerLater(deps, request, { act: 'view', subject: 'list' }, async () => {
    const { requester } = request;
    const viewer = await viewerOf(deps, requester);
    return deps.store.transaction((tx) =>
      showPage(tx, deps.targets, { requester, viewer }, filter, turn),
    );
  });
}

type Looking = { readonly requester: Requester; readonly viewer: Viewer };

/** Jobs, and how fresh that knowledge is for each target, so that a list is never silently shorter. */
async function showPage(
  tx: Tx,
  watched: readonly Target[],
  looking: Looking,
  filter: ListFilter,
  turn: ListTurn | undefined,
): Promise<Answer> {
  const { viewer, requester } = looking;
  // What a job was made from, and its labels, are no part of an outline: nobody is told which of those match.
  const tells = filter.template === undefined && filter.label === undefined;
  // Those who see outlines miss no job.
  const seenBy = viewer.seesOutlines === true && tells ? undefined : viewer;
  const query = { ...queryOf(filter, requester, tx.now), seenBy };
  const { cards, total, newer, hidden } = await readPage(tx, query, turn);
  const seen = await seenOf(tx, viewer, cards);
  const threads = await tx.threads.ofLaunches(cards.map(({ launch }) => launch.id));
  const rows = seen.map((card) => rowOf(card, threads, looking, filter));
  const targets = [...watched, ...cards.map(({ launch }) => launch.target)];
  return {
    kind: 'list',
    filter,
    rows,
    total,
    newer,
    hidden: tells || filter.scope !== 'all' ? hidden : 'untold',
    targets: await targetHealth(tx, different(targets)),
    parked: parkedChannels(threads, looking),
    turned: turn !== undefined,
  };
}

/** A job with the card of it that the requester can open: a watch may have brought it here, or to where they are, from another channel. */
function rowOf(
  card: CardView,
  threads: readonly Thread[],
  { requester, viewer }: Looking,
  { scope }: ListFilter,
): ListRow {
  if (card.outlined === true) return { card };
  const { id, requester: launcher } = card.launch;
  const open = threads.filter(
    (one) => one.launchId === id && viewer.channels.includes(one.channel),
  );
  const wanted = scope === 'here' ? requester.channel : launcher.channel;
  const isOwn = ownerOf(card.launch) === viewer.userId;
  const other = viewer.channels.includes(wanted) || isOwn ? undefined : open[0];
  const channel = other?.channel ?? wanted;
  const shown = threads.find((one) => one.launchId === id && one.channel === channel);
  return { card, rootTs: shown?.rootTs, channel };
}

/** The page asked for. Where there is none any more, or not a whole one to the newer side, the newest there are. */
async function readPage(tx: Tx, query: CardQuery, turn: ListTurn | undefined): Promise<CardPage> {
  if (turn !== undefined) {
    const page = await tx.cards.list({ ...query, turn });
    const enough = turn.to === 'older' ? page.cards.length > 0 : page.newer > 0;
    if (enough) return page;
  }
  return tx.cards.list(query);
}

function queryOf(
  { scope, states, sinceMs, owner, template, label }: ListFilter,
  requester: Requester,
  now: number,
): CardQuery {
  return {
    channel: scope === 'here' ? requester.channel : undefined,
    requesterId: scope === 'mine' ? requester.userId : owner,
    template,
    label,
    // A time alone asks what happened in it, not what is still alive of it.
    state: states ?? (sinceMs === undefined ? undefined : 'any'),
    since: sinceMs === undefined ? undefined : now - sinceMs,
    limit: pageSize,
  };
}

/** That a channel is there may be nobody else's business: it is named to those who may look into it or launched in it, and to admins. */
function parkedChannels(
  threads: readonly Thread[],
  { requester, viewer }: Looking,
): ParkedChannels {
  const named = new Map<string, string>();
  const all = new Set<string>();
  for (const { channel, parked, requesterId } of threads) {
    if (parked === undefined) continue;
    all.add(channel);
    const isOpen = viewer.seesOutlines === true || viewer.channels.includes(channel);
    const concerns = isOpen || requesterId === requester.userId;
    if (concerns) named.set(channel, parked);
  }
  return {
    named: [...named].map(([channel, why]) => ({ channel, why })),
    others: all.size - named.size,
  };
}

function different(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [formatTarget(target), target])).values()];
}
