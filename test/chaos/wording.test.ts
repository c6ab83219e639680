// The checks and acts recognize the bot's messages by their words. If the bot's wording changes, these tests fail instead of a check that
// silently no longer applies.

import { describe, expect, test } from 'vitest';
import { objectsIn, toJson, type Json } from '../../app/sandbox/shared/json.ts';
import { renderBlocks } from '../../app/sandbox/slack/render/render-message.ts';
import type { Answer } from '../../app/domain/answer/answer.ts';
import { renderAnswer } from '../../blocks/answer/answer.ts';
import { renderHome } from '../../blocks/home/home.ts';
import { renderReply } from '../../blocks/notification/reply.ts';
import { allSections } from '../gallery/gallery.ts';
import { answers } from '../gallery/exhibits/answers.ts';
import { homes } from '../gallery/exhibits/homes.ts';
import { updates } from '../gallery/exhibits/updates.ts';
import { cardOf as sampleCard, context } from '../gallery/exhibits/samples.ts';
import { answerKinds } from './check/answers.ts';
import { burstCount } from './check/digests.ts';
import { staleHomes, textsIn } from './check/homes.ts';
import { knownAcks, lacksButtons } from './check/launches.ts';
import { tailHeading } from './check/log-tails.ts';
import { slackRecordsSchema } from './evidence/evidence.ts';
import { cardOf, wordOfUpdate, wordsOf } from './evidence/words.ts';
import { handleInAck, labels } from './perform/commands.ts';
import { saysCancelRequested } from './perform/settle.ts';

const people = new Map(['ana', 'bo', 'wanda'].map((name) => [`U0${name.toUpperCase()}`, { name }]));
const channels = new Map([['C0RESEARCH', { name: 'research' }]]);
const render = (blocks: unknown): string =>
  renderBlocks(objectsIn(toJson(blocks)), { people, channels });
const shown = (answer: Answer): string => render(renderAnswer(answer, context).blocks);
const acked = (answer: Answer): string => renderAnswer(answer, context).text;

const samplesOf = (kind: Answer['kind']): readonly Answer[] => answers[kind].map(([, one]) => one);

describe('answers', () => {
  const answersTo: Readonly<Record<(typeof answerKinds)[number]['name'], readonly Answer[]>> = {
    'an edit': [{ kind: 'note', note: { kind: 'edits-ignored' } }],
    'a cancel': samplesOf('cancel-asks'),
    'a status': samplesOf('status'),
    talk: [{ kind: 'problem', problems: [{ kind: 'not-understood', word: 'thanks' }] }],
  };

  test.each(answerKinds)('to $name', ({ name, says }) => {
    for (const answer of answersTo[name]) expect(shown(answer)).toMatch(says);
  });

  test('acks of stored requests', () => {
    const notes = ['cancelled-before', 'refused-before'] as const;
    const stored = [
      ...samplesOf('launch-stored'),
      ...samplesOf('launch-needs-confirmation'),
      ...samplesOf('cancel-stored'),
      ...samplesOf('already-finished'),
      ...notes.map((kind): Answer => ({ kind: 'note', note: { kind } })),
    ];
    for (const answer of stored) expect(acked(answer)).toMatch(knownAcks);
  });

  test('an acked launch names its handle', () => {
    const handles = samplesOf('launch-stored').map((answer) => handleInAck(acked(answer)));
    expect(handles).toEqual(samplesOf('launch-stored').map(() => 'a3f9'));
  });
});

const exhibits = allSections().flatMap(({ name, exhibits }) =>
  exhibits.map((one) => ({ ...one, section: name })),
);

/** The messages of a section of the gallery, as text. */
const textsOfSection = (section: string): readonly string[] =>
  exhibits.flatMap((one) =>
    one.section === section && one.shown.kind === 'post'
      ? [render(one.shown.post.message.blocks)]
      : [],
  );

test.each(Object.values(labels))('some message has a button %s', (label) => {
  const texts = ['cards', 'replies', 'answers'].flatMap(textsOfSection);
  expect(texts.filter((text) => text.includes(`[${label}]`)).length).toBeGreaterThan(0);
});

test('every card shows its handle and its word', () => {
  const texts = textsOfSection('cards');
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) expect(cardOf(text), text).toBeDefined();
  expect(texts.filter(saysCancelRequested).length).toBeGreaterThan(0);
});

describe('replies', () => {
  const all = Object.entries(updates).flatMap(([kind, told]) =>
    told.map(([caption, one]) => [kind, caption, one] as const),
  );

  test.each(all)('%s: %s has the word of its update', (_, caption, { update, card }) => {
    const value = {
      updates: [update],
      card: card ?? sampleCard('a3f9'),
      possiblyRepeated: false,
    };
    const isReason = update.kind === 'job' && update.change.kind === 'reason';
    const word = wordOfUpdate(update);
    expect(word === undefined, caption).toBe(isReason);
    if (word !== undefined)
      expect(wordsOf(render(renderReply(value, context).blocks))).toEqual([word]);
  });

  test('a question has its buttons, a log tail its heading', () => {
    const text = (kind: 'launch-unknown' | 'log-tail') =>
      updates[kind].map(([, { update }]) =>
        render(
          renderReply(
            { updates: [update], card: sampleCard('a3f9'), possiblyRepeated: false },
            context,
          ).blocks,
        ),
      );
    expect(text('launch-unknown').map(lacksButtons)).toEqual([false]);
    expect(text('log-tail')[0]).toContain(tailHeading);
  });
});

test('a digest of many ends says how many', () => {
  const counts = textsOfSection('digests').flatMap((text) => burstCount(text) ?? []);
  expect(counts).toEqual([37, 12]);
});

describe('Homes', () => {
  const recordsOf = (spec: Json) =>
    slackRecordsSchema.parse({
      calls: [],
      payloads: [],
      channels: [],
      ephemerals: [],
      views: [{ type: 'home', user: 'U0ANA', spec }],
    });
  const pages = homes.open.map(([caption, page]) => ({
    caption,
    spec: toJson(renderHome(page, 'D0ANA', context)),
  }));

  test('a live job is recognized, and a Home without one has none', () => {
    const stale = pages.filter(({ spec }) => staleHomes(recordsOf(spec)).length > 0);
    expect(stale.map(({ caption }) => caption)).toEqual(
      pages
        .map(({ caption }) => caption)
        .filter((one) => !/^(?:Nothing yet|Without|Some templates)/.test(one)),
    );
  });

  test('a job’s handle and name are texts of their own', () => {
    const texts = textsIn(pages[0]?.spec);
    expect(texts).toContain('a3f9');
    expect(texts).toContain('resnet gs://acme-data/imagenet lr=0.05');
  });
});
