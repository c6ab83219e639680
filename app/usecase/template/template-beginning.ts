// What the window for a template begins with: an empty template, a job’s, or the version in force.

import type { Answer } from '../../domain/answer/answer.ts';
import type { TemplateCommand } from '../../domain/command/parse/command.ts';
import type { JobReference } from '../../domain/job/job-reference.ts';
import { templateOfJob } from '../../domain/template/fill/job-template.ts';
import { knownFields } from '../../domain/spec/known-fields.ts';
import { secretsIn } from '../../domain/template/secret/secret.ts';
import type { TemplateForm, TemplateNotice } from '../../domain/form/template-form.ts';
import type { TemplateSave } from '../../domain/template/template-save.ts';
import type { Request } from '../ports/interactions.ts';
import { readJobSpec, type ReadJobSpecDeps } from '../job/read-job-spec.ts';
import { noTemplate } from '../launch/request/find-launched.ts';
import type { Templates, TemplateText } from '../ports/templates.ts';

type BeginningDeps = ReadJobSpecDeps & {
  readonly templates: Templates;
  readonly text: TemplateText;
};

export async function makeForm(
  deps: BeginningDeps,
  request: Request,
  command: Extract<TemplateCommand, { action: 'save' | 'edit' }>,
  newest: TemplateSave | undefined,
): Promise<TemplateForm | Answer> {
  const { name } = command;
  const form = { channel: request.requester.channel, name, base: newest?.number ?? 0 };
  const current = newest?.action === 'delete' ? undefined : newest;
  if (command.action === 'save' && command.from !== undefined) {
    const read = await textOfJob(deps, request, name, command.from);
    return 'kind' in read ? read : { ...form, ...read };
  }
  if (command.action === 'save') return { ...form, ...(await beginning(deps, name, current)) };
  if (current !== undefined) return { ...form, ...(await beginning(deps, name, current)) };
  const names = (await deps.templates.list()).map((template) => template.name);
  return {
    kind: 'problem',
    problems: [noTemplate(name, names)],
    hint: { kind: 'make-template', name },
  };
}

/** The text to edit. Secrets aren't shown, and can't be kept. */
async function beginning(
  { text }: Pick<BeginningDeps, 'text'>,
  name: string,
  current: TemplateSave | undefined,
): Promise<Pick<TemplateForm, 'text' | 'notices'>> {
  if (current === undefined) return { text: skeleton(name, text.write({ name })) };
  const shown = await text.show(current.text);
  return shown === current.text
    ? { text: shown }
    : { text: shown, notices: [{ kind: 'secrets-redacted' }] };
}

async function textOfJob(
  deps: BeginningDeps,
  request: Request,
  name: string,
  reference: JobReference,
): Promise<Pick<TemplateForm, 'text' | 'notices'> | Answer> {
  const found = await readJobSpec(deps, reference, request);
  if ('answer' in found) return found.answer;
  const { spec, unknown } = knownFields(found.body.jobSpec, 'jobSpec');
  const body = { ...found.body, jobSpec: spec };
  const { tree, leftOut } = templateOfJob(name, body, found.target, secretsIn(found.parameters));
  return { text: deps.text.write(tree), notices: noticesOf(leftOut, unknown) };
}

function noticesOf(
  secrets: readonly string[],
  unknown: readonly string[],
): readonly TemplateNotice[] {
  return [
    ...(secrets.length === 0 ? [] : [{ kind: 'secrets-left-out', paths: secrets } as const]),
    ...(unknown.length === 0 ? [] : [{ kind: 'fields-left-out', paths: unknown } as const]),
  ];
}

/**
 * A new template: the least that can be launched, with the available settings. Its first line is
 * YAML, so `2024` and `true` need quotes.
 */
function skeleton(name: string, nameLine: string): string {
  return `${nameLine.trimEnd()}
description: What it does
parameters:
  epochs: { type: integer, default: 10, min: 1, description: how often the data is seen }
displayName: '${name} {{epochs}} epochs'
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec:
        imageUri: us-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE:TAG
        args: ['--epochs={{epochs}}']
`;
}
