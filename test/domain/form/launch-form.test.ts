import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestField, typedValue, unshownValues } from '../../../app/domain/form/launch-form.ts';
import { parseParameter } from '../../../app/domain/template/parameter-value.ts';

const entry = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.trim().replaceAll('\\', '/'))
  .filter((text) => text !== '');

test('a list that was typed into a field is the same list when it is read', () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (list) => {
      const typed = typedValue('x', list) ?? '';
      const read = parseParameter({ name: 'flags', type: 'list' }, typed);
      expect(read).toEqual({ ok: true, value: list });
    }),
  );
});

test('numbers keep their value, whatever their spelling', () => {
  for (const value of [5e-7, 0.1, -3, 1e21]) {
    const read = parseParameter({ name: 'lr', type: 'number' }, typedValue('x', value) ?? '');
    expect(read).toEqual({ ok: true, value });
  }
});

test('what a field can’t show is kept aside', () => {
  const long = 'x'.repeat(longestField + 1);
  expect(unshownValues({ lr: 0.1, none: '', empty: [], long, gone: null })).toEqual({
    none: '',
    empty: [],
    long,
  });
});
