// Lists that are slow or stale, that lack a new job, or whose pages differ in age; and processes that freeze while they hold a lease on a
// target or a delivery. They use a random stream of their own, so the rest of a plan is the same with and without them.

import type { Fault } from './faults.ts';
import type { Act, Plan, SequenceName, TimedAct } from './plan.ts';
import type { Random } from './random.ts';
import { ana, locations, places } from './setup.ts';

type Setting = Pick<Plan, 'run' | 'database' | 'replicas'>;
type Sequence = (random: Random, setting: Setting) => readonly TimedAct[];

/** In a run a lease lasts two seconds, that of a poll six. A bot that is frozen for longer has lost it. */
const beyondLease = (random: Random): number => random.int(2_500, 4_500);
const beyondPollLease = (random: Random): number => random.int(10_500, 12_000);

/** Plans at most one sequence in a run: two would disturb each other. */
export function planDelays(random: Random, setting: Setting): readonly TimedAct[] {
  if (!random.chance(0.6)) return [];
  return random.pick(sequences)(random, setting);
}

const [location] = locations;
const [{ channel }] = places;
const at = (atMs: number, act: Act): TimedAct => ({ atMs, act });
const launch = (tag: string, scenario: string, atMs: number): TimedAct =>
  at(atMs, { do: 'launch', tag, scenario, location, user: ana, channel });
const cancel = (tag: string, atMs: number): TimedAct =>
  at(atMs, { do: 'cancel', tag, user: ana, by: 'command', presses: 1 });
const vertexFault = (atMs: number, fault: Fault): TimedAct =>
  at(atMs, { do: 'vertex-fault', fault });
const slackFault = (atMs: number, fault: Fault): TimedAct => at(atMs, { do: 'slack-fault', fault });

/** One job on each page: the first page is stale when the next one is read, since jobs start and are cancelled in between. */
const stalePages: Sequence = (random, { run }) => {
  const tags = [0, 1, 2].map((number) => `run${run}-page${number}`);
  return [
    at(0, { do: 'small-pages', max: 1, forMs: 6_000 }),
    ...tags.map((tag, number) => launch(tag, random.pick(['runaway', 'crash']), number * 700)),
    vertexFault(1_200, {
      kind: 'delay',
      ms: random.int(400, 800),
      record: random.pick(['before', 'after']),
      match: { call: 'list', path: random.chance(0.5) ? 'pageToken' : 'pageSize', location },
      count: 10,
      after: 0,
    }),
    ...tags.map((tag) => cancel(tag, random.int(2_000, 4_500))),
  ];
};

/** The bot that polls a region freezes for longer than its lease while the list is on its way. */
const frozenList: Sequence = (random, { run }) => [
  launch(`run${run}-listed`, random.pick(['runaway', 'crash', 'restart']), 0),
  vertexFault(random.int(500, 3_000), {
    kind: 'freeze',
    ms: beyondPollLease(random),
    record: random.pick(['before', 'after']),
    match: { call: random.pick(['list', 'get']), location },
    count: random.int(1, 2),
    after: 0,
  }),
  cancel(`run${run}-listed`, random.int(2_000, 4_500)),
];

/** A sender freezes after it checked its lease and before its call takes effect. */
const frozenSender: Sequence = (random, { run }) => {
  const methods = [
    '^chat\\.postMessage$',
    '^chat\\.postMessage$',
    '^chat\\.update$',
    '^chat\\.update$',
    '^conversations\\.(replies|history)$',
  ] as const;
  return [
    launch(`run${run}-sent`, random.pick(['success', 'restart', 'updating', 'crash']), 0),
    ...Array.from({ length: random.int(1, 2) }, () =>
      slackFault(0, {
        kind: 'freeze',
        ms: beyondLease(random),
        record: random.pick(['before', 'after', 'after']),
        match: { method: random.pick(methods), channel },
        count: random.int(1, 2),
        after: random.int(0, 4),
      }),
    ),
  ];
};

/** A sequence of steps on some jobs in one channel. Each step waits for the effect of the one before. */
const stepByStep =
  (
    sequence: SequenceName,
    jobs: number,
    scenarios: readonly [string, ...string[]],
    ms: (random: Random) => number = () => 0,
  ): Sequence =>
  (random, { run }) => {
    const { channel: where, users } = random.pick(places);
    const launches = Array.from({ length: jobs }, (_, number) => ({
      do: 'launch' as const,
      tag: `run${run}-${sequence}${number}`,
      scenario: random.pick(scenarios),
      location,
      user: users[0],
      channel: where,
    }));
    return [at(0, { do: 'sequence', sequence, launches, ms: ms(random) })];
  };

const lateLists = stepByStep('late-lists', 3, ['runaway', 'ignore-cancel'], (random) =>
  random.int(650, 800),
);
const unlistedJob = stepByStep('unlisted-job', 1, ['cancel-loses-race', 'cancel-fails']);
const lostCreate = stepByStep('lost-create', 1, ['quota', 'crash', 'success']);
const frozen = stepByStep('frozen-poller', 2, ['runaway'], beyondPollLease);
/** Needs a second bot that takes over. */
const frozenPoller: Sequence = (random, setting) =>
  setting.replicas === 1 ? [] : frozen(random, setting);
const stall = stepByStep('stalled-send', 1, ['success', 'crash'], (random) =>
  random.int(2_600, 3_400),
);
/** Only PostgreSQL has a sleep function. */
const stalledSend: Sequence = (random, setting) =>
  setting.database === 'sqlite' ? [] : stall(random, setting);

const sequences = [
  lateLists,
  unlistedJob,
  lostCreate,
  stalePages,
  frozenPoller,
  frozenList,
  frozenSender,
  frozenSender,
  stalledSend,
] as const;
