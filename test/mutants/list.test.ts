// That each line can be broken is seen here at once; that its test notices, by `npm run mutants`.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from './list.ts';
import { breakLine, nameOfPlan } from './mutant.ts';
import { makePlan } from '../chaos/plan/make-plan.ts';

const root = resolve(import.meta.dirname, '../..');

test('each name is one line’s', () => {
  const names = mutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(mutants)('$name stands in its file, once, and has a test or a plan', (mutant) => {
  const text = readFileSync(join(root, mutant.file), 'utf8');
  const broken = breakLine(mutant, text);
  expect(broken).toMatchObject({ ok: true });
  expect(broken.ok && broken.text).not.toBe(text);
  if (mutant.test !== undefined) expect(existsSync(join(root, mutant.test.file))).toBe(true);
});

/** The sequence of test/chaos/perform/sequences.ts that has to notice. */
const sequences = {
  'plan-overlap': 'lost-create',
  'plan-send-lease': 'stalled-send',
  'plan-target-lease': 'frozen-poller',
  'plan-stale': 'late-lists',
  'plan-first-404': 'unlisted-job',
} as const;

test('each plan plays the sequence that its line needs', () => {
  const planned = mutants.flatMap(({ name, plan }) => (plan === undefined ? [] : [{ name, plan }]));
  expect(planned.map(({ name }) => name).sort()).toEqual(Object.keys(sequences).sort());
  for (const { name, plan } of planned) {
    const { acts } = makePlan(plan.seed, plan.run, plan.database);
    const played = acts.flatMap(({ act }) => (act.do === 'sequence' ? act.sequence : []));
    expect(played, `${name}: ${nameOfPlan(plan)}`).toEqual(
      Object.entries(sequences).flatMap(([one, sequence]) => (one === name ? sequence : [])),
    );
  }
});
