// Tests the runner on a small project of its own, with the real vitest.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCli } from './cli.ts';
import type { Mutant, Tested } from './mutant.ts';
import { colourOfRun } from './run-plan.ts';

const source = `export const isFull = (taken: number): boolean => {
  if (taken < 0) return false;
  return taken >= 3;
};
export const one = 1;
export const two = 1;
`;
const tests = `import { describe, expect, test } from 'vitest';
import { isFull } from '../app/full.ts';
describe('a room (of 3)', () => {
  test('is full', () => expect(isFull(3)).toBe(true));
  test('is red by itself', () => expect(isFull(3)).toBe(false));
});
`;

let directory: string;
let root: string;
let copies: string;
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'mutants-test-')));
  root = join(directory, 'project');
  copies = join(directory, 'copies');
  for (const made of [root, copies]) mkdirSync(made);
  vi.stubEnv('TMPDIR', copies);
  mkdirSync(join(root, 'app'));
  mkdirSync(join(root, 'test'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'app/full.ts'), source);
  writeFileSync(join(root, 'test/full.test.ts'), tests);
  symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

/** Each test starts vitest several times, and the machine may be busy. */
const patient = { timeout: 120_000 };

const file = 'test/full.test.ts';
const killed: Mutant & Tested = {
  name: 'killed',
  why: 'too many come in',
  file: 'app/full.ts',
  find: 'taken >= 3',
  replace: 'taken > 3',
  test: { file, name: 'a room (of 3) > is full' },
};
const survivor: Mutant & Tested = {
  ...killed,
  name: 'survivor',
  find: 'taken < 0',
  replace: 'taken < -1',
};

async function run(mutants: readonly Mutant[], ...args: readonly string[]) {
  const output: string[] = [];
  const code = await runCli(root, mutants, args, (line) => output.push(line));
  return { code, output: output.join('\n') };
}

test(
  'a line whose breaking is noticed is fine, and nothing is left of the copy',
  patient,
  async () => {
    const { code, output } = await run([killed]);
    expect(output).toContain('1 of 1: killed: killed');
    expect(output).toMatch(/1 of 1 broken lines were noticed/);
    expect(code).toBe(0);
    expect(readFileSync(join(root, 'app/full.ts'), 'utf8')).toBe(source);
    expect(readdirSync(copies)).toEqual([]);
  },
);

const named = (name: string): Partial<Mutant & Tested> => ({ test: { file, name } });
const failures: readonly (readonly [
  kind: string,
  change: Partial<Mutant & Tested>,
  expected: string,
])[] = [
  ['a line that nobody misses', { find: 'taken < 0', replace: 'taken < -1' }, 'SURVIVED'],
  ['a line that is not there', { find: 'taken === 3' }, 'the line is not in app/full.ts any more'],
  ['a file that is not there', { file: 'app/gone.ts' }, 'the line is not in app/gone.ts any more'],
  ['a text that stands twice', { find: '= 1;' }, 'the text stands 2 times in app/full.ts'],
  ['a test name that matches nothing', named('is empty'), 'no test of test/full.test.ts has this'],
  ['a test file that is not there', { test: { file: 'test/x.test.ts', name: 'x' } }, 'there is no'],
  ['a test that is red as things are', named('is red by itself'), 'is red on the unbroken code'],
  ['code that can’t be loaded', { replace: 'taken >=' }, 'test/full.test.ts could not be run'],
];

test(
  'each kind of failure is reported in its own words, and none is a success',
  patient,
  async () => {
    const mutants = failures.map(([name, change]) => ({ ...killed, name, ...change }));
    const { code, output } = await run(mutants);
    for (const [name, , what] of failures) {
      const line = output
        .split('\n')
        .find((one) => one.startsWith(`NOT NOTICED ${name} (too many`));
      expect(line, name).toContain(what);
    }
    expect(output).toContain(`0 of ${failures.length} broken lines were noticed`);
    expect(code).toBe(1);
  },
);

test('one survivor fails the run, and no broken line affects another', patient, async () => {
  const mutants = [killed, survivor, { ...killed, name: 'again' }];
  const { code, output } = await run(mutants, '--parallel', '1');
  expect(output).toContain('2 of 3 broken lines were noticed');
  expect(code).toBe(1);
});

test('the text to replace may occur elsewhere when another text precedes it', patient, async () => {
  const { code } = await run([
    { ...killed, after: 'return false;', find: 'taken', replace: '-taken' },
  ]);
  expect(code).toBe(0);
});

describe('the command line', () => {
  test('lists, and breaks nothing', async () => {
    const { code, output } = await run([killed, survivor], '--list', '--only', 'surv');
    expect(output).toContain(
      'survivor\n  too many come in\n  app/full.ts ← a room (of 3) > is full',
    );
    expect(output).not.toContain('killed');
    expect(code).toBe(0);
  });

  test.each([
    [['--only', 'nothing'], 'No line is called nothing.'],
    [['--parallel', '0'], '--parallel is a number, not 0.'],
    [['--what'], '--what'],
  ])('%j is not understood', async (args, what) => {
    const { code, output } = await run([killed], ...args);
    expect(output).toContain(what);
    expect(output).toContain('npm run mutants --');
    expect(code).toBe(2);
  });
});

describe('a line that a plan has to notice', () => {
  const plan = { seed: 1, run: 2, database: 'sqlite' } as const;
  const { name, why, file: broken, find, replace } = killed;
  const line = { name, why, file: broken, find, replace };

  const campaign = (script: string): void => {
    mkdirSync(join(root, 'test/chaos'), { recursive: true });
    writeFileSync(join(root, 'test/chaos/main.ts'), script);
  };
  /** Ends as the campaign does: prints how many runs failed. */
  const honest = `import { isFull } from '../../app/full.ts';
    console.log(process.argv.slice(2).join(' '));
    console.log(isFull(3) ? '1 passed, 0 failed' : '0 passed, 1 failed');
    process.exitCode = isFull(3) ? 0 : 1;`;

  test('is noticed when the run of the broken code fails', patient, async () => {
    campaign(honest);
    const { code, output } = await run([{ ...line, plan }]);
    expect(output).toContain('1 of 1: killed: killed');
    expect(code).toBe(0);
    expect(readdirSync(copies)).toEqual([]);
  });

  test.each([
    ['passes', `console.log('1 passed, 0 failed')`, 'SURVIVED'],
    ['fails as things are', `console.log('1 failed'); process.exitCode = 1`, 'red on the unbroken'],
    [
      'can’t be performed',
      `console.log('run 2 could not be performed'); process.exitCode = 1`,
      'could not',
    ],
    ['ends otherwise', `process.exitCode = 2`, 'could not be performed: it ended with 2'],
  ])('is not noticed when the run %s', patient, async (_what, script, what) => {
    campaign(script);
    const { code, output } = await run([{ ...line, plan }]);
    expect(output).toContain(what);
    expect(code).toBe(1);
  });

  test('is skipped without the server that its plan needs, and reported', async () => {
    const output: string[] = [];
    const mutant: Mutant = { ...line, plan: { ...plan, database: 'postgres' } };
    const code = await runCli(root, [mutant], [], (one) => output.push(one), false);
    expect(output.join('\n')).toContain('SKIPPED killed: it needs a PostgreSQL server');
    expect(code).toBe(0);
  });

  test('a run that had to be stopped is not red', () => {
    const output = '0 passed, 1 failed';
    expect(colourOfRun(plan, { code: null, output, late: true })).toMatchObject({ is: 'unrun' });
  });
});
