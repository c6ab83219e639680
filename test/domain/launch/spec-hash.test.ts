import { expect, test } from 'vitest';
import { specHash } from '../../../app/domain/launch/spec-hash.ts';
import { sha256 } from '../../../app/sha256.ts';

const hash = (jobSpec: Record<string, unknown>, displayName = 'a') =>
  specHash({ displayName, jobSpec }, sha256);
const hashed = (jobSpec: Record<string, unknown>) =>
  specHash({ displayName: 'a', jobSpec }, (text) => text);

test('the order of keys doesn’t count, the order of a list does', () => {
  expect(hash({ a: 1, b: { c: [1, 2], d: null } })).toBe(hash({ b: { d: null, c: [1, 2] }, a: 1 }));
  expect(hash({ a: [1, 2] })).not.toBe(hash({ a: [2, 1] }));
});

test('any change counts: of a value, its type, a key, the name', () => {
  const different = [
    hash({ a: '1' }),
    hash({ a: 1 }),
    hash({ a: [1] }),
    hash({ a: null }),
    hash({}),
    hash({ b: '1' }),
    hash({ a: '1' }, 'b'),
    hash({ a: '1', __proto__: { a: 2 } }),
    hash(JSON.parse('{ "a": "1", "__proto__": 2 }') as Record<string, unknown>),
  ];
  // The literal’s `__proto__` is no key, so that one is as the first.
  expect(new Set(different).size).toBe(different.length - 1);
});

test('it is JSON with sorted keys, read back as what it is of', () => {
  const spec = { z: 'ü"\n', a: [{ y: 1.5, x: false }], gone: undefined, '10': 1, '9': 2 };
  expect(hashed(spec)).toBe(
    '{"displayName":"a","jobSpec":{"10":1,"9":2,"a":[{"x":false,"y":1.5}],"z":"ü\\"\\n"}}',
  );
});

test('the hash is SHA-256 of the UTF-8 bytes, in hex', () => {
  expect(sha256('ü')).toBe('607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f');
});
