import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fillPlaceholders,
  placeholderUses,
} from '../../../../app/domain/template/fill/fill-placeholders.ts';
import type { Leaf } from '../../../../app/domain/template/parameter-value.ts';
import { parseParts } from '../../../../app/domain/template/placeholder.ts';
import { anyText } from '../../text/any-text.ts';

const typed = new Set(['replicaCount']);
const filled = (tree: unknown, values: Readonly<Record<string, Leaf>>) =>
  fillPlaceholders(tree, new Map(Object.entries(values)), typed).tree;

describe('parseParts', () => {
  it('finds placeholders, literal braces and mistakes', () => {
    expect(parseParts('a {{x}}{{ y_1 }} \\{{z}} {{ Z }}')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'placeholder', name: 'x' },
      { kind: 'placeholder', name: 'y_1' },
      { kind: 'text', text: ' {{z}} ' },
      { kind: 'malformed', text: '{{ Z }}' },
      { kind: 'text', text: ' Z }}' },
    ]);
    expect(parseParts('no } { braces }}')).toEqual([{ kind: 'text', text: 'no } { braces }}' }]);
  });
});

describe('fill', () => {
  it('keeps the type where the field has one and is text elsewhere', () => {
    const tree = { replicaCount: '{{n}}', args: ['-n', '{{n}}', '--n={{ n }}'] };
    expect(filled(tree, { n: 4 })).toEqual({ replicaCount: 4, args: ['-n', '4', '--n=4'] });
  });

  it('puts a list in the place of a field, or its entries in the place of an entry', () => {
    const tree = { command: '{{list}}', args: ['a', '{{list}}', 'b', '{{x}}'] };
    const { tree: result, sources } = fillPlaceholders(
      tree,
      new Map<string, Leaf>([
        ['list', ['1', '2']],
        ['x', '3'],
      ]),
      typed,
    );
    expect(result).toEqual({ command: ['1', '2'], args: ['a', '1', '2', 'b', '3'] });
    expect(Object.fromEntries(sources)).toEqual({
      command: ['list'],
      'args[1]': ['list'],
      'args[2]': ['list'],
      'args[4]': ['x'],
    });
    expect(filled({ args: ['{{list}}'] }, { list: [] })).toEqual({ args: [] });
  });

  it('looks at nothing twice and leaves keys alone', () => {
    const value = '{{y}} \\{{ "\'\n: - # &a *a';
    expect(filled({ '{{x}}': ['{{x}}', '<{{x}}>'] }, { x: value, y: 'no' })).toEqual({
      '{{x}}': [value, `<${value}>`],
    });
  });

  it('sets own properties only', () => {
    const tree: unknown = JSON.parse(
      '{"__proto__": {"polluted": "{{x}}"}, "constructor": "{{x}}"}',
    );
    const result = filled(tree, { x: 'yes' });
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":"yes"},"constructor":"yes"}');
    expect('polluted' in {}).toBe(false);
  });

  it('changes, for any value, the leaf it stands in and nothing else', () => {
    const hostile = fc.oneof(
      anyText(),
      fc.constantFrom('{{x}}', '\\{{', '__proto__', '": {', '\n- a', '{{flags}}'),
    );
    const text = fc.oneof(hostile, fc.constantFrom('{{x}}', '{{ x }}!', 'plain'));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, hostile, hostile, (before, a, b) => {
        const one = fillPlaceholders(before, new Map([['x', a]]), typed);
        const other = fillPlaceholders(before, new Map([['x', b]]), typed);
        expect(other.sources).toEqual(one.sources);
        expect(shape(other.tree)).toEqual(shape(one.tree));
        const touched = new Set(one.sources.keys());
        const own = new Set(
          placeholderUses(before).flatMap(({ path, part }) =>
            part.kind === 'placeholder' ? [path] : [],
          ),
        );
        expect(touched).toEqual(own);
      }),
      { numRuns: 300 },
    );
  });

  it('changes, for any list, the list it stands in and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        fc.array(fc.string()),
        fc.array(fc.string()),
        (before, list, after) => {
          const escape = (text: string) => text.replaceAll('{{', '\\{{');
          const plain = [...before, ...after].every(
            (entry) => !entry.includes('\\{{') && !entry.includes('{{'),
          );
          fc.pre(plain);
          const tree = {
            env: ['x'],
            args: [...before.map(escape), '{{flags}}', ...after.map(escape)],
            all: '{{flags}}',
          };
          expect(filled(tree, { flags: list })).toEqual({
            env: ['x'],
            args: [...before, ...list, ...after],
            all: list,
          });
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** The tree with every text blanked: what no value may change. */
function shape(node: unknown): unknown {
  if (typeof node === 'string') return '';
  if (Array.isArray(node)) return node.map(shape);
  if (typeof node !== 'object' || node === null) return node;
  return Object.entries(node).map(([key, value]) => [key, shape(value)]);
}
