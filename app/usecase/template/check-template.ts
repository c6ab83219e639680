// The rules for every new version of a template in Slack, edited or restored.

import type { Target } from '../../domain/job/job.ts';
import { sayProblem } from '../../domain/text/problem.ts';
import { redacted } from '../../domain/secret/redact.ts';
import { tellsSecret } from '../../domain/template/secret/secret.ts';
import { type Template } from '../../domain/template/template.ts';
import type { TextTrouble } from '../../domain/template/text/text-problem.ts';
import { usableTargets } from '../../domain/template/fill/choose-target.ts';
import type { TemplateEntries } from '../../domain/form/template-form.ts';
import type { TemplateText } from '../ports/templates.ts';
import { readNamed } from './templates.ts';

export type CheckTemplateDeps = {
  readonly text: TemplateText;
  readonly targets: readonly Target[];
};

type CheckedText =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problems: readonly TextTrouble[] };

/** The template a text makes, or all its problems. No secret is quoted. */
export async function checkText(
  { text: reader, targets: configured }: CheckTemplateDeps,
  name: string,
  { text, note = '' }: TemplateEntries,
): Promise<CheckedText> {
  if (text.includes(redacted)) return { ok: false, problems: [{ kind: 'still-redacted' }] };
  const parsed = await readNamed(reader, name, text, 'new');
  if (!parsed.ok) return parsed;
  const { template } = parsed;
  const found = await reader.secrets(template, text);
  if (found === undefined) return { ok: false, problems: [{ kind: 'search-too-long' }] };
  const problems: TextTrouble[] = found.problems.map((one) => sayProblem(one, 'The template'));
  if (found.inComment) problems.push({ kind: 'tells-secret', where: 'comment' });
  if (tellsSecret(`# ${note}`)) problems.push({ kind: 'tells-secret', where: 'note' });
  if (/\bPROJECT\/REPOSITORY\/IMAGE\b/.test(JSON.stringify(template.jobSpec))) {
    problems.push({ kind: 'example-image' });
  }
  if (usableTargets(template, configured).length === 0) {
    problems.push({ kind: 'runs-elsewhere', targets: template.targets, configured });
  }
  return problems.length === 0 ? { ok: true, template } : { ok: false, problems };
}
