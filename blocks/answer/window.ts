import type { ModalView } from '@slack/types';
import type { Window } from '../../app/domain/answer/window.ts';
import { renderDenyForm } from '../approval/deny-form.ts';
import { renderLaunchSpec } from '../approval/launch-spec.ts';
import { renderAnswer } from './answer.ts';
import type { RenderContext } from '../kit/context.ts';
import { formIds } from '../kit/value/form-ids.ts';
import { renderLaunchForm } from '../launch/launch-form.ts';
import { limits } from '../kit/limits.ts';
import type { Message } from '../kit/message.ts';
import { plain } from '../kit/plain.ts';
import { renderTemplateForm } from '../template/template-form.ts';
import { renderWholeTemplate } from '../template/whole-template.ts';

/** Renders a modal window. */
export function renderWindow(window: Window, context: RenderContext): ModalView {
  switch (window.kind) {
    case 'launch-form':
      return renderLaunchForm(window.form);
    case 'template-form':
      return renderTemplateForm(window.form, context);
    case 'whole-template':
      return renderWholeTemplate(window.template);
    case 'deny-form':
      return renderDenyForm(window.form);
    case 'launch-spec':
      return renderLaunchSpec(window.card, context);
    case 'preview':
      return {
        type: 'modal',
        title: plain('Preview', limits.viewTitle),
        close: plain('Back', limits.viewTitle),
        ...(window.channel === undefined
          ? {}
          : {
              callback_id: formIds.preview,
              private_metadata: JSON.stringify({
                channel: window.channel,
                ...(window.home === true ? { home: true } : {}),
              }),
            }),
        blocks: inWindow(renderAnswer(window.answer, context)),
      };
    case 'answer':
      return renderAnswerWindow(renderAnswer(window.answer, context), window.channel);
  }
}

/** Windows don't support tables, so the plainer form is used. */
function inWindow({ blocks, plainer }: Message): Message['blocks'] {
  return plainer ?? blocks;
}

/** An answer's message as a window; presses in it count as presses at Home. */
export function renderAnswerWindow(message: Message, dm: string): ModalView {
  return {
    type: 'modal',
    callback_id: formIds.answer,
    title: plain('Vertex Jobs', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    private_metadata: JSON.stringify({ channel: dm, home: true }),
    blocks: inWindow(message),
  };
}
