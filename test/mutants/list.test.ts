// Checks that each line can still be broken. `npm run mutants` checks that its test notices.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from './list.ts';
import { breakLine, nameOfPlan } from './mutant.ts';
import { makePlan } from '../chaos/plan/make-plan.ts';

const root = resolve(import.meta.dirname, '../..');

test('each name is unique', () => {
  const names = mutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(mutants)('$name is in its file once, and its test file exists', (mutant) => {
  const text = readFileSync(join(root, mutant.file), 'utf8');
  const broken = breakLine(mutant, text);
  expect(broken).toMatchObject({ ok: true });
  expect(broken.ok && broken.text).not.toBe(text);
  if (mutant.test !== undefined) expect(existsSync(join(root, mutant.test.file))).toBe(true);
});

/** The sequence of test/chaos/perform/sequences.ts that each plan needs. */
const sequences = {
  'plan-overlap': 'lost-create',
  'plan-send-lease': 'stalled-send',
  'plan-first-404': 'unlisted-job',
} as const;

test('each plan performs the sequence that its line needs', () => {
  const planned = mutants.flatMap(({ name, plan }) => (plan === undefined ? [] : [{ name, plan }]));
  expect(planned.map(({ name }) => name).sort()).toEqual(Object.keys(sequences).sort());
  for (const { name, plan } of planned) {
    const { acts } = makePlan(plan.seed, plan.run, plan.database);
    const performed = acts.flatMap(({ act }) => (act.do === 'sequence' ? act.sequence : []));
    expect(performed, `${name}: ${nameOfPlan(plan)}`).toEqual(
      Object.entries(sequences).flatMap(([one, sequence]) => (one === name ? sequence : [])),
    );
  }
});
