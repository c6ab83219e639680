import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import {
  buttonOf,
  readVerb,
  typedVerbs,
  verbNamed,
} from '../../../app/domain/command/verb-names.ts';
import { verbs } from '../../../app/domain/command/verbs.ts';
import { whoMayDoWhat } from './who-may-do-what.ts';

const style = await resolveConfig(import.meta.filename);
const entries = Object.entries(verbs);
const ids = entries.flatMap(([, entry]): readonly string[] =>
  'pressed' in entry ? entry.pressed.ids : [],
);

describe('the table of verbs', () => {
  test('is the page that says who may do what', async () => {
    const page = await format(whoMayDoWhat(), { ...style, parser: 'markdown' });
    await expect(page).toMatchFileSnapshot('../../../docs/who-may-do-what.md');
  });

  test('has the entries of every group, each verb once', () => {
    const groups = globSync('../../../app/domain/command/verb/*-verbs.ts', {
      cwd: import.meta.dirname,
    });
    const named = groups.flatMap((file) =>
      [
        ...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(
          /^ {2}'?([a-z-]+)'?: \{$/gm,
        ),
      ].map(([, verb = '']) => verb),
    );
    expect(named.sort()).toEqual(Object.keys(verbs).sort());
  });

  test('gives each name to one verb', () => {
    const names = typedVerbs.flatMap((verb) => [verb, ...verbs[verb].typed.aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const verb of typedVerbs) {
      for (const name of [verb, ...verbs[verb].typed.aliases]) expect(verbNamed(name)).toBe(verb);
    }
  });

  test('gives each button to one verb', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const [verb, entry] of entries) {
      if (!('pressed' in entry)) continue;
      for (const id of entry.pressed.ids) expect(buttonOf(id)?.verb).toBe(verb);
    }
  });

  test('lets a button only answer a question that is one of its own', () => {
    for (const [, entry] of entries) {
      if ('pressed' in entry && 'settling' in entry.pressed) {
        expect(entry.pressed.ids).toEqual(expect.arrayContaining([...entry.pressed.settling]));
      }
    }
  });

  test('says of each verb how it is reached', () => {
    // What a typed verb does besides, by what follows it.
    const byWords = [
      'cancel-many',
      'watches',
      'template-edit',
      'template-restore',
      'channel-set',
      'lock-set',
      'rerun-spec',
    ];
    const byEvent = ['edit-message'];
    for (const [verb, entry] of entries) {
      expect([
        verb,
        'typed' in entry || 'pressed' in entry || [...byWords, ...byEvent].includes(verb),
      ]).toEqual([verb, true]);
    }
  });
});

describe('a button', () => {
  test('has a number behind it only where a message has several', () => {
    expect(buttonOf('launch-elsewhere-2')?.verb).toBe('rerun-in');
    expect(buttonOf('cancel-2')).toBeUndefined();
  });

  test.each(['constructor', '__proto__', 'toString', ''])('is not one by the name %j', (id) => {
    expect(buttonOf(id)).toBeUndefined();
    expect(verbNamed(id)).toBeUndefined();
    expect(readVerb(id, '/job').ok).toBe(false);
  });
});
