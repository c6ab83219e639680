// Chooses the acts of a run. Pure: the same seed, run and database give the same plan on any machine.

import {
  unverifiablePost,
  lostPost,
  staleLists,
  killAfterCreate,
  slackFault,
  vertexFault,
} from './faults.ts';
import { planFeatures } from './features.ts';
import { planLadders } from './ladders.ts';
import { planTalk } from './talk.ts';
import { planDelays } from './delays.ts';
import type { Act, Database, Plan, TimedAct } from './plan.ts';
import { createRandom, mixSeeds, type Random } from './random.ts';
import { ana, locations, places, scenarioChoices } from './setup.ts';

/** All acts start within this time (ms). Their effects may last longer. */
const actsMs = 4_500;

/** The plan of one run. */
export function makePlan(seed: number, run: number, database: Database): Plan {
  const random = createRandom(mixSeeds(seed, run));
  const replicas = database === 'sqlite' ? 1 : random.int(1, 3);
  const launches = planLaunches(random, run);
  const acts = [
    ...launches,
    ...planRequests(random, launches),
    ...planFaults(random, run),
    ...planProcesses(random, replicas),
    ...planOutages(random, launches),
    ...planFeatures(seed, run),
    ...planTalk(seed, run, launches),
    ...planLadders(createRandom(mixSeeds(mixSeeds(seed, run), 209)), run),
    ...planDelays(createRandom(mixSeeds(mixSeeds(seed, run), 303)), { run, database, replicas }),
  ];
  return {
    seed,
    run,
    database,
    replicas,
    mode: replicas === 1 && random.chance(0.3) ? 'http' : 'socket',
    speed: random.pick([8, 15, 30]),
    onQuestion: random.pick(['again', 'leave', 'ignore']),
    acts: acts.sort((a, b) => a.atMs - b.atMs),
  };
}

type Launch = Extract<Act, { do: 'launch' }>;

function planLaunches(
  random: Random,
  run: number,
): readonly { readonly atMs: number; readonly act: Launch }[] {
  return Array.from({ length: random.int(2, 4) }, (_, index) => {
    const place = random.pick(places);
    return {
      // The first starts at once, so that later acts find a live job.
      atMs: index === 0 ? 0 : random.int(0, 3_000),
      act: {
        do: 'launch',
        tag: `run${run}-${index}`,
        scenario: random.pick(scenarioChoices),
        location: random.pick(locations),
        user: random.pick(place.users),
        channel: place.channel,
      },
    };
  });
}

function planRequests(
  random: Random,
  launches: readonly { readonly atMs: number; readonly act: Launch }[],
): readonly TimedAct[] {
  const acts: TimedAct[] = [];
  for (const { atMs, act } of launches) {
    const { tag, channel } = act;
    const later = (): number => atMs + random.int(50, 3_000);
    const users = places.find((place) => place.channel === channel)?.users ?? [ana];
    const how = () => ({
      tag,
      user: random.chance(0.7) ? act.user : random.pick(users),
      by: random.pick(['command', 'button'] as const),
      presses: random.pick([1, 1, 2]),
    });
    if (random.chance(0.45)) acts.push({ atMs: later(), act: { do: 'cancel', ...how() } });
    if (random.chance(0.15)) acts.push({ atMs: later(), act: { do: 'cancel', ...how() } });
    if (random.chance(0.2)) acts.push({ atMs: later() + 800, act: { do: 'rerun', ...how() } });
    if (random.chance(0.15)) {
      acts.push({ atMs: later(), act: { do: 'repeat', tag, presses: random.int(0, 2) } });
    }
  }
  for (let count = random.int(0, 3); count > 0; count--) {
    const act = { do: 'redeliver', back: random.int(0, 3) } as const;
    acts.push({ atMs: random.int(300, actsMs), act });
  }
  return acts;
}

function planFaults(random: Random, run: number): readonly TimedAct[] {
  const some = (most: number, act: () => Act): TimedAct[] =>
    Array.from({ length: random.int(0, most) }, () => ({
      atMs: random.chance(0.5) ? 0 : random.int(0, actsMs),
      act: act(),
    }));
  return [
    ...some(6, () => ({ do: 'slack-fault', fault: slackFault(random) })),
    ...some(5, () => ({ do: 'vertex-fault', fault: vertexFault(random) })),
    ...(random.chance(0.15) ? planUnverifiablePost(random) : []),
    ...(random.chance(0.1) ? planStaleLists(random, run) : []),
    ...(random.chance(0.1) ? [{ atMs: 0, act: unknownCreate }] : []),
  ];
}

/** A job is cancelled while lists arrive late, with data older than what the cancel has read. */
function planStaleLists(random: Random, run: number): readonly TimedAct[] {
  const tag = `run${run}-old`;
  const [{ channel }] = places;
  const runaway = { tag, scenario: 'runaway', location: locations[0], user: ana, channel };
  const cancel = { tag, user: ana, by: 'command', presses: 1 } as const;
  return [
    { atMs: 0, act: { do: 'launch', ...runaway } },
    { atMs: 500, act: { do: 'vertex-fault', fault: staleLists } },
    { atMs: random.int(1_500, 3_000), act: { do: 'cancel', ...cancel } },
  ];
}

/** A create takes effect and its sender dies: the case most likely to create a second job. */
const unknownCreate: Act = { do: 'vertex-fault', fault: killAfterCreate };

/** A post arrives unconfirmed, and the history can't be read. */
function planUnverifiablePost(random: Random): readonly TimedAct[] {
  const atMs = random.int(0, actsMs);
  return unverifiablePost(random).map((fault) => ({ atMs, act: { do: 'slack-fault', fault } }));
}

function planProcesses(random: Random, replicas: number): readonly TimedAct[] {
  const acts: TimedAct[] = [];
  const replica = () => random.int(0, replicas - 1);
  const atMs = () => random.int(200, actsMs);
  for (let count = random.pick([0, 0, 1, 1, 2]); count > 0; count--) {
    acts.push({ atMs: atMs(), act: { do: 'kill', replica: replica() } });
  }
  if (random.chance(0.25)) acts.push({ atMs: atMs(), act: { do: 'term', replica: replica() } });
  if (random.chance(0.25)) {
    const forMs = random.int(500, 4_000);
    acts.push({ atMs: atMs(), act: { do: 'stop', replica: replica(), forMs } });
  }
  return acts;
}

/** Outages. They are rarer than lost answers. */
function planOutages(
  random: Random,
  launches: readonly { readonly act: Launch }[],
): readonly TimedAct[] {
  const acts: TimedAct[] = [];
  const perhaps = (probability: number, act: () => Act): void => {
    if (random.chance(probability)) acts.push({ atMs: random.int(0, actsMs), act: act() });
  };
  const tag = () => launches[random.int(0, launches.length - 1)]?.act.tag ?? '';
  const some = () => random.pick([['us-central1'], ['europe-west4'], ['*'], ['sts']]);
  perhaps(0.12, () => ({ do: 'slack-outage', forMs: random.int(300, 3_000) }));
  perhaps(0.12, () => ({
    do: 'vertex-outage',
    locations: some(),
    forMs: random.int(300, 4_000),
  }));
  perhaps(0.08, () => ({
    do: 'token-failures',
    status: random.pick([400, 500, 503]),
    count: random.int(1, 3),
  }));
  perhaps(0.08, () => ({ do: 'lose-google-token' }));
  perhaps(0.12, () => ({
    do: 'list-lag',
    ms: random.pick([1_000, 60_000]),
    forMs: random.int(1_000, 6_000),
  }));
  perhaps(0.1, () => ({ do: 'delete-root', tag: tag() }));
  perhaps(0.06, () => ({ do: 'delete-job', tag: tag() }));
  perhaps(0.2, () => ({ do: 'cut-socket' }));
  // The bot waits half a minute before it retries a refused token, so this makes a run long.
  perhaps(0.02, () => ({ do: 'revoke', forMs: random.int(200, 1_500) }));
  return random.chance(0.12) ? [...acts, ...planKick(random)] : acts;
}

/** The bot is removed from a channel for a while, perhaps while its last post is in doubt. */
function planKick(random: Random): readonly TimedAct[] {
  const { channel } = random.pick(places);
  const atMs = random.int(500, actsMs);
  const kick: TimedAct = { atMs, act: { do: 'kick', channel, forMs: random.int(300, 4_000) } };
  if (random.chance(0.4)) return [kick];
  const fault = lostPost(channel);
  return [{ atMs: atMs - random.int(0, 500), act: { do: 'slack-fault', fault } }, kick];
}
