// The window for editing a template.

import type { InputBlock, ModalView } from '@slack/types';
import {
  cutForFields,
  type TemplateConflict,
  type TemplateContext,
  type TemplateForm,
} from '../../app/domain/form/template-form.ts';
import { longestNote, versionName } from '../../app/domain/template/template-save.ts';
import { differs } from '../../app/domain/template/text/text-diff.ts';
import type { RenderContext } from '../kit/context.ts';
import { diffPart } from '../kit/diff.ts';
import { fileBlock, formIds, textBlock } from '../kit/value/form-ids.ts';
import { limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';
import { quote, quoteBold, say, sentenceLine, time, user, type Line } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';
import { sayNotices } from './form-notice.ts';

/** The window: its title, the text, a note, and a button that checks without saving. */
export function renderTemplateForm(form: TemplateForm, context: RenderContext): ModalView {
  const { channel, name, base } = form;
  const carried: TemplateContext = { channel, name, base };
  return {
    type: 'modal',
    callback_id: formIds.templateForm,
    title: plain('Save a template', limits.viewTitle),
    submit: plain('Save', limits.viewTitle),
    close: plain('Not now', limits.viewTitle),
    private_metadata: JSON.stringify(carried),
    blocks: [
      richText([headingLine(form), ...noticeLines(form, context)]),
      ...textInputs(form),
      fileInput(form),
      noteInput(form),
      {
        type: 'actions',
        block_id: formIds.check,
        elements: [
          { type: 'button', action_id: formIds.check, text: plain('Check and compare', 75) },
        ],
      },
    ],
  };
}

function headingLine({ name, base }: TemplateForm): Line {
  return [say('Saving '), quoteBold(name), say(' as '), quote(versionName(base + 1)), say('.')];
}

function noticeLines(
  { text, notices = [], conflict }: TemplateForm,
  context: RenderContext,
): readonly Line[] {
  return [
    ...(cutForFields(text) === undefined
      ? [[say('Its text is too long to be shown here: give the next version as a file.')]]
      : []),
    ...(notices.length === 0 ? [] : [[say('⚠️ '), ...sentenceLine(sayNotices(notices))]]),
    ...(conflict === undefined ? [] : conflictLines(conflict, context)),
  ];
}

/** What somebody else changed meanwhile, shown before the editor's own text. */
function conflictLines(
  { author, at, note, deleted, lines }: TemplateConflict,
  { now }: RenderContext,
): readonly Line[] {
  const hasChanged = !deleted && differs(lines);
  const what: Line = [
    say('⚠️ Not saved yet: '),
    user(author),
    say(deleted ? ' deleted it at ' : ' saved another version at '),
    time(at, now),
    ...(note === undefined ? [] : [say(' (“'), quote(note), say('”)')]),
    say(
      deleted
        ? '.'
        : hasChanged
          ? '. Since the version you began with, this has changed:'
          : '. Its text is the same as the one you began with.',
    ),
  ];
  const advice: Line = [
    say('Your text below is as you left it: take over what you want to keep, then save again.'),
  ];
  return [what, ...(hasChanged ? [[diffPart(lines, limits.blockText / 2)]] : []), advice];
}

function textInputs({ text, base }: TemplateForm): InputBlock[] {
  const parts = cutForFields(text) ?? [];
  return parts.map((part, index) => ({
    type: 'input',
    block_id: textBlock(base, index),
    // An empty part isn't an error: the whole is checked, and a file may replace it.
    optional: true,
    label: plain(labelOf(index, parts.length), limits.label),
    element: {
      type: 'plain_text_input',
      action_id: formIds.value,
      multiline: true,
      ...(part === '' ? {} : { initial_value: part }),
    },
  }));
}

/** Most templates have one field; the empty one at the end is for additions. */
function labelOf(index: number, count: number): string {
  if (index === count - 1) return 'YAML, continued: when the field above is full';
  return count === 2 ? 'YAML' : `YAML, part ${index + 1} of ${count - 1}`;
}

/** For a text that is longer than the fields, or is at hand as a file. */
function fileInput({ text, base }: TemplateForm): InputBlock {
  const isOnlyWay = cutForFields(text) === undefined;
  return {
    type: 'input',
    block_id: fileBlock(base),
    optional: !isOnlyWay,
    label: plain(isOnlyWay ? 'YAML file' : 'or a YAML file, instead of the text', limits.label),
    element: {
      type: 'file_input',
      action_id: formIds.value,
      filetypes: ['yaml', 'yml', 'json'],
      max_files: 1,
    },
  };
}

function noteInput({ note }: TemplateForm): InputBlock {
  return {
    type: 'input',
    block_id: formIds.note,
    optional: true,
    label: plain('What changes, and why', limits.label),
    element: {
      type: 'plain_text_input',
      action_id: formIds.value,
      max_length: longestNote,
      ...(note === undefined ? {} : { initial_value: note }),
    },
  };
}
