import { describe, expect, test } from 'vitest';
import { checkView } from '../../app/sandbox/slack/block-kit/check-view.ts';
import { checkBlocks } from '../../app/sandbox/slack/block-kit/check.ts';
import { toJson } from '../../app/sandbox/shared/json.ts';
import { updateSchema } from '../../app/domain/notification/update.ts';
import { knownStates } from '../../app/domain/job/state.ts';
import { explainError } from '../../app/domain/error/explain.ts';
import { renderAnswer } from '../../blocks/answer/answer.ts';
import { renderCard } from '../../blocks/job/card.ts';
import { renderReply } from '../../blocks/notification/reply.ts';
import { answersOf, cardsOf, context, updatesOf } from '../blocks/samples.ts';
import type { Section, Shown } from './exhibit.ts';
import { answers } from './exhibits/answers.ts';
import { jobErrors } from './exhibits/errors.ts';
import { homes } from './exhibits/homes.ts';
import { notices } from './exhibits/notices.ts';
import { updates } from './exhibits/updates.ts';
import { windows } from './exhibits/windows.ts';
import { allSections, galleryPage } from './gallery.ts';
import { objectsOf } from './objects-of.ts';
import { readmePictures } from './readme-pictures.ts';

const sections = allSections();
const page = galleryPage(sections);

describe('every kind of output has an exhibit', () => {
  // The types make sure that every kind is a key.
  test.each(Object.entries({ ...answers, ...updates, ...windows, ...notices, ...homes }))(
    '%s',
    (_, exhibits) => expect(exhibits.length).toBeGreaterThan(0),
  );

  test('each update is listed under its own kind', () => {
    expect(Object.keys(updates).sort()).toEqual(
      updateSchema.options.map(({ shape }) => shape.kind.value).sort(),
    );
    for (const [kind, samples] of Object.entries(updates))
      for (const [, { update }] of samples) expect(update.kind).toBe(kind);
  });

  test('there is an update for each state of a job', () => {
    const shown = updates.job.flatMap(([, { update }]) =>
      update.kind === 'job' && update.change.kind === 'state' ? [update.change.to] : [],
    );
    expect(shown).toEqual(expect.arrayContaining([...knownStates]));
  });

  test('each class of error but the last is explained', () => {
    expect(
      jobErrors.filter(([, error]) => explainError(error) === undefined).map(([name]) => name),
    ).toEqual(['Unknown']);
  });

  test('each exhibit has a unique name, which is its file name', () => {
    const names = sections.flatMap(({ name, exhibits }) =>
      exhibits.map((one) => `${name}-${one.name}`),
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^[a-z]+-[a-z0-9-]+$/.test(name))).toEqual([]);
    for (const { exhibit } of readmePictures) expect(names).toContain(exhibit);
  });
});

describe('Slack would accept everything that is shown', () => {
  const shown = sections.flatMap(({ exhibits }) => exhibits.map((one) => one.shown));
  const check = (one: Shown): number => {
    if (one.kind === 'dialog') return 0;
    if (one.kind === 'window') {
      checkView(toJson(one.view), one.view.type === 'home' ? 'home' : 'modal');
      return 1;
    }
    const posts = [one.post, ...(one.replies ?? [])];
    for (const { message } of posts) checkBlocks(toJson(message.blocks), 'message');
    return posts.length;
  };
  test('by the rules of the sandbox', () => {
    const checked = shown.reduce((sum, one) => sum + check(one), 0);
    expect(checked).toBeGreaterThan(150);
  });
});

// Without `verbatim`, Slack makes links and mentions of names in the text.
test('mrkdwn is verbatim wherever it is shown', () => {
  const texts = sections
    .flatMap(({ exhibits }) => objectsOf(toJson(exhibits)))
    .filter(({ type }) => type === 'mrkdwn');
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter(({ verbatim }) => verbatim !== true)).toEqual([]);
});

describe('the page', () => {
  test('is well formed', () => {
    expect(unbalanced(page)).toBe('');
  });

  test('fetches nothing and runs no script', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed)\b|url\(|@import|\son\w+=/i);
  });

  test('shows foreign text as text', () => {
    const evil = `<script>alert("1")</script><img src=x onerror='x'>&amp;</style></pre>`;
    const hostile = galleryPage([hostileSection(evil)]);
    expect(unbalanced(hostile)).toBe('');
    expect(hostile).not.toMatch(/<script|<img|onerror='/);
    expect(hostile).toContain('&lt;script&gt;alert(&quot;1&quot;)');
  });
});

/** Messages with this text in every place where foreign text can be. */
function hostileSection(foreign: string): Section {
  const messages = [
    ...cardsOf(foreign).map((card) => renderCard(card, context)),
    ...answersOf(foreign).map((answer) => renderAnswer(answer, context)),
    ...cardsOf(foreign)
      .slice(-1)
      .flatMap((card) =>
        updatesOf(foreign).map((update) =>
          renderReply({ updates: [update], card, possiblyRepeated: true }, context),
        ),
      ),
  ];
  return {
    name: 'hostile',
    title: foreign,
    about: foreign,
    exhibits: messages.map((message, index) => ({
      name: `${index}`,
      caption: foreign,
      shown: { kind: 'post', post: { at: 0, message } },
    })),
  };
}

const voids = ['meta', 'hr', '!doctype'];

/** The first tag that is unbalanced or has a malformed attribute, or an empty string. */
function unbalanced(html: string): string {
  const open: string[] = [];
  for (const [tag, slash, name = '', attributes = ''] of html.matchAll(
    /<(\/?)([!a-z][a-z0-9]*)([^<>]*)>|<[^<>]*>?/gi,
  )) {
    if (name === '') return tag;
    if (slash === '/') {
      if (open.pop() !== name) return tag;
    } else if (!voids.includes(name)) {
      open.push(name);
    }
    if (!/^(?:\s+[a-z-]+(?:="[^"<>]*")?)*$/.test(attributes)) return tag;
  }
  return open.join();
}
