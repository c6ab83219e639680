// Each launch, and each attempt of one with fallbacks, is sent by one create.

import type { Index } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';

export function checkCreates({ evidence: { vertex, rows } }: Index): readonly Violation[] {
  const creates = vertex.requests.filter(({ call }) => call === 'create');
  // What Google refused for its token is sent again with another.
  const once = creates.filter(({ status }) => status !== 401);
  const sent = rows.launches.filter(({ submitted_at }) => submitted_at !== null);
  const what = `${sent.length} launches were sent by ${once.length} creates`;
  return once.length > sent.length ? [{ kind: 'twice', what }] : [];
}
