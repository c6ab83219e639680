// Jobs past the limits of their guards, and kills at each seam between the first warning and the cancel.

import { limitedTemplates } from './feature-act.ts';
import type { Act, TimedAct } from './plan.ts';
import type { Random } from './random.ts';
import { places } from './setup.ts';

const scenarios = ['runaway', 'runaway', 'runaway', 'slow-cancel', 'cancel-loses-race'] as const;
const says = [
  'I warn once more',
  'I cancel it 2 s from now',
  'Its guard cancels it',
  'lets it run',
] as const;

/** One or two jobs with a guard. Somebody may extend one, at the first warning or later. */
export function planGuards(random: Random, run: number): readonly TimedAct[] {
  const jobs = Array.from({ length: random.int(1, 2) }, (_, nth) => {
    const { channel, users } = random.pick(places);
    const about = { tag: `run${run}-limited${nth}`, user: random.pick(users), channel };
    const atMs = random.int(0, 1_500);
    const template = random.chance(0.75) ? limitedTemplates[0] : limitedTemplates[1];
    const scenario = random.pick(scenarios);
    const launch: Act = { do: 'launch-limited', ...about, template, scenario };
    const extend: Act = { do: 'extend', ...about, presses: random.pick([1, 2]) };
    return [
      { atMs, act: launch },
      ...(random.chance(0.25) ? [{ atMs: atMs + random.int(500, 9_000), act: extend }] : []),
    ];
  }).flat();
  return random.chance(0.6) ? [...jobs, { atMs: 0, act: planSeam(random) }] : jobs;
}

/** A bot dies at one of its steps. */
function planSeam(random: Random): Act {
  const when = random.pick(['before-record', 'after-record'] as const);
  const how = { kind: 'kill', when, count: 1, after: 0 } as const;
  if (random.chance(0.3)) {
    return { do: 'vertex-fault', fault: { ...how, match: { call: 'cancel' } } };
  }
  const match = { method: '^chat\\.postMessage$', args: random.pick(says) };
  return { do: 'slack-fault', fault: { ...how, match } };
}
