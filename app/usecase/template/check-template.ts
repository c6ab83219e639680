// The rules for every new version of a template in Slack, edited or restored.

import { formatTarget, type Target } from '../../domain/job/job.ts';
import { nameAll, sayProblem } from '../../domain/text/problem.ts';
import { redacted } from '../../domain/secret/redact.ts';
import { tellsSecret } from '../../domain/template/secret.ts';
import { type Template } from '../../domain/template/template.ts';
import { usableTargets } from '../../domain/template/fill-template.ts';
import type { TemplateEntries } from '../../domain/form/template-form.ts';
import { tooMuchToSearch, type TemplateText } from '../ports/templates.ts';
import { readNamed } from './templates.ts';

export type CheckTemplateDeps = {
  readonly text: TemplateText;
  readonly targets: readonly Target[];
};

type CheckedText =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problem: string };

/** The template a text makes, or all its problems in whole sentences. No secret is quoted. */
export async function checkText(
  { text: reader, targets }: CheckTemplateDeps,
  name: string,
  { text, note = '' }: TemplateEntries,
): Promise<CheckedText> {
  if (text.includes(redacted)) return { ok: false, problem: sayRedacted };
  const parsed = await readNamed(reader, name, text, 'new');
  if (!parsed.ok) return { ok: false, problem: parsed.problems.join(' ') };
  const { template } = parsed;
  const found = await reader.secrets(template, text);
  if (found === undefined) return { ok: false, problem: tooMuchToSearch };
  const problems = found.problems.map((one) => sayProblem(one, 'The template'));
  if (found.inComment) problems.push(sayHidden('A comment'));
  if (tellsSecret(`# ${note}`)) problems.push(sayHidden('Your note'));
  if (/\bPROJECT\/REPOSITORY\/IMAGE\b/.test(JSON.stringify(template.jobSpec))) {
    problems.push(sayExample);
  }
  if (usableTargets(template, targets).length === 0) {
    const [wanted, here] = [template.targets, targets].map((all) => nameAll(all.map(formatTarget)));
    problems.push(`It runs in ${wanted ?? ''} only, and this bot is set up for ${here ?? ''}.`);
  }
  return problems.length === 0
    ? { ok: true, template }
    : { ok: false, problem: problems.join(' ') };
}

const sayExample =
  '`PROJECT/REPOSITORY/IMAGE` is only the example that a new template begins with: write where your image is.';

const sayRedacted = `\`${redacted}\` stands where a secret was: write what is to stand there, such as a parameter, or remove it.`;

function sayHidden(where: string): string {
  return `${where} seems to hold a secret, and everyone who may read the template would see it: take it out.`;
}
