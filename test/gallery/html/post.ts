// Messages, threads, views and dialogs as Slack shows them.

import {
  objectIn,
  objectsIn,
  textIn,
  toJson,
  type Json,
  type JsonObject,
} from '../../../app/sandbox/shared/json.ts';
import type { Post, Shown } from '../exhibit.ts';
import { blocksHtml } from './block.ts';
import { clock, type Directory } from './directory.ts';
import { markup, type Markup } from './markup.ts';
import { fallbackText } from './mrkdwn.ts';
import { textHtml } from './text-object.ts';

/** One exhibit as Slack shows it. */
export function shownHtml(shown: Shown, directory: Directory): Markup {
  switch (shown.kind) {
    case 'post':
      return markup`<div class="slack">${postHtml(shown.post, directory)}${threadHtml(shown.replies ?? [], directory)}</div>`;
    case 'window':
      return windowHtml(toJson(shown.view), shown.errors ?? {}, directory);
    case 'dialog':
      return dialogHtml(toJson(shown.confirm), directory);
  }
}

/** The plain text for notifications and screen readers. A view has none. */
export function fallbackHtml(shown: Shown, directory: Directory): Markup | undefined {
  if (shown.kind !== 'post') return undefined;
  const texts = [shown.post, ...(shown.replies ?? [])].map((one) => one.message.text);
  return markup`<pre class="fallback" title="plain-text fallback">${texts.map((text) => fallbackText(text, directory)).join('\n\n')}</pre>`;
}

function postHtml({ at, message, edited, onlyYou }: Post, directory: Directory): Markup {
  return markup`<article class="post${onlyYou === true ? ' ephemeral' : ''}">
    ${onlyYou === true ? markup`<p class="only">👁 Only visible to you</p>` : undefined}
    <div class="avatar">V</div>
    <div class="body">
      <p class="author"><b>Vertex Jobs</b> <span class="app">APP</span> <time>${clock(at)}</time></p>
      ${blocksHtml(toJson(message.blocks), directory)}
      ${edited === true ? markup`<p class="edited">(edited)</p>` : undefined}
    </div>
  </article>`;
}

function threadHtml(replies: readonly Post[], directory: Directory): Markup | undefined {
  if (replies.length === 0) return undefined;
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  return markup`<div class="thread"><p class="count"><span>${count}</span></p>${replies.map((one) => postHtml(one, directory))}</div>`;
}

function windowHtml(
  view: Json,
  errors: Readonly<Record<string, string>>,
  directory: Directory,
): Markup {
  const { title, submit, close, blocks, type } = objectIn(view);
  const button = (text: Json | undefined, look: string): Markup | undefined =>
    text === undefined
      ? undefined
      : markup`<span class="button ${look}">${textHtml(text, directory)}</span>`;
  if (type === 'home')
    return markup`<div class="slack home">${blocksHtml(blocks, directory)}</div>`;
  return markup`<div class="window">
    <p class="title"><span class="avatar small">V</span><b>${textHtml(title, directory)}</b><span class="close">✕</span></p>
    <div class="content">${blocksHtml(blocks, directory, errors)}</div>
    <p class="foot">${button(close, 'plain')}${button(submit, 'primary')}</p>
  </div>`;
}

function dialogHtml(confirm: Json, directory: Directory): Markup {
  const { title, text, deny, confirm: yes, style } = objectIn(confirm);
  const look = textIn(style) || 'primary';
  return markup`<div class="window dialog">
    <p class="title"><b>${textHtml(title, directory)}</b><span class="close">✕</span></p>
    <div class="content"><p>${textHtml(text, directory)}</p></div>
    <p class="foot"><span class="button plain">${textHtml(deny, directory)}</span><span class="button ${look}">${textHtml(yes, directory)}</span></p>
  </div>`;
}

/** The confirm objects of all buttons and menus of an exhibit. */
export function confirmsIn(blocks: unknown): readonly JsonObject[] {
  const found = (value: Json | undefined): JsonObject[] => {
    if (Array.isArray(value)) return value.flatMap(found);
    const object = objectIn(value);
    const own =
      'confirm' in object && 'type' in object ? objectsIn([object['confirm'] ?? null]) : [];
    return [...own, ...Object.values(object).flatMap(found)];
  };
  return found(toJson(blocks));
}
