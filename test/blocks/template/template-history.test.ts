import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { DiffSide } from '../../../app/domain/template/text/text-diff.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { context, saveOf } from '../samples.ts';

const read = (answer: Answer): string => renderAnswer(answer, context).text;
const save = (number: number, more: Parameters<typeof saveOf>[1] = {}) =>
  saveOf('x', { name: 'train', number, action: 'save', restored: undefined, ...more });

describe('the history of a template', () => {
  const history = (more: boolean) =>
    read({ kind: 'template-history', name: 'train', saves: [save(23), save(22), save(21)], more });

  test('that is longer than what is shown says so', () => {
    expect(history(true)).toContain(
      'older ones: /job template history train before v21 lists them',
    );
    expect(history(false)).not.toContain('older');
  });

  test('offers the version before the one in use, to be compared and brought back', () => {
    expect(history(false)).toContain('template history train v22');
    expect(history(false)).toContain('template restore train v22');
  });

  test('offers no delete to be brought back', () => {
    const saves = [save(3), save(2, { action: 'delete', text: '' }), save(1)];
    const text = read({ kind: 'template-history', name: 'train', saves, more: false });
    expect(text).toContain('template restore train v1');
    expect(text).toContain('v2 deleted by');
  });
});

test('a deleted template can be brought back by the command that the answer gives', () => {
  const deleted = save(7, { action: 'delete', text: '' });
  const text = read({ kind: 'template-saved', save: deleted, needs: [] });
  expect(text).toContain('template restore train v6');
});

test('a difference says what is compared', () => {
  const read = (before: DiffSide, after: DiffSide) =>
    renderAnswer({ kind: 'template-diff', name: 'train', before, after, lines: [] }, context).text;
  expect(read(6, 7)).toContain('train: v6 and v7 are the same.');
  expect(read('nothing', 'own-text')).toContain('train: nothing and your text are the same.');
});
