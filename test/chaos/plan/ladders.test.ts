import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { scenarioSchema } from '../../../app/sandbox/vertex/job/scenario.ts';
import { ladderedTemplate } from './feature-act.ts';
import { ladder, maxWaitingMs, planLadders } from './ladders.ts';
import { createRandom } from './random.ts';

const plans = Array.from({ length: 300 }, (_, seed) => planLadders(createRandom(seed), seed));
const launches = plans.map((acts) =>
  acts.flatMap(({ act }) => (act.do === 'launch-laddered' ? [act] : [])),
);

const pools = z.array(z.looseObject({ machineSpec: z.looseObject({ machineType: z.string() }) }));
const templateSchema = z.looseObject({
  target: z.string(),
  guard: z.object({ maxWaiting: z.string() }),
  fallback: z.array(
    z.object({
      target: z.string().optional(),
      machineSpec: z.looseObject({ machineType: z.string() }).optional(),
      strategy: z.string().optional(),
    }),
  ),
  jobSpec: z.looseObject({ workerPoolSpecs: pools }),
});

test('the ladder is the template’s', () => {
  const file = join(import.meta.dirname, `../templates/${ladderedTemplate}.yaml`);
  const template = templateSchema.parse(parse(readFileSync(file, 'utf8')));
  const [pool] = template.jobSpec.workerPoolSpecs;
  const rungs = [{}, ...template.fallback].map(({ target, machineSpec, strategy }: Fallback) => ({
    location: (target ?? template.target).split('/')[1],
    machineType: (machineSpec ?? pool?.machineSpec)?.machineType,
    strategy,
  }));
  expect(rungs).toEqual(ladder);
  expect(template.guard.maxWaiting).toBe(`${maxWaitingMs / 1_000}s`);
});
type Fallback = Partial<z.output<typeof templateSchema>['fallback'][number]>;

test('each attempt follows a scenario that the sandbox takes', () => {
  const rungs = launches.flat().map((act) => act.rungs);
  expect(rungs.every(({ length }) => length === ladder.length)).toBe(true);
  for (const rung of rungs.flat()) expect(scenarioSchema.safeParse(rung).error).toBeUndefined();
});

test('no job waits for ever where the end of a run would not cancel it', () => {
  const endless = launches.flat().flatMap(({ rungs }) =>
    rungs.flatMap(({ phases }) => {
      const last = phases.at(-1);
      return last?.ms === null ? [last.state] : [];
    }),
  );
  const ends = ['SUCCEEDED', 'FAILED'];
  expect([...new Set(endless)].filter((state) => !ends.includes(state))).toEqual(['QUEUED']);
});

test('about every third run has launches, each with a name of its own', () => {
  const some = launches.filter(({ length }) => length > 0);
  expect(some.length / plans.length).toBeGreaterThan(0.28);
  expect(some.length / plans.length).toBeLessThan(0.42);
  for (const acts of some) expect(new Set(acts.map(({ tag }) => tag)).size).toBe(acts.length);
});

test('people cancel some of them', () => {
  const cancels = plans.filter((acts) => acts.some(({ act }) => act.do === 'cancel-laddered'));
  expect(cancels.length).toBeGreaterThan(20);
});
