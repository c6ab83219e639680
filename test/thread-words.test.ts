import { describe, expect, test } from 'vitest';
import { toJson, objectsIn } from '../app/sandbox/shared/json.ts';
import { renderBlocks } from '../app/sandbox/slack/render/render-message.ts';
import { renderReply } from '../blocks/notification/reply.ts';
import { updates } from './gallery/exhibits/updates.ts';
import { cardOf, context } from './gallery/exhibits/samples.ts';
import { wordsIn } from './thread-words.ts';

const people = new Map(['ana', 'bo', 'wanda'].map((name) => [`U0${name.toUpperCase()}`, { name }]));
const directory = { people, channels: new Map([['C0RESEARCH', { name: 'research' }]]) };

const all = Object.entries(updates).flatMap(([kind, told]) =>
  told.map(([caption, one]) => [kind, caption, one] as const),
);

describe('every update has one word for the campaign', () => {
  test.each(all)('%s: %s', (kind, _, { update, card = cardOf('a3f9'), then = [] }) => {
    const value = { updates: [update, ...then], card, possiblyRepeated: false };
    const { blocks } = renderReply(value, context);
    const words = wordsIn(renderBlocks(objectsIn(toJson(blocks)), directory), 'campaign');
    expect(words.length, words.join()).toBe(1 + then.length);
    if (update.kind === 'job' && update.change.kind === 'state') {
      expect(words[0]).toBe(update.change.to);
    }
    expect(kind).toBe(update.kind);
  });
});
