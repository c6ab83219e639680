import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { checkBlocks } from '../../../app/sandbox/slack/block-kit/check.ts';
import { objectsIn, toJson } from '../../../app/sandbox/shared/json.ts';
import { renderBlocks } from '../../../app/sandbox/slack/render/render-message.ts';
import { pressedElement, readPress } from '../../../app/slack/listeners/press.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import {
  readAuditPageValue,
  writeAuditPageValue,
} from '../../../blocks/kit/value/audit-page-value.ts';
import { limits } from '../../../blocks/kit/limits.ts';
import { readPageValue } from '../../../blocks/kit/value/page-value.ts';
import { actOf, longestPage, pageOf } from '../audit-samples.ts';
import { context } from '../samples.ts';

const directory = {
  people: new Map([
    ['U0ANA', { name: 'ana' }],
    ['U0BO', { name: 'bo' }],
  ]),
  channels: new Map(),
};
/** What stands in the message, with times as such. */
const shown = (answer: Answer) =>
  renderBlocks(objectsIn(toJson(renderAnswer(answer, context).blocks)), directory).replace(
    /^.*?\d\d:\d\d\S* · /gm,
    '(time) · ',
  );

const launch = actOf('a3f9', {
  ...{ job: 'a3f9', template: 'llama-tune', rule: 'role:lead', reason: undefined },
  outcome: 'created projects/ml-prod/locations/us-central1/customJobs/1',
});
const refused = actOf('all', {
  ...{ actor: 'U0ANA', verb: 'lock', verdict: 'refused', job: undefined, template: undefined },
  ...{
    rule: 'no-permission:lock',
    outcome: 'refused: no-permission {"verb":"lock"}',
    reason: 'data moves',
  },
});

describe('the audit', () => {
  test('says when, who, what, of what, with what result, by which rule, and why', () => {
    expect(shown(pageOf([refused, launch]))).toBe(
      [
        '*On record* in the last 7 d, newest first:',
        '(time) · @ana · *lock* `all` · refused: only a workspace admin may do it · refused by `no-permission:lock` · why: data moves',
        '(time) · @bo · *launch* `a3f9` from llama-tune · created projects/ml-prod/locations/us-central1/customJobs/1 · allowed by `role:lead`',
      ].join('\n'),
    );
  });

  test('says what it was narrowed to, that nothing is there, and whose acts are shown', () => {
    const filter = { sinceMs: 3_600_000, actor: 'U0ANA', job: 'a3f9', template: 'hello' };
    expect(shown(pageOf([], { filter, whole: false }))).toBe(
      [
        'Nothing on record by @ana about `a3f9` from template hello in the last 1 h.',
        'Only what you did, and what was done to jobs that you see, is shown. All of it takes the permission `admin`.',
      ].join('\n'),
    );
    expect(shown(pageOf([launch], { whole: false, sure: false }))).toContain('ask again');
    expect(shown(pageOf([launch]))).not.toContain('Only');
  });

  test('says of what has no result yet that it has none, and knows no act too few', () => {
    const open = actOf('a3f9', {
      outcome: undefined,
      verdict: undefined,
      job: 'a3f9',
      verb: 'dye',
    });
    const page = shown(pageOf([open]));
    expect(page).toContain('*dye* `a3f9`');
    expect(page).toContain('no result yet');
  });

  test('says the same in plain text', () => {
    const { text } = renderAnswer(pageOf([refused, launch], { whole: false }), context);
    for (const part of [
      '<@U0ANA> · lock all',
      'why: data moves',
      '<@U0BO> · launch a3f9 from llama-tune',
      'allowed by role:lead',
      'Only what you did',
    ]) {
      expect(text.replaceAll('\u2060', '')).toContain(part);
    }
  });

  test.each(['x'.repeat(4_000), '&<!channel> '.repeat(400), '漢字 '.repeat(900)])(
    'fits into a message, with every act in the plain text: %.12s…',
    (foreign) => {
      const { blocks, text } = renderAnswer(longestPage(foreign), context);
      const json = toJson(blocks);
      checkBlocks(json, 'message');
      const inBlocks = JSON.stringify(json);
      expect(text.length).toBeLessThanOrEqual(limits.messageText);
      expect(text.split('\n').filter((line) => line.includes('<@U0BO>'))).toHaveLength(10);
      expect(text).toContain('Only what you did');
      expect(inBlocks.match(/U0BO/g)).toHaveLength(10);
      expect(inBlocks).toContain('Only what you did');
    },
  );
});

describe('the buttons of a page', () => {
  const pressed = (answer: Answer) =>
    renderAnswer(answer, context).blocks.flatMap((block) =>
      block.type === 'actions'
        ? block.elements.flatMap((one) =>
            one.type === 'button' ? [readPress(pressedElement.parse(one))] : [],
          )
        : [],
    );

  test('carry what was asked for, and where the page goes on', () => {
    const filter = { sinceMs: 1_000, actor: 'U0ANA', job: 'a3f9', template: 'hello' };
    const rows = [actOf('x', { key: 'k9', at: 9 }), actOf('x', { key: 'k1', at: 1 })];
    expect(pressed(pageOf(rows, { filter, newer: true, older: true }))).toMatchObject([
      {
        token: 'tok1',
        action: { verb: 'audit-turn', filter, turn: { to: 'newer', at: 9, key: 'k9' } },
      },
      {
        token: 'tok1',
        action: { verb: 'audit-turn', filter, turn: { to: 'older', at: 1, key: 'k1' } },
      },
    ]);
    expect(pressed(pageOf(rows, { older: true }))).toMatchObject([
      { action: { turn: { to: 'older' } } },
    ]);
    expect(pressed(pageOf(rows))).toEqual([]);
  });

  test('hold at most what Slack takes, and nothing of a job list', () => {
    const filter = { sinceMs: 1_000, template: 'x'.repeat(200) };
    const turn = { to: 'older', at: 1, key: 'k'.repeat(300) } as const;
    const value = writeAuditPageValue({ filter, turn, token: 't' }) ?? '';
    expect(readAuditPageValue(value)).toEqual({ filter, turn, token: 't' });
    expect(readPageValue(value)).toBeUndefined();
    const tooLong = { ...turn, key: 'k'.repeat(2_000) };
    expect(writeAuditPageValue({ filter, turn: tooLong, token: 't' })).toBeUndefined();
    for (const other of ['', '{}', 'x', value.replace('"sinceMs":1000', '"sinceMs":-1')]) {
      expect(readAuditPageValue(other)).toBeUndefined();
    }
  });
});
