// Breaks one line at a time and checks that its test or its plan goes red. All of them run on the unbroken code first: one that is red
// there says nothing about its line.

import type { Mutant } from './mutant.ts';
import { breakLine, nameOfPlan, type NamedPlan, type NamedTest } from './mutant.ts';
import { colourOf, type Colour, type Report } from './report.ts';
import { runPlan } from './run-plan.ts';
import { makeScratch, type Scratch } from './scratch.ts';
import { createTester, type Tester } from './tester.ts';

/** `what` says why a mutant was not killed. */
export type Outcome = { readonly mutant: Mutant; readonly killed: boolean; readonly what: string };

/** A copy, and what runs tests in it. */
type Bench = { readonly scratch: Scratch; readonly tester: Tester };

export type Print = (line: string) => unknown;

/** The outcome of each mutant, in their order. `root` is the repository; `atOnce` copies of it are used side by side. */
export async function runMutants(
  root: string,
  mutants: readonly Mutant[],
  atOnce: number,
  print: Print,
): Promise<readonly Outcome[]> {
  const count = Math.max(1, atOnce);
  const benches = Array.from({ length: count }, () => makeBench(root, count));
  const clean = (): void => {
    for (const { scratch, tester } of benches) {
      tester.stop();
      scratch.remove();
    }
  };
  process.once('exit', clean);
  try {
    const known = await runUnbroken(benches, mutants, print);
    const queue = mutants.filter((mutant) => !known.has(mutant)).values();
    const outcomes = new Map(known);
    const work = async (bench: Bench): Promise<void> => {
      for (const mutant of queue) {
        const began = Date.now();
        const outcome = await runOne(bench, mutant);
        outcomes.set(mutant, outcome);
        const seconds = Math.round((Date.now() - began) / 1_000);
        print(
          `${outcomes.size} of ${mutants.length}: ${mutant.name}: ${outcome.what} (${seconds} s)`,
        );
      }
    };
    await Promise.all(benches.map(work));
    return mutants.flatMap((mutant) => outcomes.get(mutant) ?? []);
  } finally {
    process.off('exit', clean);
    clean();
  }
}

function makeBench(root: string, workers: number): Bench {
  const scratch = makeScratch(root);
  return { scratch, tester: createTester(scratch.root, workers) };
}

/** The mutants that can't be run: their line is not in the code, or their test is not green on the unbroken code. */
async function runUnbroken(
  benches: readonly Bench[],
  mutants: readonly Mutant[],
  print: Print,
): Promise<ReadonlyMap<Mutant, Outcome>> {
  const [bench] = benches;
  if (bench === undefined || mutants.length === 0) return new Map();
  const { scratch, tester } = bench;
  print('running the named tests and plans on the unbroken code');
  const tests = mutants.flatMap(({ test }) => test ?? []);
  const report = tests.length === 0 ? [] : await tester.run(tests);
  const plans = await colourPlans(scratch, mutants, benches.length);
  return new Map(
    mutants.flatMap((mutant) => {
      const { test, plan } = mutant;
      const why =
        lineMissing(scratch, mutant) ??
        (test === undefined
          ? notGreenPlan(plan, plans.get(nameOfPlan(plan)))
          : notGreen(scratch, test, report));
      if (why === undefined) return [];
      print(`${mutant.name}: ${why}`);
      return [[mutant, { mutant, killed: false, what: why }]];
    }),
  );
}

function lineMissing(scratch: Scratch, mutant: Mutant): string | undefined {
  const broken = breakLine(mutant, scratch.read(mutant.file) ?? '');
  return broken.ok ? undefined : broken.why;
}

/** The colours of all plans on the unbroken code, by name. */
async function colourPlans(
  { root }: Scratch,
  mutants: readonly Mutant[],
  atOnce: number,
): Promise<ReadonlyMap<string, Colour>> {
  const plans = new Map(
    mutants.flatMap(({ plan }) => (plan === undefined ? [] : [[nameOfPlan(plan), plan] as const])),
  );
  const colours = new Map<string, Colour>();
  const queue = plans.entries();
  const work = async (): Promise<void> => {
    for (const [name, plan] of queue) colours.set(name, await runPlan(root, plan));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return colours;
}

function notGreenPlan(plan: NamedPlan, colour: Colour | undefined): string | undefined {
  if (colour?.is === 'green') return undefined;
  if (colour?.is === 'unrun') return colour.why;
  return `its plan is red on the unbroken code: ${nameOfPlan(plan)}`;
}

function notGreen(
  { root }: Scratch,
  test: NamedTest,
  report: Report | undefined,
): string | undefined {
  if (report === undefined) return 'the tests of the unbroken code did not end';
  const colour = colourOf(report, test, root);
  if (colour.is === 'green') return undefined;
  return colour.is === 'unrun' ? colour.why : `its test is red on the unbroken code: ${test.name}`;
}

async function runOne(bench: Bench, mutant: Mutant): Promise<Outcome> {
  const { scratch, tester } = bench;
  const text = scratch.read(mutant.file) ?? '';
  const broken = breakLine(mutant, text);
  const write = (changed: string): void => {
    scratch.write(mutant.file, changed);
    tester.changed(mutant.file);
  };
  if (!broken.ok) return { mutant, killed: false, what: broken.why };
  write(broken.text);
  try {
    const colour = await colourBroken(bench, mutant);
    if (colour.is === 'red') return { mutant, killed: true, what: 'killed' };
    const what = colour.is === 'unrun' ? colour.why : 'SURVIVED';
    return { mutant, killed: false, what };
  } finally {
    write(text);
  }
}

/** The real clock is not part of a plan, so a broken line may pass once by chance. */
const tries = 3;

async function colourBroken({ scratch, tester }: Bench, { test, plan }: Mutant): Promise<Colour> {
  if (test !== undefined) {
    const report = await tester.run([test]);
    if (report === undefined) return { is: 'unrun', why: 'its test did not end' };
    return colourOf(report, test, scratch.root);
  }
  let colour: Colour = { is: 'green' };
  for (let at = 0; at < tries && colour.is === 'green'; at++)
    colour = await runPlan(scratch.root, plan);
  return colour;
}
