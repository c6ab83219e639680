// Every act that took effect, and every refusal, has one audit row, and its end is in it.

import type { Rows } from './evidence.ts';
import type { Index } from './evidence-index.ts';
import type { Finding } from './judge.ts';

/** A launch whose job may yet turn up is not over. */
const openLaunches = ['unknown', 'dropped'];

/** A cancel of a launch whose job was never found waits until a person has said what becomes of it. */
export function waitsForAnswer(
  { launches }: Pick<Rows, 'launches'>,
  { state, launch_id }: Rows['cancels'][number],
): boolean {
  const launch = launches.find(({ id }) => id === launch_id);
  return state === 'accepted' && launch?.state === 'unknown';
}

export function judgeAudit({ evidence, stories }: Index): readonly Finding[] {
  const { audit, cancels } = evidence.rows;
  const rowsOf = (key: string) => audit.filter((row) => row.key === key);
  const found: Finding[] = [];
  const expect = (about: string, key: string, mayBeOpen: boolean): void => {
    const rows = rowsOf(key);
    if (rows.length === 0) found.push({ kind: 'lost', what: `${about} is in no audit row` });
    if (rows.length > 1) {
      found.push({ kind: 'repeated', what: `${about} is in ${rows.length} audit rows` });
    }
    if (!mayBeOpen && rows.some(({ completed_at }) => completed_at === null)) {
      found.push({ kind: 'other', what: `the audit of ${about} has no end` });
    }
  };
  for (const { launch, threads } of stories) {
    const { handle, state, request_key } = launch;
    // Held: nothing was begun. Cancelled before it was looked at: the cancel's row tells it.
    if (state === 'held' || (state === 'cancelled' && threads.length === 0)) continue;
    expect(`launch ${handle} (${state})`, request_key, openLaunches.includes(state));
  }
  for (const cancel of cancels) {
    const { handle, state, request_key } = cancel;
    const mayBeOpen = waitsForAnswer(evidence.rows, cancel);
    expect(`cancel of ${handle} (${state})`, request_key, mayBeOpen);
  }
  const known = new Set([
    ...stories.map(({ launch }) => launch.request_key),
    ...cancels.map((row) => row.request_key),
  ]);
  for (const { key, verb } of audit) {
    const isKnown = known.has(key) || known.has(key.replace(/:drop$/, ''));
    if (!isKnown && verb !== 'drop') {
      found.push({ kind: 'other', what: `the audit has a ${verb} that nobody asked for: ${key}` });
    }
  }
  return found;
}
