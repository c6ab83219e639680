// The structure that CONTRIBUTING.md describes: which folder may import from which, and where each test belongs.

import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cyclesIn, graphOf } from './structure/cycles.ts';
import { imports, read, root, sources, type Import } from './structure/imports.ts';
import { mayImport, rings } from './structure/allowed-imports.ts';

const isOurs = (path: string): boolean => /^(?:app|blocks)\//.test(path);
const inside = imports.filter(({ from }) => isOurs(from));

/** The ring of a path: `domain`, `store`, `blocks`; `main` for a file in `app/` itself. */
const ring = (path: string): string => {
  const [top = '', second = ''] = path.split('/');
  if (top === 'blocks') return 'blocks';
  return top === 'app' && second.endsWith('.ts') ? 'main' : second;
};
const inRing = (name: string) => imports.filter(({ file }) => ring(file) === name);
const outside = ({ from }: Import, ...allowed: readonly string[]): boolean =>
  isOurs(from) ? !allowed.includes(ring(from)) : !allowed.includes(from);

describe('imports between rings', () => {
  test('the reader of imports finds them', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(inRing('usecase').some(({ from }) => from === 'app/domain/launch/launch.ts')).toBe(true);
  });

  // RE2 runs in linear time. The language's own regular expressions may not end on a pattern that a user typed.
  test('domain imports only zod, re2js and itself', () => {
    expect(inRing('domain').filter((one) => outside(one, 'domain', 'zod', 're2js'))).toEqual([]);
  });

  test('blocks import only the domain, zod and Slack’s block types', () => {
    const foreign = inRing('blocks').filter(
      (one) =>
        outside(one, 'blocks', 'domain', 'zod') && !(one.from === '@slack/types' && one.isType),
    );
    expect(foreign).toEqual([]);
  });

  // The raw name may contain a secret parameter.
  test('blocks never read a job’s raw display name', () => {
    const raw = sources.filter(
      (file) =>
        ring(file) === 'blocks' && /body\.displayName|body: \{ displayName/.test(read(file)),
    );
    expect(raw).toEqual([]);
  });

  test('use cases import only the domain and their own ports', () => {
    expect(inRing('usecase').filter((one) => outside(one, 'usecase', 'domain'))).toEqual([]);
  });

  test('the HTTP server imports nothing of ours', () => {
    expect(inRing('http').filter(({ from }) => isOurs(from) && ring(from) !== 'http')).toEqual([]);
  });

  const adapters = ['audit', 'policy', 'store', 'templates', 'vertex', 'slack'];
  test.each(adapters)('%s imports no other adapter', (name) => {
    const others = [...adapters, 'sandbox', 'main'].filter((one) => one !== name);
    expect(
      inRing(name).filter(({ from }) => from.startsWith('app/') && others.includes(ring(from))),
    ).toEqual([]);
  });

  test('the sandbox shares no code with the bot, and nothing imports it', () => {
    const across = inside.filter(
      ({ file, from }) => (ring(file) === 'sandbox') !== (ring(from) === 'sandbox'),
    );
    expect(across).toEqual([]);
  });

  test('only the entry points read the environment, handle signals, print or exit', () => {
    const users = sources.filter(
      (file) =>
        ring(file) !== 'sandbox' &&
        /\bprocess\.(?:env|exit|on|once|argv|kill|stdout|stderr)\b/.test(read(file)),
    );
    expect(users).toEqual([
      'app/check-policy.ts',
      'app/export-audit.ts',
      'app/main.ts',
      'app/slack/manifest.ts',
    ]);
  });

  test('no default exports and no barrels', () => {
    const barrels = sources.filter((file) => /(?:^|\/)index\.ts$/.test(file));
    const defaults = sources.filter((file) => /^export default/m.test(read(file)));
    expect([...barrels, ...defaults]).toEqual([]);
  });
});

describe('no import cycles', () => {
  test('the search finds them', () => {
    const edges = ['a b', 'b c', 'c a', 'c d', 'd d'].map((edge) => {
      const [file = '', from = ''] = edge.split(' ');
      return { file, from };
    });
    expect(cyclesIn(graphOf(edges))).toEqual([['a', 'b', 'c']]);
  });

  test('between files', () => {
    expect(cyclesIn(graphOf(inside))).toEqual([]);
  });

  test('between folders', () => {
    expect(cyclesIn(graphOf(inside, dirname))).toEqual([]);
  });
});

describe.each(Object.keys(rings))('in %s', (name) => {
  const here = inside.filter(
    ({ file, from }) => file.startsWith(`${name}/`) && from.startsWith(`${name}/`),
  );
  const folder = (path: string): string => dirname(path).slice(name.length + 1) || '.';

  test('each folder imports only from those that are listed', () => {
    const across = here.filter(({ file, from }) => folder(file) !== folder(from));
    const wrong = across.filter(({ file, from }) => !mayImport(name, folder(file), folder(from)));
    expect(wrong.map(({ file, from }) => `${file} imports ${from}`)).toEqual([]);
  });

  test('each folder is listed, and imports from all that are listed', () => {
    const folders = new Set(
      sources.filter((file) => file.startsWith(`${name}/`)).map((file) => folder(file)),
    );
    expect(Object.keys(rings[name] ?? {}).sort()).toEqual([...folders].sort());
    const graph = graphOf(here, folder);
    for (const [one, others] of Object.entries(rings[name] ?? {})) {
      expect({ [one]: [...(graph.get(one) ?? [])].sort() }).toEqual({ [one]: [...others].sort() });
    }
  });
});

describe('every test is in the folder of what it tests', () => {
  const tests = globSync(
    'test/{audit,blocks,domain,policy,sandbox,slack,store,templates,usecase,vertex}/**/*.test.ts',
    {
      cwd: root,
    },
  );
  const subjectFolder = (file: string): string => {
    const path = dirname(file).replace(/^test\//, '');
    return path.startsWith('blocks') ? path : `app/${path}`;
  };

  test.each(tests)('%s', (file) => {
    const own = subjectFolder(file);
    expect(sources.some((source) => source.startsWith(`${own}/`))).toBe(true);
    const name = basename(file, '.test.ts');
    const ringOfIt = own
      .split('/')
      .slice(0, own.startsWith('app/') ? 2 : 1)
      .join('/');
    const namesake = sources.filter(
      (source) =>
        source.startsWith(`${ringOfIt}/`) &&
        // A port is an interface: its implementations are tested.
        !source.startsWith('app/usecase/ports/') &&
        basename(source, '.ts') === name,
    );
    if (namesake.length > 0) expect(namesake.map((source) => dirname(source))).toContain(own);
  });
});
