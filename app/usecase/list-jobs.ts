import type { Answer, ListRow, ParkedChannels } from '../domain/answer.ts';
import { formatTarget, type Target } from '../domain/job.ts';
import type { Asker } from '../domain/launch.ts';
import type { ListFilter, ListTurn } from '../domain/list-filter.ts';
import type { Thread } from '../domain/thread.ts';
import { answerLater } from './answer-allowed.ts';
import { decideNow } from './decide.ts';
import type { DeskDeps } from './desk-deps.ts';
import type { Request } from './desk-port.ts';
import { targetHealth } from './show.ts';
import type { Tx } from './store-port.ts';
import type { CardPage, CardQuery } from './cards-port.ts';

/** As many as a message holds in readable form, whatever their names: blocks have a test for it. */
export const pageSize = 20;

/** Answers with the jobs that match: the newest, or the page next to the one whose button was pressed. */
export function listJobs(
  deps: DeskDeps,
  request: Request,
  filter: ListFilter,
  turn?: ListTurn,
): void {
  answerLater(deps, request, { act: 'view', subject: 'list' }, () => {
    const { asker } = request;
    // Whoever may view is known by now.
    const seesAll = decideNow(deps, asker, 'admin')?.allowed === true;
    return deps.store.transaction((tx) =>
      showPage(tx, deps.targets, { asker, seesAll }, filter, turn),
    );
  });
}

type Viewer = { readonly asker: Asker; readonly seesAll: boolean };

/** Jobs, and how fresh that knowledge is for each target, so that a list is never silently shorter. */
async function showPage(
  tx: Tx,
  watched: readonly Target[],
  viewer: Viewer,
  filter: ListFilter,
  turn: ListTurn | undefined,
): Promise<Answer> {
  const query = queryOf(filter, viewer.asker, tx.now);
  const { cards, total, newer } = await readPage(tx, query, turn);
  const threads = await tx.threads.ofLaunches(cards.map(({ launch }) => launch.id));
  const rows = cards.map((card): ListRow => {
    const { id, asker } = card.launch;
    // A watch may have brought it here from another channel.
    const channel = filter.scope === 'here' ? viewer.asker.channel : asker.channel;
    const own = threads.find((one) => one.launchId === id && one.channel === channel);
    return { card, rootTs: own?.rootTs, channel };
  });
  const targets = [...watched, ...cards.map(({ launch }) => launch.target)];
  return {
    kind: 'list',
    filter,
    rows,
    total,
    newer,
    targets: await targetHealth(tx, different(targets)),
    parked: parkedChannels(threads, viewer),
    turned: turn !== undefined,
  };
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
  asker: Asker,
  now: number,
): CardQuery {
  return {
    channel: scope === 'here' ? asker.channel : undefined,
    requester: scope === 'mine' ? asker.userId : owner,
    template,
    label,
    // A time alone asks what happened in it, not what is still alive of it.
    state: states ?? (sinceMs === undefined ? undefined : 'any'),
    since: sinceMs === undefined ? undefined : now - sinceMs,
    limit: pageSize,
  };
}

/** That a channel is there may be nobody else's business: it is named in itself, to those who launched in it, and to admins. */
function parkedChannels(threads: readonly Thread[], { asker, seesAll }: Viewer): ParkedChannels {
  const named = new Map<string, string>();
  const all = new Set<string>();
  for (const { channel, parked, requester } of threads) {
    if (parked === undefined) continue;
    all.add(channel);
    const concerns = seesAll || channel === asker.channel || requester === asker.userId;
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
