// The command line of `npm run mutants`.

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { nameOfPlan, type Mutant } from './mutant.ts';
import { runMutants, type Outcome, type Print } from './run-mutants.ts';

const usage = `npm run mutants -- [--only NAME]… [--list] [--parallel P]

  --only      only the lines whose name has this in it
  --list      prints the lines and breaks none
  --parallel  how many are broken at a time, each in its own copy

Some lines are checked by a run of the campaign instead of a test. Those that need several bots run on PostgreSQL: TEST_POSTGRES_URL names
the server; without it they are skipped.
`;

type Options = {
  readonly only: readonly string[];
  readonly list: boolean;
  readonly atOnce: number;
};

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      parallel: { type: 'string', default: String(availableParallelism()) },
    },
  });
  if (!/^[1-9]\d?$/.test(values.parallel)) {
    throw new Error(`--parallel is a number, not ${values.parallel}.`);
  }
  return { only: values.only, list: values.list, atOnce: Number(values.parallel) };
}

function choose(mutants: readonly Mutant[], only: readonly string[]): readonly Mutant[] {
  const chosen =
    only.length === 0
      ? mutants
      : mutants.filter(({ name }) => only.some((part) => name.includes(part)));
  if (chosen.length === 0) throw new Error(`No line is called ${only.join(' or ')}.`);
  return chosen;
}

/** 0: every broken line was noticed. 1: one was not, or could not be run. 2: the arguments are wrong. */
type ExitCode = 0 | 1 | 2;

/** Breaks the lines that `args` choose, in copies of the repository at `root`. */
export async function runCli(
  root: string,
  mutants: readonly Mutant[],
  args: readonly string[],
  print: Print,
  hasPostgres = process.env['TEST_POSTGRES_URL'] !== undefined,
): Promise<ExitCode> {
  let options: Options;
  let chosen: readonly Mutant[];
  try {
    options = readOptions(args);
    chosen = choose(mutants, options.only);
  } catch (error) {
    print(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (options.list) {
    for (const one of chosen) print(`${one.name}\n  ${one.why}\n  ${one.file} ← ${noticedBy(one)}`);
    return 0;
  }
  const isSkipped = ({ plan }: Mutant) => plan?.database === 'postgres' && !hasPostgres;
  for (const { name } of chosen.filter(isSkipped)) {
    print(`SKIPPED ${name}: it needs a PostgreSQL server, and TEST_POSTGRES_URL is not set`);
  }
  chosen = chosen.filter((one) => !isSkipped(one));
  const began = Date.now();
  const outcomes = await runMutants(root, chosen, Math.min(options.atOnce, chosen.length), print);
  for (const line of table(outcomes)) print(line);
  const noticed = outcomes.filter(({ killed }) => killed).length;
  const seconds = Math.round((Date.now() - began) / 1_000);
  print(`${noticed} of ${chosen.length} broken lines were noticed, in ${seconds} s`);
  return noticed === chosen.length ? 0 : 1;
}

const noticedBy = ({ test, plan }: Mutant): string =>
  test === undefined ? nameOfPlan(plan) : test.name;

/** How many lines of each file were noticed; then those that were not, and what that means for people. */
function table(outcomes: readonly Outcome[]): readonly string[] {
  const byFile = Map.groupBy(outcomes, ({ mutant }) => mutant.file);
  const files = [...byFile].map(([file, some]) => {
    const killed = some.filter((one) => one.killed).length;
    return `${String(killed).padStart(4)} of ${String(some.length).padStart(2)}  ${file}`;
  });
  const alive = outcomes
    .filter(({ killed }) => !killed)
    .map(({ mutant, what }) => `NOT NOTICED ${mutant.name} (${mutant.why}): ${what}`);
  return ['', ...files.sort(), ...alive, ''];
}
