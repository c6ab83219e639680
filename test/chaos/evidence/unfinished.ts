import type { Rows } from './evidence.ts';
import { waitsForAnswer } from '../check/audit.ts';

/** Lists what is unfinished in the bot's own rows. */
export function unfinishedIn(rows: Rows): readonly string[] {
  const { launches, cancels, jobs, threads, updates } = rows;
  const pending = ['requested', 'accepted', 'submitting', 'doubt'];
  return [
    ...rows.votes
      .filter(({ state }) => state === 'requested')
      .map(({ handle }) => `a press about ${handle} is undecided`),
    ...launches
      .filter(({ state }) => pending.includes(state))
      .map(({ handle, state }) => `launch ${handle} is ${state}`),
    ...cancels
      .filter((cancel) => !waitsForAnswer({ launches }, cancel))
      .filter(({ state }) => state === 'requested' || state === 'accepted')
      .map(({ handle, state }) => `cancel of ${handle} is ${state}`),
    ...jobs.filter(({ open }) => open === 1).map(({ id, state }) => `job ${id} is ${state}`),
    ...updates
      .filter(({ sent_ts, held_at }) => sent_ts === null && held_at === null)
      .map(({ thread_id, seq, payload }) => `${thread_id}:${seq} (${payload.kind}) is not told`),
    ...threads
      .filter((one) => one.root_ts === null || one.parked !== null || one.delivery !== null)
      .map(({ id, parked, delivery }) => `thread ${id} waits (${parked ?? delivery ?? 'root'})`),
    ...threads
      .filter(({ card_shown, card_wanted }) => card_shown < card_wanted)
      .map(({ id }) => `card of ${id} is behind`),
    ...openBeside(rows),
  ];
}

/** The same for log tails, direct notes and watches. */
function openBeside({
  log_tails,
  use_tails,
  direct_notes,
  watches,
  watch_jobs,
}: Rows): readonly string[] {
  const isActive = (watch_id: string): boolean =>
    watches.some(({ id, state }) => id === watch_id && state === 'active');
  return [
    ...log_tails.map(({ id, attempts }) => `the last lines of ${id} (read ${attempts} times)`),
    ...use_tails.map(({ id, attempts }) => `the use of ${id} (read ${attempts} times)`),
    ...direct_notes.map(({ id, user_id }) => `${user_id} is not told ${id}`),
    ...watches
      .filter(({ state, told }) => state === 'requested' || (state === 'active' && told === 0))
      .map(({ id, state }) => `watch ${id} is ${state}, and not told`),
    ...watch_jobs
      .filter(({ watch_id, state }) => state === 'waiting' && isActive(watch_id))
      .map(({ id }) => `job ${id} waits for its card`),
  ];
}

/** Watched targets without a good poll since `since` (Unix ms): a job may have started and ended there unseen. */
export function unpolledTargets({ watches, targets }: Rows, since: number): readonly string[] {
  if (!watches.some(({ state }) => state === 'active')) return [];
  return targets
    .filter(({ last_good_poll_at: at }) => at === null || at < since)
    .map(({ location }) => `${location} was not read again`);
}
