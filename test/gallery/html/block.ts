// Block Kit as Slack shows it, from the JSON that Slack is sent: https://docs.slack.dev/reference/block-kit/blocks

import {
  isObject,
  objectIn,
  objectsIn,
  textIn,
  type Json,
  type JsonObject,
} from '../../../app/sandbox/shared/json.ts';
import type { Directory } from './directory.ts';
import { elementHtml } from './element.ts';
import { markup, type Markup } from './markup.ts';
import { richTextHtml, unknown } from './rich-text.ts';
import { textHtml } from './text-object.ts';

/** Slack's errors under the fields after a submit, by block id. */
export type FieldErrors = Readonly<Record<string, string>>;

/** The blocks of a message or a view. */
export function blocksHtml(
  blocks: Json | undefined,
  directory: Directory,
  errors: FieldErrors = {},
): Markup {
  return markup`${objectsIn(blocks).map((block) => blockHtml(block, directory, errors))}`;
}

function blockHtml(block: JsonObject, directory: Directory, errors: FieldErrors): Markup {
  const elements = objectsIn(block['elements']);
  switch (textIn(block['type'])) {
    case 'rich_text':
      return richTextHtml(block, directory);
    case 'section':
      return sectionHtml(block, directory);
    case 'header':
      return markup`<h4 class="header">${textHtml(block['text'], directory)}</h4>`;
    case 'divider':
      return markup`<hr>`;
    case 'context':
      return markup`<p class="context">${elements.map((one) => contextPart(one, directory))}</p>`;
    case 'actions':
      return markup`<div class="actions">${elements.map((one) => elementHtml(one, directory))}</div>`;
    case 'input':
      return inputHtml(block, directory, errors);
    case 'table':
      return tableHtml(block, directory);
    case 'image':
      return imageHtml(block);
    default:
      throw unknown('block', block['type']);
  }
}

function sectionHtml(block: JsonObject, directory: Directory): Markup {
  const texts = [block['text'], ...objectsIn(block['fields'])].filter((one) => isObject(one));
  const accessory = block['accessory'];
  const aside = isObject(accessory)
    ? accessory['type'] === 'image'
      ? imageHtml(accessory)
      : elementHtml(accessory, directory)
    : undefined;
  return markup`<div class="section"><div>${texts.map((one) => markup`<p>${textHtml(one, directory)}</p>`)}</div>${aside}</div>`;
}

function contextPart(element: JsonObject, directory: Directory): Markup {
  return element['type'] === 'image'
    ? imageHtml(element)
    : markup`<span>${textHtml(element, directory)}</span>`;
}

function inputHtml(block: JsonObject, directory: Directory, errors: FieldErrors): Markup {
  const error = errors[textIn(block['block_id'])];
  const optional = block['optional'] === true ? markup`<small>(optional)</small>` : undefined;
  const hint = textHtml(block['hint'], directory);
  return markup`<div class="input"><b>${textHtml(block['label'], directory)} ${optional}</b>
    ${elementHtml(objectIn(block['element']), directory)}
    ${error === undefined ? undefined : markup`<span class="error">${error}</span>`}
    ${hint === undefined ? undefined : markup`<span class="hint">${hint}</span>`}</div>`;
}

function tableHtml(block: JsonObject, directory: Directory): Markup {
  const rows = Array.isArray(block['rows']) ? block['rows'] : [];
  const settings = Array.isArray(block['column_settings']) ? block['column_settings'] : [];
  const cell = (one: JsonObject, column: number): Markup => {
    const { align, is_wrapped: wrapped } = objectIn(settings[column]);
    const look = `${textIn(align) || 'left'}${wrapped === true ? ' wrapped' : ''}`;
    const inner = one['type'] === 'rich_text' ? richTextHtml(one, directory) : textIn(one['text']);
    return markup`<td class="${look}">${inner}</td>`;
  };
  const row = (cells: Json): Markup => markup`<tr>${objectsIn(cells).map(cell)}</tr>`;
  return markup`<table>${rows.map(row)}</table>`;
}

/** A frame with the alternative text: the page fetches nothing. */
function imageHtml(image: JsonObject): Markup {
  return markup`<span class="image">${textIn(image['alt_text'])}</span>`;
}
