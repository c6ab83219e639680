// Renders messages as text: the blocks if there are any, else the text. Of an unknown block, all texts in it are shown.

import {
  isObject,
  objectIn,
  objectsIn,
  textIn,
  type Json,
  type JsonObject,
} from '../../shared/json.ts';
import type { Content } from '../state/workspace.ts';
import { renderRichText } from './render-rich.ts';
import { renderMrkdwn, type Directory } from './render-text.ts';

/** A message's content as text. */
export function renderContent({ text, blocks }: Content, directory: Directory): string {
  return blocks.length === 0 ? renderMrkdwn(text, directory) : renderBlocks(blocks, directory);
}

/** Blocks as text, one below the other. */
export function renderBlocks(blocks: readonly JsonObject[], directory: Directory): string {
  return blocks
    .map((block) => renderBlock(block, directory))
    .filter((text) => text !== '')
    .join('\n');
}

/** A modal or a Home tab as text. */
export function renderView(view: JsonObject, directory: Directory): string {
  const title = renderTextObject(view.title, directory);
  const buttons = [view.submit, view.close]
    .filter(isObject)
    .map((one) => `[${renderTextObject(one, directory)}]`);
  const body = renderBlocks(objectsIn(view.blocks), directory);
  return [title === '' ? '' : `── ${title} ──`, body, buttons.join(' ')]
    .filter((text) => text !== '')
    .join('\n');
}

function renderBlock(block: JsonObject, directory: Directory): string {
  switch (textIn(block.type)) {
    case 'rich_text':
      return renderRichText(block, directory);
    case 'section':
      return renderSection(block, directory);
    case 'header':
      return renderTextObject(block.text, directory);
    case 'divider':
      return '────────';
    case 'context':
      return objectsIn(block.elements)
        .map((one) => renderElement(one, directory))
        .join(' ');
    case 'actions':
    case 'context_actions':
      return objectsIn(block.elements)
        .map((one) => renderElement(one, directory))
        .join(' ');
    case 'input': {
      const field = `${renderTextObject(block.label, directory)}: ${renderElement(objectIn(block.element), directory)}`;
      const hint = renderTextObject(block.hint, directory);
      return hint === '' ? field : `${field}\n  ${hint}`;
    }
    case 'markdown':
      return textIn(block.text);
    case 'image':
      return `[image: ${textIn(block.alt_text)}]`;
    case 'table':
      return renderTable(block, directory);
    default:
      return textsIn(block, directory).join(' ');
  }
}

function renderSection(block: JsonObject, directory: Directory): string {
  const texts = [block.text, ...objectsIn(block.fields)]
    .map((one) => renderTextObject(one, directory))
    .filter((text) => text !== '');
  const accessory = isObject(block.accessory)
    ? ` ${renderElement(block.accessory, directory)}`
    : '';
  return `${texts.join('\n')}${accessory}`;
}

/** Renders a button as `[Label]`, a menu with its options. */
function renderElement(element: JsonObject, directory: Directory): string {
  const text = (value: Json | undefined): string => renderTextObject(value, directory);
  switch (textIn(element.type)) {
    case 'button':
    case 'workflow_button':
      return `[${text(element.text)}]`;
    case 'overflow':
      return `[⋯ ${objectsIn(element.options)
        .map((one) => text(one.text))
        .join(' | ')}]`;
    case 'static_select':
    case 'multi_static_select':
    case 'radio_buttons':
    case 'checkboxes': {
      const chosen = [objectIn(element.initial_option), ...objectsIn(element.initial_options)];
      const shown = chosen.map((one) => text(one.text)).filter((one) => one !== '');
      const options = objectsIn(element.options).map((one) => text(one.text));
      return `[${shown.length > 0 ? shown.join(', ') : text(element.placeholder)} ▾ ${options.join(' | ')}]`;
    }
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return `[${textIn(element.initial_value) || text(element.placeholder)}_]`;
    case 'image':
      return `[image: ${textIn(element.alt_text)}]`;
    case 'mrkdwn':
    case 'plain_text':
      return text(element);
    default:
      return `[${[text(element.placeholder), textIn(element.type)].find((one) => one !== '') ?? ''}]`;
  }
}

function renderTable(block: JsonObject, directory: Directory): string {
  if (!Array.isArray(block.rows)) return '';
  return block.rows
    .map((row) =>
      objectsIn(row)
        .map((cell) => renderCell(cell, directory))
        .join(' | '),
    )
    .join('\n');
}

function renderCell(cell: JsonObject, directory: Directory): string {
  if (cell.type === 'rich_text') return renderRichText(cell, directory);
  return typeof cell.value === 'number'
    ? textIn(cell.text) || String(cell.value)
    : textIn(cell.text);
}

function renderTextObject(value: Json | undefined, directory: Directory): string {
  if (!isObject(value)) return '';
  const text = textIn(value.text);
  return value.type === 'mrkdwn' ? renderMrkdwn(text, directory) : text;
}

function textsIn(value: Json | undefined, directory: Directory): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, directory));
  if (!isObject(value)) return [];
  if (value.type === 'mrkdwn' || value.type === 'plain_text')
    return [renderTextObject(value, directory)];
  if (value.type === 'rich_text') return [renderRichText(value, directory)];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string'
      ? name === 'text' || name === 'title'
        ? [inner]
        : []
      : textsIn(inner, directory),
  );
}
