import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../app/store/template-yaml.ts';

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('parseYaml', () => {
  it('reads one document as data', () => {
    expect(
      parseYaml('\uFEFF# a template\na: [1, yes, 1.5, 2026-01-01, ~]\nb: &x { c: true }\nd: *x\n'),
    ).toEqual({
      ok: true,
      tree: { a: [1, 'yes', 1.5, '2026-01-01', null], b: { c: true }, d: { c: true } },
    });
    expect(parseYaml('')).toEqual({ ok: true, tree: null });
  });

  it('merges mappings as gcloud does: what stands beside the merge key wins', () => {
    const text = 'x: &x { a: 1, b: 1 }\ny: &y { c: 1 }\nz:\n  b: 2\n  <<: [*x, *y]\n';
    expect(parseYaml(text)).toMatchObject({ ok: true, tree: { z: { a: 1, b: 2, c: 1 } } });
    expect(parseYaml('a: { "<<": 1 }')).toEqual({ ok: true, tree: { a: { '<<': 1 } } });
  });

  it.each([
    ['a key twice', 'a: 1\nb: 2\na: 3', 'A key stands twice in one mapping (line 3).'],
    ['a custom tag', 'a: !!js/function x', 'line 1: tags (!name) are not allowed'],
    ['a tag', 'a: !env SECRET', 'line 1: tags (!name) are not allowed'],
    ['a merge of text', 'x: &x secret\ny:\n  <<: *x', 'A merge key (<<) must name a mapping'],
    ['a merge of itself', 'y: &y\n  a: secret\n  <<: *y', 'repeats itself through aliases'],
    ['a second document', 'a: 1\n---\nb: 2', 'line 2: a second document (---) begins'],
    ['an alias of nothing', 'a: *secret', 'An alias (*name) has no anchor'],
    ['a key that is no text', '? [a]\n: b', 'With stringKeys, all keys must be strings'],
    ['a list left open', 'a: [secret', 'line 1:'],
    ['something else', 'a: }secret', 'line 1:'],
    ['crowds of aliases', `x: &x 1\n${lines(101, (i) => `a${i}: *x`)}`, 'more than 100 aliases'],
    ['depth', '['.repeat(100_000) + ']'.repeat(100_000), 'nested too deep'],
    ['more than 1 MB', `a: ${'é'.repeat(500_001)}`, 'It is larger than 1 MB.'],
    [
      'laughs by the billion',
      `a0: &a0 [x]\n${lines(9, (i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`)}`,
      'repeats itself through aliases',
    ],
  ])('refuses %s, and quotes nothing', (_, text, message) => {
    const parsed = parseYaml(text);
    expect(parsed).toMatchObject({
      ok: false,
      message: expect.stringContaining(message) as string,
    });
    expect(JSON.stringify(parsed)).not.toContain('ecret');
  });

  it('is done in moments with a large mapping', () => {
    const startedAt = performance.now();
    expect(parseYaml(lines(60_000, (index) => `k${index}: 1`)).ok).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });
});
