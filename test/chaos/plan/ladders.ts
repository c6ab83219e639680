// Launches with fallbacks, whose attempts are refused, fail for want of capacity, wait for too long, or start in the moment of their
// cancel; people who cancel in between; and faults at the seams from one attempt to the next.

import type { FaultKinds } from './faults.ts';
import type { Rung } from './feature-act.ts';
import type { Act, TimedAct } from './plan.ts';
import type { Random } from './random.ts';
import { places } from './setup.ts';

/** The attempts that `test/chaos/templates/laddered.yaml` allows: where, on what, and how. */
export const ladder = [
  { location: 'us-central1', machineType: 'n1-standard-4', strategy: undefined },
  { location: 'europe-west4', machineType: 'n1-standard-4', strategy: undefined },
  { location: 'us-central1', machineType: 'n1-standard-8', strategy: undefined },
  { location: 'europe-west4', machineType: 'n1-standard-4', strategy: 'FLEX_START' },
] as const;
/** The guard's `maxWaiting` there. */
export const maxWaitingMs = 2_000;

const stockout =
  'Resources are insufficient in region: {location}. Try a different region or use a different accelerator.';
const quota = 'The following quota metrics exceed quota limits: {quota}';
const noMachines = { code: 8, message: stockout };
const noQuota = { code: 8, message: quota };

/** Reads phases and their real durations in ms: `'QUEUED 500, PENDING'`. */
function rung(phases: string, more: Omit<Rung, 'phases'> = {}): Rung {
  return {
    ...more,
    phases: phases.split(', ').map((phase) => {
      const [state = '', ms] = phase.split(' ');
      return { state, ms: ms === undefined ? null : Number(ms) };
    }),
  };
}

type Make = (random: Random) => Rung;

/** After these, the next attempt is due. */
const missing: readonly [Make, ...Make[]] = [
  () => rung('QUEUED', { refusal: { status: 'RESOURCE_EXHAUSTED', message: quota } }),
  () => rung('QUEUED', { refusal: { status: 'FAILED_PRECONDITION', message: stockout } }),
  (random) => rung(`QUEUED ${random.int(0, 900)}, FAILED`, { error: noQuota }),
  () => rung('QUEUED 300, PENDING 600, FAILED', { error: noMachines }),
  (random) =>
    rung('QUEUED 200, FAILED', { error: noMachines, lateErrorMs: random.int(300, 2_500) }),
  (random) => rung('QUEUED', { cancel: { delayMs: 0, ms: random.int(0, 600), end: 'CANCELLED' } }),
  (random) =>
    rung('QUEUED 300, PENDING 30000, FAILED', {
      error: noMachines,
      cancel: { delayMs: random.int(0, 900), ms: random.int(1_000, 2_500), end: 'CANCELLED' },
    }),
  () => rung('QUEUED', { error: noQuota, cancel: { delayMs: 200, ms: 500, end: 'FAILED' } }),
  () => rung('QUEUED', { cancel: { delayMs: 300, ms: null, end: 'CANCELLED' } }),
];

/** After these, the launch is over. */
const ending: readonly [Make, ...Make[]] = [
  () => rung('QUEUED 200, PENDING 300, RUNNING 1200, SUCCEEDED'),
  () => rung('PENDING 300, RUNNING 600, FAILED', { error: { code: 3, message: 'exit code 1' } }),
  () => rung('PENDING 300, RUNNING 500, PENDING 900, FAILED', { error: noMachines }),
  // These start when they are about to be cancelled, or were just.
  startsLate,
  startsLate,
  startsLate,
  () => rung('QUEUED', { cancel: { delayMs: 100, ms: 700, end: 'SUCCEEDED' } }),
  () => rung('QUEUED', { refusal: { status: 'INVALID_ARGUMENT', message: 'Not supported.' } }),
];

function startsLate(random: Random): Rung {
  const waitMs = random.int(maxWaitingMs - 200, maxWaitingMs + 2_200);
  const delayMs = random.int(0, 1_200);
  const cancel = { delayMs, ms: random.int(0, 800), end: 'CANCELLED' };
  return rung(`PENDING ${waitMs}, RUNNING 1500, SUCCEEDED`, { cancel });
}

/** One or two launches with fallbacks, in about every third run. They use a random stream of their own. */
export function planLadders(random: Random, run: number): readonly TimedAct[] {
  if (!random.chance(0.35)) return [];
  const launches = Array.from({ length: random.int(1, 2) }, (_, nth) => {
    const { channel, users } = random.pick(places);
    const about = { tag: `run${run}-laddered${nth}`, channel };
    const atMs = random.int(0, 1_500);
    const rungs = ladder.map(() => random.pick(random.chance(0.8) ? missing : ending)(random));
    const launch: Act = { do: 'launch-laddered', ...about, user: random.pick(users), rungs };
    const cancel = (): TimedAct => ({
      atMs: atMs + random.int(200, 9_000),
      act: {
        do: 'cancel-laddered',
        ...about,
        user: random.pick(users),
        by: random.pick(['command', 'button'] as const),
        presses: random.pick([1, 1, 2]),
      },
    });
    return [
      { atMs, act: launch },
      ...(random.chance(0.35) ? [cancel()] : []),
      ...(random.chance(0.1) ? [cancel()] : []),
      ...(random.chance(0.5) ? [{ atMs: 0, act: planCreateFault(random, about.tag) }] : []),
    ];
  }).flat();
  return random.chance(0.5) ? [...launches, { atMs: 0, act: planSeam(random) }] : launches;
}

const createFaults: FaultKinds = [
  { kind: 'kill', when: 'before-record' },
  { kind: 'kill', when: 'after-record' },
  { kind: 'kill', when: 'after-record' },
  { kind: 'record-then-close' },
  { kind: 'record-then-hang' },
  { kind: 'hang-then-record-late', ms: 1_100 },
  { kind: 'close-before' },
  { kind: 'garbage', record: true },
  { kind: 'status', status: 429, record: true, retryAfterSeconds: 1 },
  { kind: 'status', status: 503, record: true },
];

/** The create of one of its attempts. */
function planCreateFault(random: Random, tag: string): Act {
  const match = { call: 'create', body: tag };
  const fault = { ...random.pick(createFaults), match, count: 1, after: random.int(0, 2) };
  return { do: 'vertex-fault', fault };
}

/** A bot dies while one attempt makes way for the next. */
function planSeam(random: Random): Act {
  const when = random.pick(['before-record', 'after-record'] as const);
  const how = { kind: 'kill', when, count: 1, after: 0 } as const;
  const call = random.pick(['cancel', 'cancel', 'get', 'post'] as const);
  if (call !== 'post') return { do: 'vertex-fault', fault: { ...how, match: { call } } };
  const args = random.pick(['Next I try attempt', 'I cancel this attempt']);
  return {
    do: 'slack-fault',
    fault: { ...how, match: { method: '^chat\\.postMessage$', args } },
  };
}
