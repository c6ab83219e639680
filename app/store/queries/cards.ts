import type { CardView, RelatedLaunch } from '../../domain/launch/card.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { Cards } from '../../usecase/ports/store/cards.ts';
import { cancelRow } from '../repositories/launch/cancels.ts';
import { readChannels } from './card-channels.ts';
import { lastRunBefore } from './last-run.ts';
import { hiddenStates } from './card-conditions.ts';
import { listCards, rowsOf } from './card-list.ts';
import { namedSo } from './card-names.ts';
import { readLive } from './live-cards.ts';
import type { Context } from '../db/context.ts';
import { guardRow } from '../repositories/guards.ts';
import { jobRow } from '../repositories/jobs.ts';
import { launchRow, nameKey } from '../repositories/launch/launch-row.ts';
import { pieces } from '../db/rows.ts';

/** Queries for cards. */
export function createCards(context: Context): Cards {
  const { db } = context;
  const rows = () => db.selectFrom('launches').selectAll('launches');
  const visible = () => rows().where('launches.state', 'not in', hiddenStates);
  const cards = async (query: ReturnType<typeof rows>) => assemble(await query.execute());
  const card = async (query: ReturnType<typeof rows>) => (await cards(query))[0];

  /**
   * Adds to each launch its job, its newest allowed cancel, its re-run's original and, while it
   * waits for an approval, the last run like it, keeping the order.
   */
  async function assemble(rows: readonly { readonly id: string }[]): Promise<CardView[]> {
    const launches = rows.map((row) => launchRow.parse(row));
    const jobs = new Map<string, CardView['job']>();
    const cancels = new Map<string, CardView['cancel']>();
    const guards = new Map<string, CardView['guarded']>();
    for (const some of pieces(launches.map(({ id }) => id))) {
      const ofLaunches = await db
        .selectFrom('jobs')
        .selectAll()
        .where('launch_id', 'in', some)
        .execute();
      for (const row of ofLaunches) jobs.set(row.launch_id, jobRow.parse(row));
      const allowed = await db
        .selectFrom('cancels')
        .selectAll()
        .where('launch_id', 'in', some)
        .where('state', 'in', ['accepted', 'done'])
        .orderBy('requested_at')
        .execute();
      for (const row of allowed) cancels.set(row.launch_id ?? '', cancelRow.parse(row));
      const guarded = await db.selectFrom('guards').selectAll().where('id', 'in', some).execute();
      for (const row of guarded) guards.set(row.id, guardRow.parse(row));
    }
    const lastRuns = new Map<string, CardView['lastRun']>();
    for (const launch of launches.filter(({ state }) => state === 'waiting')) {
      lastRuns.set(launch.id, await lastRunBefore(context, launch));
    }
    const originOf = await related(launches.flatMap(({ rerunOf }) => rerunOf ?? []));
    return launches.map((launch) => ({
      launch,
      job: jobs.get(launch.id),
      cancel: cancels.get(launch.id),
      guarded: guards.get(launch.id),
      rerunOf: originOf(launch),
      lastRun: lastRuns.get(launch.id),
    }));
  }

  /**
   * Launches as re-runs refer to them: with the card in the re-run's own channel, if there is one.
   */
  async function related(ids: readonly string[]) {
    const found = new Map<string, (channel: string) => RelatedLaunch>();
    for (const some of pieces([...new Set(ids)])) {
      const launches = await rows().where('launches.id', 'in', some).execute();
      const threads = await db
        .selectFrom('threads')
        .select(['launch_id', 'channel', 'root_ts'])
        .where('launch_id', 'in', some)
        .execute();
      for (const row of launches) {
        const { id, handle, requester, template, target, parameters, maxTimeMs, guard } =
          launchRow.parse(row);
        const choices = { template, target, parameters, maxTimeMs, guard };
        const own = threads.filter((one) => one.launch_id === id);
        found.set(id, (near) => {
          const isThere = own.some((one) => one.channel === near && one.root_ts !== null);
          const channel = isThere ? near : requester.channel;
          const rootTs = own.find((one) => one.channel === channel)?.root_ts ?? undefined;
          return { handle, channel, rootTs, ...choices };
        });
      }
    }
    return ({ rerunOf = '', requester }: Launch) => found.get(rerunOf)?.(requester.channel);
  }

  return {
    async byLaunch(launchId) {
      return card(rows().where('launches.id', '=', launchId));
    },
    async byLaunches(launchIds) {
      const found: CardView[] = [];
      for (const some of pieces(launchIds)) {
        found.push(...(await cards(rows().where('launches.id', 'in', some))));
      }
      const byId = new Map(found.map((view) => [view.launch.id, view]));
      return launchIds.flatMap((id) => byId.get(id) ?? []);
    },
    async byHandle(handle) {
      return card(visible().where('launches.handle', '=', handle));
    },
    async byResource(project, location, id) {
      const query = visible()
        .innerJoin('jobs', 'jobs.launch_id', 'launches.id')
        .where('jobs.id', '=', id)
        .where('jobs.location', '=', location)
        .where((eb) =>
          eb.or([eb('jobs.project_number', '=', project), eb('jobs.target_project', '=', project)]),
        );
      return (await assemble(await query.execute()))[0];
    },
    async byJobId(id) {
      const query = visible()
        .innerJoin('jobs', 'jobs.launch_id', 'launches.id')
        .where('jobs.id', '=', id)
        .orderBy('launches.requested_at', 'desc');
      return assemble(await query.execute());
    },
    async byNamePrefix(prefix, limit, seenBy) {
      const { ids, cut } = await namedSo(context, nameKey(prefix).replaceAll('\0', ''), seenBy);
      const those = ids.slice(0, limit);
      const rows = those.length === 0 ? [] : await rowsOf(context, those);
      return { cards: await assemble(rows), cut };
    },
    list: (query) => listCards(context, query, assemble),
    live: (query) => readLive(context, query),
    channels: () => readChannels(context),
  };
}
