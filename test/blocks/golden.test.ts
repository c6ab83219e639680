// Every card and every end as people read them, in files to be reviewed: what a change of the rendering does shows in its diff.
// `npx vitest run test/blocks/golden.test.ts -u` writes them anew.

import { troubleDigests } from '../gallery/exhibits/troubles.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkBlocks } from '../../app/sandbox/slack/block-kit/check.ts';
import { isObject, objectsIn, toJson, type Json } from '../../app/sandbox/shared/json.ts';
import { renderBlocks } from '../../app/sandbox/slack/render/render-message.ts';
import { renderMrkdwn } from '../../app/sandbox/slack/render/render-text.ts';
import { typedVerbs } from '../../app/domain/command/verb-names.ts';
import { renderAnswer } from '../../blocks/answer/answer.ts';
import { renderCard } from '../../blocks/job/card.ts';
import { limits } from '../../blocks/kit/limits.ts';
import type { Message } from '../../blocks/kit/message.ts';
import { renderReply } from '../../blocks/notification/reply.ts';
import { plainProblem } from '../../blocks/answer/problem/problem.ts';
import { plainSentence, type Sentence } from '../../app/domain/text/sentence.ts';
import { sayNote } from '../../blocks/answer/note.ts';
import { sayNotices } from '../../blocks/template/form-notice.ts';
import { remedyOf, whatHappened } from '../../blocks/error/explanation.ts';
import { explanationsOf } from './explanation-samples.ts';
import { hintsOf, notesOf, noticesOf, problemsOf } from './problem-samples.ts';
import { cards, replies, statuses } from './golden-cases.ts';
import { lists } from './golden-lists.ts';
import { context as atGallery } from '../gallery/exhibits/samples.ts';
import { tops } from '../gallery/exhibits/top.ts';
import { views } from '../gallery/exhibits/policies.ts';
import * as bulks from '../gallery/exhibits/bulk-answers.ts';
import { renderDigest } from '../../blocks/notification/digest.ts';
import { context } from './samples.ts';

const people = new Map([
  ['U0ANA', { name: 'ana' }],
  ['U0BO', { name: 'bo' }],
]);
const directory = { people, channels: new Map([['C0JOBS', { name: 'jobs' }]]) };

// What Slack keeps counting is counted up to the samples’ present.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: context.now });
});
afterAll(() => {
  vi.useRealTimers();
});

/** All texts in blocks. */
function textIn(value: Json): string {
  if (Array.isArray(value)) return value.map(textIn).join('');
  if (!isObject(value)) return '';
  const own = typeof value.text === 'string' ? value.text : '';
  return own + Object.values(value).map(textIn).join('');
}

/** What is seen, and below it what is heard, where that is not the same. */
function read({ text, blocks }: Message): string {
  const seen = renderBlocks(objectsIn(toJson(blocks)), directory);
  const heard = renderMrkdwn(text, directory).replaceAll('\u2060', '');
  return `${seen}\n  heard:\n${heard.replace(/^/gm, '    ')}`;
}

/** A sentence with its code between backticks. */
const written = (said: Sentence): string =>
  said.map(({ kind, text }) => (kind === 'prose' ? text : `\`${text}\``)).join('');

const { bulkAsks, bulkBegun, bulkConfirmed, bulkDigests, bulkNone } = bulks;
const many = [...bulkAsks, ...bulkBegun, ...bulkConfirmed, ...bulkNone];

const files: readonly (readonly [string, readonly (readonly [string, Message])[]])[] = [
  ['cards', cards.map(([caption, card]) => [caption, renderCard(card, context)])],
  [
    'replies',
    replies.map(([caption, { card, updates }]) => [
      caption,
      renderReply({ card, updates, possiblyRepeated: false }, context),
    ]),
  ],
  ['statuses', statuses.map(([caption, answer]) => [caption, renderAnswer(answer, context)])],
  [
    'many',
    [
      ...many.map(([caption, answer]) => [caption, renderAnswer(answer, atGallery)] as const),
      ...bulkDigests.map(([caption, digest], nth) => {
        const view = { channel: 'C0JOBS', digest, launches: new Map(), open: 30 - 15 * nth };
        return [caption, renderDigest(view, atGallery)] as const;
      }),
    ],
  ],
  [
    'help',
    [undefined, ...typedVerbs].map((verb) => [
      verb ?? 'all commands',
      renderAnswer({ kind: 'help', command: '/job', verb }, context),
    ]),
  ],
  ['policies', views.map(([caption, answer]) => [caption, renderAnswer(answer, atGallery)])],
  ['tops', tops.map(([caption, answer]) => [caption, renderAnswer(answer, atGallery)])],
  [
    'troubles',
    troubleDigests.map(([caption, digest]) => {
      const view = { channel: 'C0OPS', digest, launches: new Map() };
      return [caption, renderDigest(view, atGallery)];
    }),
  ],
  ['lists', lists.map(([caption, answer]) => [caption, renderAnswer(answer, context)])],
];

describe.each(files)('%s', (name, messages) => {
  test('read as they did', async () => {
    const pages = messages.map(([caption, message]) => `══ ${caption}\n\n${read(message)}\n`);
    await expect(pages.join('\n')).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  test.each(messages)('%s: Slack takes it', (_, { text, blocks }) => {
    const json = toJson(blocks);
    checkBlocks(json, 'message');
    expect(textIn(json).length).toBeLessThanOrEqual(limits.blockText);
    expect(text.length).toBeLessThanOrEqual(limits.messageText);
    expect(text.trim()).not.toBe('');
  });
});

test('problems, notes and notices read as they did', async () => {
  const said = [...problemsOf('train'), ...hintsOf('train')];
  const notes = notesOf('a3f9').map(
    (note) => `${note.kind}\n    ${plainSentence(sayNote(note))}\n`,
  );
  const lines = said.map((one) => `${one.kind}\n    ${plainProblem(one)}\n`);
  const notices = noticesOf('train').map(
    (notice) => `${notice.kind}\n    ${plainSentence(sayNotices([notice]))}\n`,
  );
  await expect([...lines, ...notes, ...notices].join('')).toMatchFileSnapshot(
    'golden/problems.txt',
  );
});

test('explained errors read as they did', async () => {
  const pages = explanationsOf('train').map((one) => {
    const hint = written(remedyOf(one, true));
    const others = written(remedyOf(one, false));
    const lines = [whatHappened(one), hint, ...(others === hint ? [] : [`others: ${others}`])];
    return `${one.kind}\n${lines.map((line) => `    ${line}\n`).join('')}`;
  });
  await expect(pages.join('')).toMatchFileSnapshot('golden/explanations.txt');
});
