import { describe, expect, test } from 'vitest';
import { pack } from '../../../app/usecase/poll/chunks.ts';

describe('pack', () => {
  const packed = (items: string, most: number) =>
    pack(items.split(''), (item) => item, most).map((chunk) => chunk.join(''));

  test.each([
    ['', 3, []],
    ['ab', 3, ['ab']],
    ['aabbcc', 4, ['aabb', 'cc']],
    // A group stays together though its items are apart.
    ['abcabc', 4, ['aabb', 'cc']],
    // A group that is larger than a chunk is split.
    ['aaaaab', 2, ['aa', 'aa', 'ab']],
    ['abbb', 3, ['a', 'bbb']],
  ])('%s in chunks of %i', (items, most, chunks) => {
    expect(packed(items, most)).toEqual(chunks);
  });
});
