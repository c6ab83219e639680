// Acts besides launches. They use a random stream of their own, so the rest of a plan is the same with and without them.

import type { FaultKinds } from './faults.ts';
import type { Act, TimedAct } from './plan.ts';
import { planGuards } from './guards.ts';
import { createRandom, mixSeeds, type Random } from './random.ts';
import { ana, bo, locations, places, root, wanda } from './setup.ts';

const stream = 202;
/** Planned later than the others, and apart, so that these stay as they were. */
const guardStream = 208;

/** Some of each kind in about every fourth run. */
export function planFeatures(seed: number, run: number): readonly TimedAct[] {
  const random = createRandom(mixSeeds(mixSeeds(seed, run), stream));
  const guards = createRandom(mixSeeds(mixSeeds(seed, run), guardStream));
  const some = (probability: number, plan: (random: Random, run: number) => readonly TimedAct[]) =>
    random.chance(probability) ? plan(random, run) : [];
  return [
    ...some(0.3, planTails),
    ...some(0.3, planTemplates),
    ...some(0.3, planWatch),
    ...some(0.3, planHomes),
    ...some(0.25, planChannel),
    ...some(0.25, planLeaving),
    ...some(0.3, planLocks),
    ...some(0.3, planApprovals),
    ...(guards.chance(0.3) ? planGuards(guards, run) : []),
  ];
}

const timed = (atMs: number, act: Act): TimedAct => ({ atMs, act });

/** A job that logs why it fails, perhaps with a fault on reading the log. */
function planTails(random: Random, run: number): readonly TimedAct[] {
  const scenario = random.pick(['crash', 'oom', 'late-error']);
  const act = { do: 'launch', tag: `run${run}-tail`, scenario, ...someLaunch(random) } as const;
  const fault = random.pick(logFaults);
  return [
    timed(random.int(0, 1_500), act),
    ...(random.chance(0.7)
      ? [timed(0, { do: 'vertex-fault', fault: { ...fault, ...logCalls(random) } })]
      : []),
  ];
}

const logFaults: FaultKinds = [
  { kind: 'kill', when: 'after-record' },
  { kind: 'kill', when: 'before-record' },
  { kind: 'close-before' },
  { kind: 'record-then-hang' },
  { kind: 'status', status: 503, record: false },
];

const logCalls = (random: Random) => ({
  match: { call: 'logs' },
  count: 1,
  after: random.int(0, 1),
});

function someLaunch(random: Random) {
  const { channel, users } = random.pick(places);
  return { location: random.pick(locations), user: random.pick(users), channel };
}

/** Two admins edit one template, perhaps at the same time, and others launch from its current version. */
function planTemplates(random: Random, run: number): readonly TimedAct[] {
  const mark = (nth: number) => `mark-${run}-${nth}`;
  const save = (atMs: number, user: string, nth: number) =>
    timed(atMs, { do: 'save-template', user, mark: mark(nth) });
  const atMs = random.int(1_300, 2_500);
  return [
    save(random.int(0, 300), wanda, 1),
    save(atMs, root, 2),
    ...(random.chance(0.6) ? [save(atMs, wanda, 3)] : []),
    ...(random.chance(0.4)
      ? [
          timed(random.int(3_000, 4_300), {
            do: 'change-template',
            user: random.pick([root, wanda]),
            how: random.pick(['delete', 'restore', 'restore']),
          }),
        ]
      : []),
    ...Array.from({ length: random.int(1, 2) }, (_, nth) => {
      const { user, channel } = someLaunch(random);
      const tag = `run${run}-shared${nth}`;
      return timed(random.int(1_200, 4_200), { do: 'launch-template', tag, user, channel });
    }),
  ];
}

/** A watch, and jobs that start before it, during it, and perhaps after it. */
function planWatch(random: Random, run: number): readonly TimedAct[] {
  const { channel, users } = random.pick(places);
  const jobs = Array.from({ length: random.int(1, 3) }, (_, nth) =>
    timed(random.int(0, 4_000), {
      do: 'create-external-job',
      name: `run${run}-external${nth}`,
      scenario: random.pick(['success', 'success', 'crash', 'oom', 'restart', 'late-error']),
      location: random.pick(locations),
    }),
  );
  const watch = timed(random.int(0, 1_500), { do: 'watch', user: random.pick(users), channel });
  return random.chance(0.4)
    ? [
        watch,
        ...jobs,
        timed(random.int(2_200, 4_000), { do: 'unwatch', user: random.pick(users), channel }),
      ]
    : [watch, ...jobs];
}

function planHomes(random: Random): readonly TimedAct[] {
  const open = (user: string) => timed(random.int(0, 3_000), { do: 'open-home', user });
  const kind = random.pick(['close-before', 'record-then-close', 'record-then-hang'] as const);
  const fault = { kind, match: { method: '^views\\.publish$' }, count: 1, after: 0 };
  return [
    ...[ana, bo, wanda, root].filter(() => random.chance(0.6)).map(open),
    ...(random.chance(0.4) ? [timed(random.int(0, 2_000), { do: 'slack-fault', fault })] : []),
  ];
}

/** Two people change the settings of one channel, perhaps at the same time. */
function planChannel(random: Random): readonly TimedAct[] {
  const { channel, users } = random.pick(places);
  const atMs = random.int(0, 3_000);
  return Array.from({ length: random.int(1, 3) }, () =>
    timed(random.chance(0.5) ? atMs : random.int(0, 4_000), {
      do: 'set-channel',
      user: random.pick(users),
      channel,
      text: random.pick(['quiet', 'failures', 'all', 'broadcast=on', 'digest=04:10', 'digest=off']),
      again: random.chance(0.4),
    }),
  );
}

/** A template is locked and unlocked, by two admins at once now and then, while people launch from it. */
function planLocks(random: Random, run: number): readonly TimedAct[] {
  const turn = (atMs: number, act: 'lock' | 'unlock', user = random.pick([wanda, root])) =>
    timed(atMs, { do: act, user, again: random.chance(0.3) });
  const atMs = random.int(200, 1_500);
  const launches = Array.from({ length: random.int(2, 4) }, (_, nth) => {
    const { user, channel } = someLaunch(random);
    const tag = `run${run}-guarded${nth}`;
    return timed(random.int(0, 4_400), { do: 'launch-guarded', tag, user, channel });
  });
  return [
    ...launches,
    turn(atMs, 'lock'),
    ...(random.chance(0.3) ? [turn(atMs, 'lock', wanda)] : []),
    ...(random.chance(0.6) ? [turn(random.int(2_000, 4_400), 'unlock')] : []),
    ...(random.chance(0.2) ? [turn(random.int(2_500, 4_400), 'lock')] : []),
  ];
}

/** Launches that take an approval. Both approvers may press at once, and whoever asked presses too, in vain. */
function planApprovals(random: Random, run: number): readonly TimedAct[] {
  return Array.from({ length: random.int(1, 2) }, (_, nth) => {
    const { user, channel } = someLaunch(random);
    const about = { tag: `run${run}-gated${nth}`, channel };
    const atMs = random.int(0, 1_500);
    const press = (by: string, verdict: 'approve' | 'deny', laterMs: number) =>
      timed(atMs + laterMs, { do: verdict, ...about, user: by, presses: random.pick([1, 1, 2]) });
    const votedMs = random.int(400, 2_200);
    return [
      timed(atMs, { do: 'launch-gated', ...about, user }),
      ...(random.chance(0.3) ? [press(user, 'approve', random.int(300, 1_500))] : []),
      ...(random.chance(0.8)
        ? [press(wanda, random.chance(0.8) ? 'approve' : 'deny', votedMs)]
        : []),
      ...(channel === places[0].channel && random.chance(0.4)
        ? [press(root, 'approve', votedMs)]
        : []),
    ];
  }).flat();
}

const directFaults: FaultKinds = [
  { kind: 'kill', when: 'after-record' },
  { kind: 'kill', when: 'before-record' },
  { kind: 'close-before' },
  { kind: 'record-then-close' },
];

/** Somebody launches a job and leaves its channel before it ends. The calls for their direct messages may fail. */
function planLeaving(random: Random, run: number): readonly TimedAct[] {
  const [{ channel }, { channel: other }] = [places[0], places[1] ?? places[0]];
  const where = random.pick([channel, other]);
  const user = random.pick([ana, bo]);
  const scenario = random.pick(['success', 'crash', 'late-error']);
  const method = random.pick(['^users\\.conversations$', '^conversations\\.open$']);
  const kind = random.pick(directFaults);
  const launch = { tag: `run${run}-gone`, scenario, location: locations[0], user, channel: where };
  return [
    timed(random.int(0, 500), { do: 'launch', ...launch }),
    timed(random.int(900, 1_600), { do: 'leave', user, channel: where }),
    ...(random.chance(0.6)
      ? [timed(0, { do: 'slack-fault', fault: { ...kind, match: { method }, count: 1, after: 0 } })]
      : []),
  ];
}
