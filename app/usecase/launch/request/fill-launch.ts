// Fills the template of a launch with what was typed or launched before.

import type { Problems } from '../../../domain/answer/answer.ts';
import type { Target } from '../../../domain/job/job.ts';
import type { Template } from '../../../domain/template/template.ts';
import {
  fillTemplate,
  type FilledLaunch,
  type FilledTemplate,
} from '../../../domain/template/fill/fill-template.ts';
import type { LaunchInput } from '../../../domain/template/fill/read-values.ts';

/** Fills a template with the choices; problems come back as an answer. */
export function fillLaunch(
  template: Template,
  input: LaunchInput,
  targets: readonly Target[],
): FilledLaunch | Problems {
  return launchIn(template, fillTemplate(template, input, targets));
}

export function launchIn({ literal }: Template, result: FilledTemplate): FilledLaunch | Problems {
  if (result.ok) return result.launch;
  const { problems, newer } = result;
  const isSendable = literal && newer !== undefined;
  const hint = isSendable ? ({ kind: 'send-unchecked', from: 'answer' } as const) : undefined;
  return { kind: 'problem', problems, hint };
}
