import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { writeCriterion } from '../../../app/domain/watch/watch.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { clip, escapeMrkdwn, manyLines, oneLine } from '../../../blocks/kit/foreign.ts';
import { limits } from '../../../blocks/kit/limits.ts';
import type { Message } from '../../../blocks/kit/message.ts';
import { renderNotice } from '../../../blocks/notification/notice.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { answersOf, cardsOf, context, launchOf, updatesOf } from '../samples.ts';

function everyMessage(foreign: string): readonly Message[] {
  const cards = cardsOf(foreign);
  return [
    ...cards.map((card) => renderCard(card, context)),
    ...cards.map((card) =>
      renderNotice(
        { kind: 'parked', channel: 'C0JOBS', root: { kind: 'card', card }, why: foreign },
        context,
      ),
    ),
    ...answersOf(foreign).flatMap((answer) =>
      answer.kind === 'watch-ended'
        ? [
            renderNotice(
              {
                kind: 'watch-ended',
                channel: 'C0JOBS',
                criterion: writeCriterion(answer.watch.criterion),
                by: 'U0BO',
              },
              context,
            ),
          ]
        : [],
    ),
    ...cards.flatMap((card) => [
      renderReply(
        { updates: updatesOf(foreign).slice(0, 20), card, possiblyRepeated: true },
        context,
      ),
    ]),
    ...updatesOf(foreign).flatMap((update) =>
      cards
        .slice(-4)
        .flatMap((card) => [
          renderReply({ updates: [update], card, possiblyRepeated: false }, context),
          renderNotice({ kind: 'told', channel: 'C0JOBS', update, card }, context, true),
        ]),
    ),
    ...answersOf(foreign).map((answer) => renderAnswer(answer, context)),
  ];
}

function failedLaunch(message: string): CardView {
  const failure = { kind: 'user', message } as const;
  return { launch: launchOf('x', { state: 'failed', job: undefined, failure }) };
}

/** Every object in a message that Slack would parse for markup, with what is around it. */
function mrkdwnTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnTexts);
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnTexts)];
}

function links(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(links);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'url' in value ? [String(value.url)] : [];
  return [...own, ...Object.values(value).flatMap(links)];
}

const pings = [
  '<!channel>',
  '<!here|here>',
  '<@U0EVIL>',
  '<!subteam^S1>',
  '<https://evil.example|click>',
  '*bold* _it_ ~no~ `code` :fire: https://evil.example',
  '&lt;!channel&gt;',
  '\u202etxt.exe\u2066',
];

describe('foreign text is shown as text (I9)', () => {
  test.each(pings)('%j pings nobody, links nowhere and formats nothing', (foreign) => {
    for (const { text, blocks } of everyMessage(foreign)) {
      for (const parsed of [text, ...mrkdwnTexts(blocks)]) {
        // Dates, and the user group that is asked to approve.
        expect(parsed).not.toMatch(/<!(?!date\^|subteam\^S0LEADS>)/);
        expect(parsed).not.toMatch(/<@U0EVIL|<https:\/\/evil/);
        expect(parsed).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
        expect(parsed).not.toMatch(/\*bold\*(?!\u2060)|:fire:|`code`(?!\u2060)|https:\/\/evil/);
      }
      // The console's pages, the bot's own messages, and the shells of a job.
      const known = [
        'https://console.cloud.google.com/',
        context.workspaceUrl,
        'https://x.googleusercontent.com/',
      ];
      const strange = links(blocks).filter((url) => !known.some((one) => url.startsWith(one)));
      expect(strange).toEqual([]);
      expect(JSON.stringify(blocks)).not.toMatch(/"type":"emoji"|"emoji":true/);
    }
  });

  test.each(pings)('%j in an error that is explained is no more than text', (foreign) => {
    const word = foreign.replaceAll(' ', '');
    for (const message of [
      `quota metrics exceed quota limits: ${word}`,
      `You do not have permission to act as service_account: ${word}.`,
    ]) {
      const update = { kind: 'launch-failed', at: 0, failure: { kind: 'user', message } } as const;
      const card = { launch: launchOf('x') };
      const reply = renderReply({ updates: [update], card, possiblyRepeated: false }, context);
      for (const { text, blocks } of [reply, renderCard(failedLaunch(message), context)]) {
        expect(text).not.toMatch(/<!(?!date\^)|<@U0EVIL|<https:|:fire:|https:\/\/evil/);
        expect(JSON.stringify([text, blocks])).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
      }
    }
  });

  test('rich text holds foreign text as it is, in an element of text', () => {
    const foreign = '<!channel> *x*';
    const { blocks } = renderCard({ launch: launchOf(foreign) }, context);
    expect(JSON.stringify(blocks)).toContain(`{"type":"text","text":"${foreign}"`);
  });
});

describe('limits', () => {
  // Longer than all text of a message may be, and no more: it is looked through for secrets in hundreds of messages.
  const long = '&<>*_`😀 名'.repeat(limits.blockText / 10 + 1);

  test.each(['x', long, ''])('every message fits Slack’s limits (%#)', (foreign) => {
    for (const { text, blocks } of everyMessage(foreign)) {
      expect(text.length).toBeLessThanOrEqual(limits.messageText);
      expect(text.trim()).not.toBe('');
      expect(blocks.length).toBeLessThanOrEqual(limits.blocksPerMessage);
      expect(JSON.stringify(blocks).length).toBeLessThan(40_000);
      for (const parsed of mrkdwnTexts(blocks))
        expect(parsed.length).toBeLessThanOrEqual(limits.confirmText);
      expect(JSON.stringify(blocks)).not.toContain('"text":""');
    }
  });
});

describe('helpers', () => {
  test('clip never cuts through a character and never grows', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (text, most) => {
          const cut = clip(text, most);
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut.isWellFormed()).toBe(true);
          if (text.length <= most) expect(cut).toBe(text);
        },
      ),
    );
  });

  test('escaping leaves ordinary names alone', () => {
    for (const name of ['resnet gs://bucket/path lr=0.1', 'my_job_name-3', 'a:b', 'x*y']) {
      expect(escapeMrkdwn(name)).toBe(name);
    }
  });

  test('what looks escaped already is shown as it was written', () => {
    expect(escapeMrkdwn('&lt;!channel&gt; & co')).toBe('&amp;lt;!channel&amp;gt; &amp; co');
  });

  test('a tab is a space, where lines are kept as well', () => {
    expect(manyLines('a\r\nb\tc\t\td', 50)).toBe('a\nb c  d');
  });

  test('one line stays one line', () => {
    expect(oneLine('a\r\nb\tc\u2028d', 50)).toBe('a b c\ufffdd');
  });
});
