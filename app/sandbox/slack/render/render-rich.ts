import { isObject, objectIn, objectsIn, textIn, type JsonObject } from '../../shared/json.ts';
import { channelName, mention, renderDate, type Directory } from './render-text.ts';

/** A rich_text block as text; its elements are never parsed for markup. */
export function renderRichText(block: JsonObject, directory: Directory): string {
  return objectsIn(block.elements)
    .map((one) => renderSection(one, directory))
    .join('\n');
}

function renderSection(section: JsonObject, directory: Directory): string {
  const inline = (): string =>
    objectsIn(section.elements)
      .map((one) => renderInline(one, directory))
      .join('');
  switch (textIn(section.type)) {
    case 'rich_text_list':
      return renderList(section, directory);
    case 'rich_text_quote':
      return prefixed('> ', inline());
    case 'rich_text_preformatted':
      return `\`\`\`\n${inline()}\n\`\`\``;
    default:
      return inline();
  }
}

function renderList(list: JsonObject, directory: Directory): string {
  const indent = '  '.repeat(typeof list.indent === 'number' ? list.indent : 0);
  return objectsIn(list.elements)
    .map((one, index) => {
      const bullet = list.style === 'ordered' ? `${index + 1}.` : '•';
      return `${indent}${bullet} ${renderSection(one, directory)}`;
    })
    .join('\n');
}

function renderInline(element: JsonObject, directory: Directory): string {
  switch (textIn(element.type)) {
    case 'text':
      return styled(textIn(element.text), element);
    case 'link':
      return renderLink(textIn(element.url), textIn(element.text));
    case 'user':
      return mention(textIn(element.user_id), directory);
    case 'channel':
      return channelName(textIn(element.channel_id), directory);
    case 'usergroup':
      return `@${textIn(element.usergroup_id)}`;
    case 'broadcast':
      return `@${textIn(element.range)}`;
    case 'emoji':
      return renderEmoji(element);
    case 'date':
      return typeof element.timestamp === 'number'
        ? renderDate(element.timestamp * 1_000, textIn(element.format))
        : textIn(element.fallback);
    default:
      return textIn(element.text);
  }
}

function renderLink(url: string, text: string): string {
  return text === '' || text === url ? url : `${text} (${url})`;
}

function renderEmoji({ unicode, name }: JsonObject): string {
  if (typeof unicode !== 'string') return `:${textIn(name)}:`;
  return String.fromCodePoint(...unicode.split('-').map((code) => Number.parseInt(code, 16)));
}

/** Puts emphasis marks around the words, not around the spaces next to them. */
function styled(text: string, { style }: JsonObject): string {
  if (!isObject(style) || text.trim() === '') return text;
  const { bold, italic, strike, code } = objectIn(style);
  const used = [
    { mark: '*', on: bold },
    { mark: '_', on: italic },
    { mark: '~', on: strike },
    { mark: '`', on: code },
  ].filter(({ on }) => on === true);
  const open = used.map(({ mark }) => mark).join('');
  const close = used
    .map(({ mark }) => mark)
    .reverse()
    .join('');
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return `${before}${open}${words}${close}${after}`;
}

/** Puts a prefix before every line. */
export function prefixed(prefix: string, text: string): string {
  return text
    .split('\n')
    .map((line) => `${prefix}${line}`.trimEnd())
    .join('\n');
}
