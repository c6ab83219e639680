import type { Answer } from '../domain/answer.ts';
import type { TemplateCommand } from '../domain/command.ts';
import { unknownTemplate } from './request-launch.ts';
import type { Templates } from './template-port.ts';

/** The templates there are, or one of them. */
export async function showTemplates(
  templates: Templates,
  command: TemplateCommand,
): Promise<Answer> {
  if (command.action === 'list') {
    return {
      kind: 'templates',
      templates: await templates.list(),
      problems: await templates.problems(),
    };
  }
  const { name } = command;
  const template = await templates.get(name);
  const source = await templates.source(name);
  return template === undefined || source === undefined
    ? unknownTemplate(templates, name)
    : { kind: 'template', template, source };
}
