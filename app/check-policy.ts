// `npm run policy -- check FILE` says whether a policy file is fine, and with `--as U…` what it gives
// somebody. It asks nobody: for review in git.

import { clock } from './clock.ts';
import { unlistedTemplates } from './domain/permission/read/account-warnings.ts';
import { missingTemplates, sayMissing } from './domain/permission/read/missing-templates.ts';
import type { PolicyRules } from './domain/permission/policy-rules.ts';
import { sayUnknownAccess, unknownAccess } from './domain/permission/read/unknown-access.ts';
import type { Template } from './domain/template/template.ts';
import { plainSentence } from './domain/text/sentence.ts';
import { readCheckOptions, usage, type CheckOptions } from './policy/check-options.ts';
import { readPolicyFile } from './policy/read-policy.ts';
import { sayFine } from './policy/say-fine.ts';
import { verdictsOf } from './policy/verdicts.ts';
import { createTemplateFiles } from './templates/files.ts';
import { templateText } from './templates/text.ts';
import { createTemplateText } from './templates/thread.ts';

/** How it ended. */
const exits = { fine: 0, wrong: 1, usage: 2, refused: 3 } as const;

type Outcome = {
  readonly exit: number;
  readonly out?: readonly string[];
  readonly errors?: readonly string[];
};

async function check({ file, templates, as }: CheckOptions): Promise<Outcome> {
  const bytes = await readPolicyFile(file);
  if (!bytes.ok) return { exit: exits.wrong, errors: [bytes.problem] };
  const parsed = templateText.policy(bytes.text);
  if (!parsed.ok) return { exit: exits.wrong, errors: parsed.problems };
  const there = templates === undefined ? undefined : await templatesIn(templates);
  if (there === 'unreadable') {
    const problem = `--templates: the directory ${templates ?? ''} can’t be read.`;
    return { exit: exits.usage, errors: [problem] };
  }
  const unmatched = there === undefined ? [] : sayUnmatched(parsed.rules, there);
  const warned = (all: readonly string[]) => all.map((one) => `Warning: ${one}`);
  if (as === undefined) {
    const fine = sayFine(file, bytes.hash, parsed.rules);
    return { exit: exits.fine, out: [fine, ...warned([...parsed.warnings, ...unmatched])] };
  }
  const { isAllowed, lines } = verdictsOf(parsed.rules, as, there?.all);
  // A table has no verdict of its own.
  const isRefused = as.verb !== undefined && !isAllowed;
  return { exit: isRefused ? exits.refused : exits.fine, out: [...lines, ...warned(unmatched)] };
}

type Found = { readonly all: readonly Template[]; readonly broken: readonly string[] };

/** The templates of a directory, and the files in it that can’t be used. */
async function templatesIn(dir: string): Promise<Found | 'unreadable'> {
  const log = { info: () => undefined, warn: () => undefined };
  const files = createTemplateFiles({ dir, clock, log, text: createTemplateText() });
  const all = await files.list();
  const broken = await files.problems();
  if (broken.some(({ file }) => file === dir)) return 'unreadable';
  return { all, broken: broken.map(({ file }) => file) };
}

/** Warnings of names that no template has, of accounts that aren't listed, and of roles that templates ask for and nobody has. */
function sayUnmatched(rules: PolicyRules, { all, broken }: Found): readonly string[] {
  const names = all.map(({ name }) => name);
  return [
    ...missingTemplates(rules, names).map(sayMissing),
    ...unlistedTemplates(rules, all),
    ...unknownAccess(rules.roles, all).flatMap(sayUnknownAccess),
    ...broken.map((file) => `${file} is no valid template, so it doesn’t count.`),
  ];
}

async function run(args: readonly string[]): Promise<Outcome> {
  const read = readCheckOptions(args);
  if (read.ok) return check(read.options);
  return read.problem === undefined
    ? { exit: exits.fine, out: [usage] }
    : { exit: exits.usage, errors: [read.problem, usage] };
}

const { exit, out = [], errors = [] } = await run(process.argv.slice(2));
for (const line of out) process.stdout.write(`${plainSentence(line)}\n`);
for (const line of errors) process.stderr.write(`${plainSentence(line)}\n`);
process.exitCode = exit;
