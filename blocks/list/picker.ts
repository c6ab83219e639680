import type { ActionsBlock } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { PickerVerb } from '../../app/domain/answer/job-answer.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { actionId, reasonBlock, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { jobLine } from '../job/job-line.ts';
import { limits } from '../kit/limits.ts';
import { message, type Message } from '../kit/message.ts';
import { plain } from '../kit/plain.ts';
import { quoteCode, say, type Line } from '../kit/rich.ts';

type Picker = AnswerOf<'picker'>;

/** Asks which job is meant. Offers only acts that need nothing but a job. */
export function renderPicker(answer: Picker, context: RenderContext): Message {
  const { verb, typed, candidates, more } = answer;
  const questions: Readonly<Record<PickerVerb, string>> = {
    cancel: '. Which one shall be cancelled?',
    status: '. Which one do you mean?',
    logs: '. Which one’s log do you mean?',
    audit: '. Which one do you mean?',
    extend: '. Repeat the command with the handle of the one you mean.',
    rerun: '. Repeat the command with the handle of the one you mean.',
  };
  const question: Line = [
    say('Several jobs fit '),
    quoteCode(typed),
    say(questions[verb]),
    ...(more > 0 ? [say(` (${more} more: type more of the name, or a handle.)`)] : []),
  ];
  const listed = candidates.map((card) => jobLine(card, context.now));
  return message(
    [question, ...listed],
    verb === 'rerun' || verb === 'extend' ? undefined : pickerMenu(verb, answer, context),
  );
}

const pickIds = {
  cancel: actionId('pick-cancel'),
  status: actionId('pick-status'),
  logs: actionId('pick-logs'),
  audit: actionId('pick-audit'),
} as const;

function pickerMenu(
  verb: keyof typeof pickIds,
  { candidates, reason }: Picker,
  { token }: RenderContext,
): ActionsBlock {
  return {
    type: 'actions',
    ...(reason === undefined ? {} : { block_id: reasonBlock(reason) }),
    elements: [
      {
        type: 'static_select',
        action_id: pickIds[verb],
        placeholder: { type: 'plain_text', text: 'Pick a job' },
        options: candidates.slice(0, limits.selectOptions).map(({ launch }) => ({
          text: plain(`${launch.handle} ${shownName(launch)}`, limits.optionText),
          value: writeActionValue({ handle: launch.handle, token }),
        })),
        ...(verb === 'cancel'
          ? {
              confirm: {
                title: { type: 'plain_text', text: 'Cancel this job?' },
                text: { type: 'plain_text', text: 'A cancel can’t be undone.' },
                confirm: { type: 'plain_text', text: 'Cancel the job' },
                deny: { type: 'plain_text', text: 'Let it run' },
                style: 'danger',
              },
            }
          : {}),
      },
    ],
  };
}
