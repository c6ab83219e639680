// Launches with fallbacks, and what Vertex's records say of their jobs.

import { z } from 'zod';
import type { LaunchRow, VertexJob, VertexRecords } from './evidence.ts';
import { terminalStates } from './words.ts';

const ladderSchema = z.looseObject({
  at: z.number(),
  rungs: z.array(z.unknown()),
  missed: z.array(z.looseObject({ launchId: z.string(), why: z.string(), at: z.number() })),
});
export type Missed = z.output<typeof ladderSchema>['missed'][number];

/** What a launch's row says of its attempts. Undefined if its template has no fallbacks. */
export function ladderOf({ ladder }: LaunchRow) {
  return ladder === null ? undefined : ladderSchema.parse(JSON.parse(ladder));
}

/** When Vertex made a job (Unix ms). */
export const startOf = ({ history }: VertexJob): number => history[0]?.at ?? 0;
/** When it ended; Infinity: not yet. */
export const endOf = ({ history }: VertexJob): number =>
  history.find(({ state }) => terminalStates.includes(state))?.at ?? Infinity;
/** Whether it ever had machines. */
export const hasRun = ({ history }: VertexJob): boolean =>
  history.some(({ state }) => state === 'RUNNING');

/** Faults after which the caller still gets Vertex's own answer. */
const harmless: readonly (string | null)[] = [null, 'delay', 'reorder', 'freeze'];

/** With what Vertex refused the last create of this launch that it answered. Undefined: with nothing. */
export function refusalOf({ requests }: VertexRecords, launchId: string): string | undefined {
  return requests.findLast(
    ({ refused, fault }) => refused?.labels['launch-id'] === launchId && harmless.includes(fault),
  )?.refused?.message;
}

/** Whether Vertex said that it has no machines or quota for a job. */
export const isCapacity = (text: string): boolean =>
  /Resources are insufficient|exceed quota limits/.test(text);
