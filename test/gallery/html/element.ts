// Buttons, menus and inputs.

import { objectIn, objectsIn, textIn, type JsonObject } from '../../../app/sandbox/shared/json.ts';
import type { Directory } from './directory.ts';
import { markup, type Markup } from './markup.ts';
import { unknown } from './rich-text.ts';
import { textHtml } from './text-object.ts';

/** An interactive element in its initial state. */
export function elementHtml(element: JsonObject, directory: Directory): Markup {
  switch (textIn(element['type'])) {
    case 'button': {
      const style = textIn(element['style']) || 'plain';
      return markup`<span class="button ${style}">${textHtml(element['text'], directory)}</span>`;
    }
    case 'overflow':
      return markup`<span class="button plain">⋯</span>${menuHtml(element, directory)}`;
    case 'static_select':
    case 'conversations_select':
      return selectHtml(element, directory);
    case 'plain_text_input':
      return fieldHtml(element, directory, element['multiline'] === true ? 'field lines' : 'field');
    case 'number_input':
    case 'url_text_input':
    case 'email_text_input':
      return fieldHtml(element, directory, 'field');
    case 'file_input':
      return markup`<span class="drop">⬆ Upload a file (${fileTypes(element)})</span>`;
    case 'radio_buttons':
      return markup`<span class="choices">${choices(element, directory, '◯', '◉')}</span>`;
    case 'checkboxes':
      return markup`<span class="choices">${choices(element, directory, '☐', '☑')}</span>`;
    default:
      throw unknown('element', element['type']);
  }
}

function selectHtml(element: JsonObject, directory: Directory): Markup {
  const channel = directory.channels[textIn(element['initial_conversation'])];
  const option = textHtml(objectIn(element['initial_option'])['text'], directory);
  const chosen = channel === undefined ? option : markup`#${channel}`;
  const shown = chosen ?? textHtml(element['placeholder'], directory);
  const look = chosen === undefined ? 'select empty' : 'select';
  return markup`<span class="${look}"><span>${shown ?? 'Select an item'}</span><span>⌄</span></span>`;
}

function menuHtml(element: JsonObject, directory: Directory): Markup {
  const options = objectsIn(element['options']);
  return markup`<span class="menu">${options.map((one) => markup`<span>${textHtml(one['text'], directory)}</span>`)}</span>`;
}

function fieldHtml(element: JsonObject, directory: Directory, look: string): Markup {
  const value = textIn(element['initial_value']);
  return value === ''
    ? markup`<span class="${look} empty">${textHtml(element['placeholder'], directory)}</span>`
    : markup`<span class="${look}">${value}</span>`;
}

function fileTypes(element: JsonObject): string {
  const types = element['filetypes'];
  return Array.isArray(types) ? types.map(String).join(', ') : 'any kind';
}

function choices(element: JsonObject, directory: Directory, off: string, on: string): Markup[] {
  const chosen = [objectIn(element['initial_option']), ...objectsIn(element['initial_options'])];
  const values = chosen.map((one) => one['value']);
  return objectsIn(element['options']).map((one) => {
    const mark = values.includes(one['value'] ?? '') ? on : off;
    return markup`<span>${mark} ${textHtml(one['text'], directory)}</span>`;
  });
}
