import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const sources = globSync('{app,blocks}/**/*.ts', { cwd: root }).sort();

type Import = { readonly file: string; readonly from: string; readonly isType: boolean };

/** Every import and re-export of a file, relative ones resolved to paths from the root. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)';?$/gms;
  return [...text.matchAll(pattern)].map(([, type, specifier = '']) => ({
    file,
    isType: type !== undefined,
    from: specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier))
      : specifier,
  }));
}

const imports = sources.flatMap(importsOf);
const room = (path: string): string => {
  const [top = '', second = ''] = path.split('/');
  if (top === 'blocks') return 'blocks';
  return top === 'app' && second.endsWith('.ts') ? 'main' : second;
};
const inRoom = (name: string) => imports.filter(({ file }) => room(file) === name);
const outside = ({ from }: Import, ...rooms: readonly string[]): boolean =>
  from.startsWith('app/') || from.startsWith('blocks/')
    ? !rooms.includes(room(from))
    : !rooms.includes(from);

describe('who may enter whom', () => {
  test('the reader of imports finds them', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(inRoom('usecase').some(({ from }) => from === 'app/domain/launch/launch.ts')).toBe(true);
  });

  // A pure engine for regular expressions: its time is bounded, where the language's own is not.
  test('domain knows zod, re2js and itself', () => {
    expect(inRoom('domain').filter((one) => outside(one, 'domain', 'zod', 're2js'))).toEqual([]);
  });

  test('blocks know the domain, zod and Slack’s block types', () => {
    const foreign = inRoom('blocks').filter(
      (one) =>
        outside(one, 'blocks', 'domain', 'zod') && !(one.from === '@slack/types' && one.isType),
    );
    expect(foreign).toEqual([]);
  });

  // It may repeat a secret that the job was given.
  test('blocks call a job by the name that may be shown', () => {
    const raw = sources.filter(
      (file) =>
        room(file) === 'blocks' &&
        /body\.displayName|body: \{ displayName/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(raw).toEqual([]);
  });

  test('use cases know the domain and their own ports', () => {
    expect(inRoom('usecase').filter((one) => outside(one, 'usecase', 'domain'))).toEqual([]);
  });

  test.each(['store', 'templates', 'vertex', 'slack'])('%s knows no other adapter', (name) => {
    const others = ['store', 'templates', 'vertex', 'slack', 'sandbox', 'main'].filter((one) => one !== name);
    expect(
      inRoom(name).filter(({ from }) => from.startsWith('app/') && others.includes(room(from))),
    ).toEqual([]);
  });

  test('the sandbox shares no code with the bot, and nobody imports it', () => {
    const across = imports.filter(
      ({ file, from }) =>
        (from.startsWith('app/') || from.startsWith('blocks/')) &&
        (room(file) === 'sandbox') !== (room(from) === 'sandbox'),
    );
    expect(across).toEqual([]);
  });

  test('only the entries read the environment, handle signals, print or exit', () => {
    const users = sources.filter(
      (file) =>
        room(file) !== 'sandbox' &&
        /\bprocess\.(?:env|exit|on|once|argv|kill|stdout|stderr)\b/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
    );
    expect(users).toEqual(['app/main.ts', 'app/slack/manifest.ts']);
  });

  test('no default exports and no barrels', () => {
    const barrels = sources.filter((file) => /(?:^|\/)index\.ts$/.test(file));
    const defaults = sources.filter((file) =>
      /^export default/m.test(readFileSync(join(root, file), 'utf8')),
    );
    expect([...barrels, ...defaults]).toEqual([]);
  });
});
