// A guard cancels only after two warnings that were told, its limit reached and its grace over, each warning is told once, and its
// cancel ends in an end that was read.

import { keyOf, type Index, type LaunchEvidence } from '../evidence/by-launch.ts';
import type { Rows } from '../evidence/evidence.ts';
import { terminalStates } from '../evidence/words.ts';
import type { Violation } from './check-run.ts';

/** Who a guard's acts are by, in the rows. */
export const guardActor = 'guard';

/** All servers read one clock, and round it. */
const roundingMs = 5;

type Cancel = Rows['cancels'][number];

export function checkGuards(index: Index): readonly Violation[] {
  const { cancels } = index.evidence.rows;
  return index.perLaunch.flatMap((one) => [
    ...checkWarnings(one),
    ...cancels
      // What makes way for the next attempt is checked with the ladders.
      .filter(({ launch_id, asker_user, request_key }) => {
        const isIts = launch_id === one.launch.id && asker_user === guardActor;
        return isIts && request_key !== `${one.launch.id}:make-way`;
      })
      .flatMap((cancel) => checkCancel(index, one, cancel)),
  ]);
}

/** Each warning is in a thread once. */
function checkWarnings({ launch, threads }: LaunchEvidence): readonly Violation[] {
  return threads.flatMap(({ updates }) => {
    const keys = updates
      .filter(({ payload }) => payload.kind === 'guard-warning')
      .map(({ key }) => key);
    const twice = keys.filter((key, nth) => keys.indexOf(key) !== nth);
    return twice.map((key): Violation => ({
      kind: 'repeated',
      what: `${launch.handle} was warned twice: ${key}`,
    }));
  });
}

function checkCancel(index: Index, about: LaunchEvidence, cancel: Cancel): readonly Violation[] {
  const { launch, jobs } = about;
  const { request_key: key, requested_at: at } = cancel;
  const [, rule = '', episode = ''] = /:guard-cancel:([\w-]+):(\d+)$/.exec(key) ?? [];
  const other = (what: string): Violation => ({ kind: 'other', what: `${launch.handle} ${what}` });
  const found: Violation[] = [];
  const near = toldAt(index, about, `guard:${rule}:${episode}:near`);
  const last = toldAt(index, about, `guard:${rule}:${episode}:over`);
  if (near === undefined || last === undefined || near.at > last.at) {
    return [other(`was cancelled by its guard without two warnings: ${key}`)];
  }
  const { act, graceMs, ms = 0 } = last.rule;
  if (act !== 'cancel') found.push(other(`was cancelled by a guard that only tells: ${key}`));
  if (at + roundingMs < last.at + graceMs) {
    found.push(other(`was cancelled ${at - last.at} ms after its last warning: ${key}`));
  }
  const job = jobs.find(({ id }) => id === launch.job_id);
  const ranFrom = job?.history.find(({ state }) => state === 'RUNNING')?.at;
  if (ranFrom === undefined || at + roundingMs < ranFrom + ms) {
    found.push(other(`was cancelled by its guard before its limit: ${key}`));
  }
  if (job !== undefined && !job.deleted && !terminalStates.includes(job.state)) {
    found.push(other(`is ${job.state}, and its guard cancelled it`));
  }
  const row = index.evidence.rows.audit.find((one) => one.key === key);
  if (row?.actor !== guardActor) found.push(other(`is not in the audit as cancelled by its guard`));
  return found;
}

/** When Slack had a warning first, in a thread of the job or as a direct message, and the rule that it tells of. */
function toldAt({ byTs, evidence }: Index, { threads }: LaunchEvidence, warning: string) {
  const told = threads.flatMap(({ thread, updates }) =>
    updates
      .filter(({ key }) => key === warning)
      .flatMap(({ sent_ts, payload: { rule } }) => {
        const direct = evidence.rows.threads.find(
          ({ id }) => id === `warn:${thread.id}:${warning}`,
        );
        return [
          { channel: thread.channel, ts: sent_ts },
          { channel: direct?.channel ?? '', ts: direct?.root_ts ?? null },
        ].flatMap(({ channel, ts }) => {
          const at = ts === null ? undefined : byTs.get(keyOf(channel, ts))?.versions[0]?.at;
          return at === undefined || rule === undefined ? [] : [{ at, rule }];
        });
      }),
  );
  return told.toSorted((a, b) => a.at - b.at)[0];
}
