import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../app/templates/yaml.ts';

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('parseYaml', () => {
  it('reads one document as data', () => {
    expect(
      parseYaml(
        '\uFEFF# a template\nname: x\na: [1, yes, 1.5, 2026-01-01, ~]\nb: &x { c: true }\nd: *x\n',
      ),
    ).toEqual({
      ok: true,
      tree: {
        name: 'x',
        a: [1, 'yes', 1.5, '2026-01-01', null],
        b: { c: true },
        d: { c: true },
      },
    });
    expect(parseYaml('')).toEqual({ ok: true, tree: null });
  });

  it.each(['name', 'parameters', 'target', 'targets', 'guard', 'fallback', 'access', 'unchecked'])(
    'reads what has our key `%s` as YAML 1.2, and refuses an octal that may be none',
    (key) => {
      expect(parseYaml(`${key}: x\na: [yes, 1_000, 1:30, 0x10]\n`)).toMatchObject({
        tree: { a: ['yes', '1_000', '1:30', 16] },
      });
      for (const octal of ['0200', '-017', '08']) {
        expect(parseYaml(`${key}: x\na: ${octal}\n`)).toEqual({
          ok: false,
          message:
            'A number begins with 0, which is octal in YAML 1.1 (as gcloud reads it) and decimal in 1.2: write it without the 0, or quote it (line 2).',
        });
      }
      expect(parseYaml(`${key}: x\na: ["0200", '08', !!str 017, 0o17, 0, 0.5]\n`)).toMatchObject({
        tree: { a: ['0200', '08', '017', 15, 0, 0.5] },
      });
    },
  );

  it('reads what has none of our keys as gcloud does, and keeps keys and quoted text as they are', () => {
    const text = `displayName: x
jobSpec: &spec
  on: yes
  quoted: ['yes', "0200", !!str 1_000]
  folded: >-
    no
  y: 0200
copy: *spec
merged: { <<: *spec, y: off }
`;
    const spec = { on: true, quoted: ['yes', '0200', '1_000'], folded: 'no', y: 128 };
    expect(parseYaml(text)).toEqual({
      ok: true,
      tree: { displayName: 'x', jobSpec: spec, copy: spec, merged: { ...spec, y: false } },
    });
  });

  it('does what a file says of its version', () => {
    expect(parseYaml('%YAML 1.1\n---\nname: x\na: [yes, 0200]\n')).toMatchObject({
      tree: { name: 'x', a: [true, 128] },
    });
    expect(parseYaml('%YAML 1.2\n---\na: [yes, 0o17]\n...\n')).toMatchObject({
      tree: { a: ['yes', 15] },
    });
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
    ['a key that is no text', '? [a]\n: b', 'a key must be text: quote it'],
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
});
