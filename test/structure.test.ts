// The house: who may enter whom, in which folder, and that every test stands where its subject stands.

import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { circlesIn, graphOf } from './structure/circles.ts';
import { imports, read, root, sources, type Import } from './structure/imports.ts';
import { mayTake, rings } from './structure/rooms.ts';

const isOurs = (path: string): boolean => /^(?:app|blocks)\//.test(path);
const inside = imports.filter(({ from }) => isOurs(from));

/** The ring of a path: `domain`, `store`, `blocks`; `main` for what stands in `app/` itself. */
const ring = (path: string): string => {
  const [top = '', second = ''] = path.split('/');
  if (top === 'blocks') return 'blocks';
  return top === 'app' && second.endsWith('.ts') ? 'main' : second;
};
const inRing = (name: string) => imports.filter(({ file }) => ring(file) === name);
const outside = ({ from }: Import, ...rooms: readonly string[]): boolean =>
  isOurs(from) ? !rooms.includes(ring(from)) : !rooms.includes(from);

describe('who may enter whom', () => {
  test('the reader of imports finds them', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(inRing('usecase').some(({ from }) => from === 'app/domain/launch/launch.ts')).toBe(true);
  });

  // A pure engine for regular expressions: its time is bounded, where the language's own is not.
  test('domain knows zod, re2js and itself', () => {
    expect(inRing('domain').filter((one) => outside(one, 'domain', 'zod', 're2js'))).toEqual([]);
  });

  test('blocks know the domain, zod and Slack’s block types', () => {
    const foreign = inRing('blocks').filter(
      (one) =>
        outside(one, 'blocks', 'domain', 'zod') && !(one.from === '@slack/types' && one.isType),
    );
    expect(foreign).toEqual([]);
  });

  // It may repeat a secret that the job was given.
  test('blocks call a job by the name that may be shown', () => {
    const raw = sources.filter(
      (file) =>
        ring(file) === 'blocks' && /body\.displayName|body: \{ displayName/.test(read(file)),
    );
    expect(raw).toEqual([]);
  });

  test('use cases know the domain and their own ports', () => {
    expect(inRing('usecase').filter((one) => outside(one, 'usecase', 'domain'))).toEqual([]);
  });

  test('the HTTP server knows nobody', () => {
    expect(inRing('http').filter(({ from }) => isOurs(from) && ring(from) !== 'http')).toEqual([]);
  });

  const adapters = ['store', 'templates', 'vertex', 'slack'];
  test.each(adapters)('%s knows no other adapter', (name) => {
    const others = [...adapters, 'sandbox', 'main'].filter((one) => one !== name);
    expect(
      inRing(name).filter(({ from }) => from.startsWith('app/') && others.includes(ring(from))),
    ).toEqual([]);
  });

  test('the sandbox shares no code with the bot, and nobody imports it', () => {
    const across = inside.filter(
      ({ file, from }) => (ring(file) === 'sandbox') !== (ring(from) === 'sandbox'),
    );
    expect(across).toEqual([]);
  });

  test('only the entries read the environment, handle signals, print or exit', () => {
    const users = sources.filter(
      (file) =>
        ring(file) !== 'sandbox' &&
        /\bprocess\.(?:env|exit|on|once|argv|kill|stdout|stderr)\b/.test(read(file)),
    );
    expect(users).toEqual(['app/main.ts', 'app/slack/manifest.ts']);
  });

  test('no default exports and no barrels', () => {
    const barrels = sources.filter((file) => /(?:^|\/)index\.ts$/.test(file));
    const defaults = sources.filter((file) => /^export default/m.test(read(file)));
    expect([...barrels, ...defaults]).toEqual([]);
  });
});

describe('no circles', () => {
  test('they are found', () => {
    const edges = ['a b', 'b c', 'c a', 'c d', 'd d'].map((edge) => {
      const [file = '', from = ''] = edge.split(' ');
      return { file, from };
    });
    expect(circlesIn(graphOf(edges))).toEqual([['a', 'b', 'c']]);
  });

  test('of files', () => {
    expect(circlesIn(graphOf(inside))).toEqual([]);
  });

  test('of folders', () => {
    expect(circlesIn(graphOf(inside, dirname))).toEqual([]);
  });
});

describe.each(Object.keys(rings))('in %s', (name) => {
  const here = inside.filter(
    ({ file, from }) => file.startsWith(`${name}/`) && from.startsWith(`${name}/`),
  );
  const folder = (path: string): string => dirname(path).slice(name.length + 1) || '.';

  test('each folder takes from those alone that it may', () => {
    const taken = here.filter(({ file, from }) => folder(file) !== folder(from));
    const wrong = taken.filter(({ file, from }) => !mayTake(name, folder(file), folder(from)));
    expect(wrong.map(({ file, from }) => `${file} takes ${from}`)).toEqual([]);
  });

  test('each folder is listed, and takes from those that it is said to', () => {
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

describe('every test stands where its subject stands', () => {
  const tests = globSync(
    'test/{blocks,domain,sandbox,slack,store,templates,usecase,vertex}/**/*.test.ts',
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
        // A port is an interface, tested by whoever fills it.
        !source.startsWith('app/usecase/ports/') &&
        basename(source, '.ts') === name,
    );
    if (namesake.length > 0) expect(namesake.map((source) => dirname(source))).toContain(own);
  });
});
