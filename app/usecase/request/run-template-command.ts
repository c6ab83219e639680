import type { Answer } from '../../domain/answer/answer.ts';
import type { TemplateCommand } from '../../domain/command/parse/command.ts';
import { mostInMessage } from '../../domain/form/whole-template.ts';
import { respond } from '../permission/respond.ts';
import { changeTemplate } from '../template/change-template.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Request } from '../ports/interactions.ts';
import { openTemplateForm } from '../template/edit-template.ts';
import { showTemplates } from '../template/show-template.ts';

export async function dispatchTemplate(
  deps: InteractionDeps,
  request: Request,
  command: TemplateCommand,
): Promise<Answer | undefined> {
  switch (command.action) {
    case 'list':
    case 'show':
    case 'history':
      return respond(deps, request, { verb: 'template', subject: 'template' }, async () => {
        const answer = await showTemplates(deps, request.requester, command);
        await openWhole(deps, request, answer);
        return answer;
      });
    case 'save':
    case 'edit':
      openTemplateForm(deps, request, command);
      return undefined;
    case 'restore':
    case 'delete': {
      const permission = { verb: 'template-restore', subject: command.name } as const;
      return respond(deps, request, permission, (_, its) => changeTemplate(deps, its, command));
    }
  }
}

/** Also shows a template in a window if it is too long for a message. */
async function openWhole(
  { windows }: InteractionDeps,
  { trigger }: Request,
  answer: Answer,
): Promise<void> {
  if (trigger === undefined || answer.kind !== 'template') return;
  const { template, source: text } = answer;
  if (text.length <= mostInMessage) return;
  const { name, version } = template;
  // If it is too late to open a window, the message says how to see the text.
  await windows.open(trigger, { kind: 'whole-template', template: { name, version, text } });
}
