// Each launch, and each attempt of one with fallbacks, is sent by one create.

import type { Index } from '../evidence/by-launch.ts';
import { ladderOf } from '../evidence/ladders.ts';
import type { Violation } from './check-run.ts';

export function checkCreates({ evidence: { vertex, rows } }: Index): readonly Violation[] {
  const creates = vertex.requests.filter(({ call }) => call === 'create');
  // What Google refused for its token is sent again with another.
  const once = creates.filter(({ status }) => status !== 401);
  const sent = rows.launches.filter(({ submitted_at }) => submitted_at !== null);
  const found: Violation[] = [];
  if (once.length > sent.length) {
    const what = `${sent.length} launches were sent by ${once.length} creates`;
    found.push({ kind: 'twice', what });
  }
  const refused = creates.filter(({ fault, status }) => fault === null && (status ?? 0) >= 400);
  const said = rows.launches
    .filter(({ superseded_by }) => superseded_by === null)
    .flatMap((launch) => ladderOf(launch)?.missed ?? [])
    .filter(({ why }) => why === 'refused');
  if (said.length > refused.length) {
    const what = `${said.length} attempts made way as refused, and Vertex refused ${refused.length}`;
    found.push({ kind: 'other', what });
  }
  return found;
}
