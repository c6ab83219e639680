import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeHandle } from '../../../app/domain/launch/handle.ts';
import { readJobReference } from '../../../app/domain/job/job-reference.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a handle can be read off a screen, typed, and read as one', () => {
  fc.assert(
    fc.property(
      fc.array(random, { minLength: 12, maxLength: 12 }),
      fc.integer({ min: 4, max: 10 }),
      (numbers, length) => {
        const left = [...numbers];
        const handle = makeHandle(() => left.pop() ?? 0, length);
        expect(handle).toHaveLength(length);
        expect(handle).toMatch(/^[a-hjkmnp-z][a-hjkmnp-z2-9]*$/);
        expect(handle).toMatch(/\d/);
        expect(readJobReference(handle)).toMatchObject({ kind: 'handle', handle });
      },
    ),
  );
});

test('handles differ', () => {
  const handles = new Set(Array.from({ length: 1000 }, () => makeHandle(Math.random, 8)));
  expect(handles.size).toBeGreaterThan(990);
});
