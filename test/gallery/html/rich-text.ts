import {
  objectIn,
  objectsIn,
  textIn,
  type Json,
  type JsonObject,
} from '../../../app/sandbox/shared/json.ts';
import { channelName, groupName, dateText, personName, type Directory } from './directory.ts';
import { markup, safeUrl, type Markup } from './markup.ts';

/** A rich_text block. Throws for an unknown element, which would be missing from the picture. */
export function richTextHtml(block: JsonObject, directory: Directory): Markup {
  return markup`<div class="rich">${objectsIn(block['elements']).map((one) => partHtml(one, directory))}</div>`;
}

function partHtml(part: JsonObject, directory: Directory): Markup {
  const inline = (): readonly Markup[] =>
    objectsIn(part['elements']).map((one) => inlineHtml(one, directory));
  switch (textIn(part['type'])) {
    case 'rich_text_section':
      return markup`<p>${inline()}</p>`;
    case 'rich_text_preformatted':
      return markup`<pre>${inline()}</pre>`;
    case 'rich_text_quote':
      return markup`<blockquote>${inline()}</blockquote>`;
    case 'rich_text_list':
      return listHtml(part, directory);
    default:
      throw unknown('rich text part', part['type']);
  }
}

function listHtml(list: JsonObject, directory: Directory): Markup {
  const items = objectsIn(list['elements']).map(
    (one) => markup`<li>${partHtml(one, directory)}</li>`,
  );
  return list['style'] === 'ordered' ? markup`<ol>${items}</ol>` : markup`<ul>${items}</ul>`;
}

function inlineHtml(element: JsonObject, directory: Directory): Markup {
  const text = textIn(element['text']);
  switch (textIn(element['type'])) {
    case 'text':
      return styled(markup`${text}`, element['style']);
    case 'link': {
      const url = textIn(element['url']);
      return styled(
        markup`<a href="${safeUrl(url)}">${text === '' ? url : text}</a>`,
        element['style'],
      );
    }
    case 'user':
      return mention(`@${personName(directory, textIn(element['user_id']))}`);
    case 'usergroup':
      return mention(`@${groupName(directory, textIn(element['usergroup_id']))}`);
    case 'channel':
      return mention(`#${channelName(directory, textIn(element['channel_id']))}`);
    case 'date': {
      const at = Number(element['timestamp']) * 1_000;
      return markup`<time>${dateText(at, textIn(element['format']), directory.now)}</time>`;
    }
    default:
      throw unknown('rich text element', element['type']);
  }
}

const mention = (name: string): Markup => markup`<span class="mention">${name}</span>`;

function styled(inner: Markup, style: Json | undefined): Markup {
  const { bold, italic, strike, code } = objectIn(style);
  let html = inner;
  if (code === true) html = markup`<code>${html}</code>`;
  if (strike === true) html = markup`<s>${html}</s>`;
  if (italic === true) html = markup`<i>${html}</i>`;
  if (bold === true) html = markup`<b>${html}</b>`;
  return html;
}

/** Throws for an element that the gallery can't draw yet. */
export function unknown(what: string, type: Json | undefined): Error {
  return new Error(`The gallery can't draw the ${what} "${textIn(type)}": add it.`);
}
