import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTemplateFiles } from '../../app/store/template-files.ts';

const template = (name: string, image = 'i') =>
  `name: ${name}\njobSpec: { workerPoolSpecs: [{ machineSpec: { machineType: n1-standard-4 }, containerSpec: { imageUri: ${image} } }] }\n`;

let dir: string;
let now: number;
let logged: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'templates-'));
  now = 0;
  logged = [];
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const write = (file: string, text: string | Uint8Array) => writeFile(join(dir, file), text);
const open = (at: string | undefined = dir) => {
  const log = (message: string, fields?: Record<string, unknown>) =>
    logged.push(`${message} ${JSON.stringify(fields)}`);
  return createTemplateFiles({ dir: at, clock: () => now, log: { info: log, warn: log } });
};

describe('createTemplateFiles', () => {
  it('reads what is there, each with its version', async () => {
    await write('b.yaml', template('two'));
    await write('a.yml', template('one'));
    await write(
      'bare.yaml',
      'workerPoolSpecs: [{ machineSpec: { machineType: m }, containerSpec: { imageUri: i } }]',
    );
    await write('README.md', 'not a template');
    await write('.hidden.yaml', 'not: one');
    await mkdir(join(dir, 'folder.yaml'));
    const files = open();
    expect((await files.list()).map(({ name, origin }) => [name, origin])).toEqual([
      ['bare', 'bare.yaml'],
      ['one', 'a.yml'],
      ['two', 'b.yaml'],
    ]);
    expect((await files.get('two'))?.version).toMatch(/^[0-9a-f]{7}$/);
    expect(await files.get('three')).toBeUndefined();
    expect(await files.problems()).toEqual([]);
  });

  it('keeps the last good version of a broken file, and stops no other', async () => {
    await write('a.yaml', template('one'));
    await write('b.yaml', template('two'));
    const files = open();
    const good = await files.get('one');
    now += 1_000;
    await write('a.yaml', 'name: one\njobSpec: {}\n');
    await write('b.yaml', template('two', 'other'));
    expect(await files.get('one')).toEqual(good);
    expect((await files.get('two'))?.version).not.toBe(good?.version);
    expect(await files.problems()).toEqual([
      {
        file: 'a.yaml',
        message: `\`jobSpec.workerPoolSpecs\` is required. Version ${good?.version ?? ''} stays in use.`,
        inUse: good?.version,
      },
    ]);
    now += 1_000;
    await write('a.yaml', template('one', 'fixed'));
    expect((await files.get('one'))?.version).not.toBe(good?.version);
    expect(await files.problems()).toEqual([]);
  });

  it('looks again after a second, and not before', async () => {
    const files = open();
    expect(await files.list()).toEqual([]);
    await write('a.yaml', template('one'));
    now = 999;
    expect(await files.list()).toEqual([]);
    now = 1_000;
    expect(await files.list()).toHaveLength(1);
    await rm(join(dir, 'a.yaml'));
    now = 2_000;
    expect(await files.list()).toEqual([]);
  });

  it('follows the links of a mounted ConfigMap', async () => {
    await mkdir(join(dir, '..v1'));
    await write('..v1/a.yaml', template('one'));
    await mkdir(join(dir, '..v2'));
    await write('..v2/a.yaml', template('one', 'new'));
    await symlink('..v1', join(dir, '..data'));
    await symlink('..data/a.yaml', join(dir, 'a.yaml'));
    const files = open();
    const first = await files.get('one');
    await symlink('..v2', join(dir, '..tmp'));
    await rename(join(dir, '..tmp'), join(dir, '..data'));
    now += 1_000;
    expect((await files.get('one'))?.version).not.toBe(first?.version);
  });

  it('leaves a template to the file that has it, whatever file comes later', async () => {
    await write('b.yaml', template('one', 'first'));
    const files = open();
    expect((await files.get('one'))?.origin).toBe('b.yaml');
    await write('a.yaml', template('one', 'second'));
    now += 1_001;
    expect((await files.get('one'))?.origin).toBe('b.yaml');
    expect(await files.problems()).toMatchObject([{ file: 'a.yaml' }]);
  });

  it('gives a name to the first file that has it', async () => {
    await write('a.yaml', template('one', 'first'));
    await write('b.yaml', template('one', 'second'));
    const files = open();
    expect((await files.get('one'))?.origin).toBe('a.yaml');
    expect(await files.problems()).toEqual([
      {
        inUse: (await files.get('one'))?.version,
        file: 'b.yaml',
        message:
          'The name `one` is taken: b.yaml and a.yaml both have it, and a.yaml is used. Rename one.',
      },
    ]);
  });

  it('tells what it can not read, without quoting it', async () => {
    await write('bytes.yaml', new Uint8Array([0x61, 0x3a, 0x20, 0xff]));
    await write('large.yaml', `a: ${'x'.repeat(1_000_000)}`);
    await write('open.yaml', 'a: [secret');
    await symlink('nowhere', join(dir, 'dangling.yaml'));
    await write('proto.yaml', '__proto__: { jobSpec: {} }');
    const files = open();
    expect(await files.problems()).toMatchObject([
      { file: 'bytes.yaml', message: 'It is not UTF-8 text.' },
      { file: 'large.yaml', message: 'It is larger than 1 MB.' },
      {
        file: 'open.yaml',
        message: expect.stringContaining('It is not valid YAML: line 1') as string,
      },
      { file: 'proto.yaml', message: 'The template must not have a key `__proto__`.' },
    ]);
    expect(logged.join('\n')).not.toContain('secret');
  });

  it('logs a change once', async () => {
    await write('a.yaml', template('one'));
    await write('b.yaml', '[');
    const files = open();
    for (now = 0; now < 5_000; now += 1_000)
      await Promise.all([files.list(), files.get('one'), files.problems()]);
    expect(logged.map((line) => line.slice(0, line.indexOf('{') - 1))).toEqual([
      'template read',
      'template refused',
    ]);
  });

  it('survives the directory, and says when there was none', async () => {
    await write('a.yaml', template('one'));
    const files = open();
    expect(await files.check()).toBeUndefined();
    expect(await files.list()).toHaveLength(1);
    await rm(dir, { recursive: true });
    now += 1_000;
    expect(await files.list()).toHaveLength(1);
    expect(await files.problems()).toMatchObject([{ file: dir }]);
    expect(await files.check()).toBe(
      `TEMPLATES_DIR: the directory ${dir} can’t be read (ENOENT): create it or set another.`,
    );
    await mkdir(dir);
    now += 1_000;
    expect(await files.list()).toEqual([]);
    expect(await files.problems()).toEqual([]);
    expect(await readdir(dir)).toEqual([]);
  });

  it('has no templates without a directory', async () => {
    const files = createTemplateFiles({
      dir: undefined,
      clock: () => now,
      log: { info: () => undefined, warn: () => undefined },
    });
    expect([await files.list(), await files.problems(), await files.check()]).toEqual([
      [],
      [],
      undefined,
    ]);
  });
});
