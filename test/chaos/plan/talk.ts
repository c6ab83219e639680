// Chooses the messages, edits and forms of a run. They use a random stream of their own, so the rest of a plan is the same with and
// without them.

import type { Act, TimedAct } from './plan.ts';
import { createRandom, mixSeeds, type Random } from './random.ts';
import { locations, scenarioChoices, talkPlaces } from './setup.ts';

type Launch = Extract<Act, { do: 'launch' }>;
type Place = (typeof talkPlaces)[number];

const stream = 101;
/** Scenarios that last long enough for a cancel. */
const lasting = ['runaway', 'runaway', 'stuck', 'slow-cancel', 'cancel-loses-race'] as const;

/** Messages, edits and forms, each kind in some of the runs only. `launches` are those that people type. */
export function planTalk(
  seed: number,
  run: number,
  launches: readonly { readonly act: Launch }[],
): readonly TimedAct[] {
  // Each kind has a random stream of its own, so that changing one leaves the others as they are.
  const chances = (kind: number): Random =>
    createRandom(mixSeeds(mixSeeds(mixSeeds(seed, run), stream), kind));
  const some = (
    kind: number,
    probability: number,
    plan: (random: Random) => readonly TimedAct[],
  ): readonly TimedAct[] => {
    const random = chances(kind);
    return random.chance(probability) ? plan(random) : [];
  };
  return [
    ...some(1, 0.4, (random) => planMentions(random, run)),
    ...some(2, 0.3, (random) => planProse(random, launches)),
    ...some(3, 0.35, (random) => [planEdit(random, run)]),
    ...some(4, 0.35, (random) => [planForm(random, run)]),
    ...some(5, 0.3, (random) => [
      { atMs: 0, act: { do: 'redeliver-late', kills: random.chance(0.4) } },
    ]),
  ];
}

/** A launch by message, and later messages about it. */
function planMentions(random: Random, run: number): readonly TimedAct[] {
  const place = random.pick(talkPlaces);
  const user = random.pick(place.users);
  const tag = `run${run}-mention`;
  const atMs = random.int(0, 1_500);
  const again = random.pick([0, 0, 1, 2]);
  const isCancelled = random.chance(0.6);
  const scenario = isCancelled && random.chance(0.7) ? random.pick(lasting) : undefined;
  const text = to(place, order(random, tag, scenario));
  const launch = { user, channel: place.channel, text, again };
  const acts: TimedAct[] = [{ atMs, act: { do: 'mention', ...launch, presses: 0 } }];
  const then = (text: string, presses: number): void => {
    const inThread = random.chance(0.5);
    const about = inThread ? text : `${text} {handle}`;
    const how = { about: tag, inThread, presses, again: random.pick([0, 0, 1]) };
    acts.push({
      atMs: atMs + random.int(500, 3_000),
      act: { do: 'mention', user, channel: place.channel, text: to(place, about), ...how },
    });
  };
  if (isCancelled) then('cancel', random.pick([0, 1, 1, 2]));
  if (random.chance(0.4)) then('status', 0);
  return acts;
}

const prose: readonly [string, ...string[]] = [
  'stop worrying, @vertexjobs tells us when it is done',
  'please cancel it, @vertexjobs can do that',
  'launch chaos tag=prose scenario=success, said @vertexjobs',
];

/** A message in a job's thread that is not for the bot, or addressed to it without being a command. */
function planProse(
  random: Random,
  launches: readonly { readonly act: Launch }[],
): readonly TimedAct[] {
  const { act } = launches[random.int(0, launches.length - 1)] ?? {};
  if (act === undefined) return [];
  const { user, channel, tag: about } = act;
  const text = random.chance(0.75) ? random.pick(prose) : '@vertexjobs: thanks, stop it when done';
  const again = random.pick([0, 1]);
  const how = { about, inThread: true, presses: 0, again };
  return [{ atMs: random.int(500, 2_500), act: { do: 'mention', user, channel, text, ...how } }];
}

/** A launch that is edited, or a message that an edit turns into a launch. */
function planEdit(random: Random, run: number): TimedAct {
  const place = random.pick(talkPlaces);
  const tag = `run${run}-edit`;
  const first = random.chance(0.65) ? order(random, tag) : 'status last';
  const edits = Array.from({ length: random.int(1, 2) }, (_, count) =>
    to(place, order(random, random.chance(0.5) ? tag : `${tag}ed-${count}`)),
  );
  return {
    atMs: random.int(0, 2_000),
    act: {
      do: 'edit',
      user: random.pick(place.users),
      channel: place.channel,
      text: to(place, first),
      edits,
      afterMs: random.pick([0, 100, 1_000]),
      unfurls: random.chance(0.4),
      again: random.pick([0, 1, 1]),
    },
  };
}

function planForm(random: Random, run: number): TimedAct {
  const place = random.pick(talkPlaces);
  return {
    atMs: random.int(0, 2_000),
    act: {
      do: 'form',
      user: random.pick(place.users),
      channel: place.channel,
      by: random.pick(['bare', 'lacking']),
      tag: `run${run}-form`,
      scenario: random.pick(scenarioChoices),
      location: random.pick(locations),
      submits: random.pick([0, 1, 2, 2]),
      again: random.pick([0, 0, 1]),
    },
  };
}

function order(random: Random, tag: string, scenario?: string): string {
  const where = `in=sandbox-project/${random.pick(locations)}`;
  return `launch chaos tag=${tag} scenario=${scenario ?? random.pick(scenarioChoices)} ${where}`;
}

/** In direct messages people need not mention the bot. */
function to({ channel }: Place, text: string): string {
  return channel.startsWith('D') ? text : `@vertexjobs ${text}`;
}
