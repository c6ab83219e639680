import { linkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTemplateFiles } from '../../app/templates/files.ts';
import { createTemplateText } from '../../app/templates/thread.ts';
import type { TemplateText } from '../../app/usecase/ports/templates.ts';

const template = (name: string, image = 'i') =>
  `name: ${name}\njobSpec: { workerPoolSpecs: [{ machineSpec: { machineType: n1-standard-4 }, containerSpec: { imageUri: ${image} } }] }\n`;

const pool = { machineSpec: { machineType: 'm' }, containerSpec: { imageUri: 'i' } };
const json = JSON.stringify({ workerPoolSpecs: [pool] });
/** As gcloud takes it. */
const bare =
  'workerPoolSpecs: [{ machineSpec: { machineType: m }, containerSpec: { imageUri: i } }]\n';

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
const open = (at: string | undefined = dir, text: TemplateText = createTemplateText()) => {
  const log = (message: string, fields?: Record<string, unknown>) =>
    logged.push(`${message} ${JSON.stringify(fields)}`);
  return createTemplateFiles({
    dir: at,
    clock: () => now,
    text,
    log: { info: log, warn: log },
  });
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
        name: 'one',
        problems: [
          '`jobSpec.workerPoolSpecs` is required.',
          `Version ${good?.version ?? ''} stays in use.`,
        ],
        inUse: good?.version,
      },
    ]);
    now += 1_000;
    await write('a.yaml', template('one', 'fixed'));
    expect((await files.get('one'))?.version).not.toBe(good?.version);
    expect(await files.problems()).toEqual([]);
  });

  const good = template('one');
  const large = `# ${'x'.repeat(1_000_000)}\n`;
  it.each<[string, string, string | Uint8Array]>([
    ['is refused', 'b.json', '{"jobSpec":{"workerPoolSpecs":[]},"name":"one"}'],
    ['is no YAML', 'b.yaml', 'name: one # mine\njobSpec: [\n'],
    ['is over 1 MB', 'b.yaml', `name: 'one'\n${large}`],
    ['is over 1 MB, and has one by its file', 'one.json', large],
    ['is in no UTF-8', 'b.yaml', Buffer.from('\ufeffname: one\n', 'utf16le')],
    ['has one by its file', 'one.yml', '['],
  ])('uses no file of several that have one name, where one %s', async (_, file, content) => {
    await write('a.yaml', good);
    await write('c.yaml', template('three'));
    const running = open();
    expect(await running.get('one')).toBeDefined();
    await write(file, content);
    now += 1_001;
    for (const files of [running, open()]) {
      // A large one may take more than the second for which an answer waits.
      await vi.waitFor(
        async () => expect((await files.list()).map(({ name }) => name)).toEqual(['three']),
        { timeout: 15_000 },
      );
      const problems = await files.problems();
      expect(problems.map((one) => [one.file, one.name]).sort()).toEqual(
        [
          ['a.yaml', 'one'],
          [file, 'one'],
        ].sort(),
      );
      for (const broken of problems) {
        const [said] = broken.problems;
        expect(said).toMatch(/have the same name, `one`: rename one/);
        expect(said).toContain(`\`${file}\``);
      }
    }
  });

  it('is the same bot after a restart: a broken file that was called otherwise takes no name from another', async () => {
    await write('a.yaml', good);
    const running = open();
    await running.list();
    now += 1_001;
    await write('a.yaml', 'name: two\njobSpec: {}\n');
    expect(await running.get('one')).toBeDefined();
    now += 1_001;
    await write('b.yaml', good);
    for (const files of [running, open()]) {
      expect((await files.get('one'))?.origin).toBe('b.yaml');
      expect(await files.problems()).toEqual([
        { file: 'a.yaml', name: 'two', problems: ['`jobSpec.workerPoolSpecs` is required.'] },
      ]);
    }
  });

  it.each<[string, Record<string, string | Uint8Array>, unknown]>([
    [
      'refused',
      { 'a.yaml': 'name: one\njobSpec: { args: [--password=hunter2x] }\n' },
      [{ name: 'one', origin: 'a.yaml', places: ['jobSpec.args[0]'], isRefused: true }],
    ],
    [
      'refused, in a comment',
      { 'a.yaml': '# PASSWORD=hunter2x\nname: one\njobSpec: {}\n' },
      [{ name: 'one', origin: 'a.yaml', places: ['a comment'], isRefused: true }],
    ],
    [
      'no YAML',
      { 'a.yaml': 'jobSpec: [\n- name: DB_PASSWORD\n  value: hunter2x\n' },
      [{ name: 'a', origin: 'a.yaml', places: ['line 3'], isRefused: true }],
    ],
    [
      'in no UTF-8',
      { 'a.yaml': Buffer.from('\ufeffx: 1\npassword: hunter2x\n', 'utf16le') },
      [{ name: 'a', origin: 'a.yaml', places: ['password'], isRefused: true }],
    ],
    [
      'long, and no YAML',
      { 'a.yaml': `x: [\n${'#\n'.repeat(20_000)}password: hunter2x\n` },
      [{ name: 'a', origin: 'a.yaml', places: ['line 20002'], isRefused: true }],
    ],
    [
      'over 1 MB',
      { 'a.yaml': `password: hunter2x\nx: [\n${large}` },
      [{ name: 'a', origin: 'a.yaml', places: ['line 1'], isRefused: true }],
    ],
    [
      'one of two of one name',
      { 'a.yaml': `${good}# PASSWORD=hunter2x\n`, 'b.yaml': good },
      [{ name: 'one', origin: 'a.yaml', places: ['a comment'], isRefused: true }],
    ],
  ])('names a file with a secret that is %s', async (_, written, holders) => {
    for (const [file, content] of Object.entries(written)) await write(file, content);
    const files = open();
    for (now = 0; now < 3_000; now += 1_001) expect(await files.secrets()).toEqual(holders);
    const said = logged.filter((line) => line.startsWith('template holds a secret'));
    expect(said).toHaveLength(1);
    expect(said.join()).toContain('"file":"a.yaml"');
    expect(logged.join()).not.toContain('hunter2x');
  });

  it('names a secret that came into a file when that broke, and the one of the version that stays in use', async () => {
    await write('a.yaml', `${good}# PASSWORD=hunter2x\n`);
    const files = open();
    await files.list();
    now += 1_001;
    await write('a.yaml', 'name: one\njobSpec: { args: [--password=hunter2x] }\n');
    expect(await files.secrets()).toEqual([
      { name: 'one', origin: 'a.yaml', places: ['a comment', 'jobSpec.args[0]'] },
    ]);
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

  it('uses no file of several that have one name, and takes the one that is left', async () => {
    await write('b.yaml', template('one', 'first'));
    const files = open();
    expect((await files.get('one'))?.origin).toBe('b.yaml');
    await write('a.json', JSON.stringify({ name: 'one', jobSpec: { workerPoolSpecs: [pool] } }));
    now += 1_001;
    expect(await files.get('one')).toBeUndefined();
    expect(await files.list()).toEqual([]);
    const problems = [
      '`a.json` and `b.yaml` have the same name, `one`: rename one. Until then none of them is used.',
    ];
    expect(await files.problems()).toEqual([
      { file: 'a.json', name: 'one', problems },
      { file: 'b.yaml', name: 'one', problems },
    ]);
    await rm(join(dir, 'b.yaml'));
    now += 1_001;
    expect((await files.get('one'))?.origin).toBe('a.json');
    expect(await files.problems()).toEqual([]);
  });

  it.each([
    ['vision/train.yaml', 'vision-train.yaml', 'vision-train'],
    ['config_cpu.yaml', 'config-cpu.yaml', 'config-cpu'],
    ['Train.json', 'train.yml', 'train'],
    ['train.yaml', 'train.yml', 'train'],
  ])('uses neither %s nor %s: their jobs would have one label', async (one, two, slug) => {
    await mkdir(join(dir, 'vision'));
    await write(one, bare);
    await write(two, bare);
    await write('other.yaml', bare);
    const files = open();
    expect((await files.list()).map(({ name }) => name)).toEqual(['other']);
    const problems = await files.problems();
    expect(problems.map(({ file }) => file).sort()).toEqual([one, two].sort());
    for (const broken of problems) {
      for (const named of [one, two, slug]) expect(broken.problems[0]).toContain(`\`${named}\``);
    }
  });

  it('takes files as they are called: in folders, in capitals, with _, spaces and signs, as JSON', async () => {
    const paths = [
      '+plus.yaml',
      '-x.yaml',
      'R&D, lr=1 @v2.yaml',
      'TRAIN.YAML',
      'a b.yml',
      'config_cpu.yaml',
      'e\u0301tude.yaml',
      'train.v2.yaml',
      'training-job-config.json',
      'vision/nested/deep.yaml',
      'vision/train.yaml',
    ];
    await mkdir(join(dir, 'vision/nested'), { recursive: true });
    for (const path of paths) await write(path, path.endsWith('json') ? json : bare);
    const files = open();
    expect(await files.problems()).toEqual([]);
    expect((await files.list()).map(({ name, origin }) => [name, origin])).toEqual([
      ['+plus', '+plus.yaml'],
      ['-x', '-x.yaml'],
      ['R&D, lr=1 @v2', 'R&D, lr=1 @v2.yaml'],
      ['TRAIN', 'TRAIN.YAML'],
      ['a b', 'a b.yml'],
      ['config_cpu', 'config_cpu.yaml'],
      ['train.v2', 'train.v2.yaml'],
      ['training-job-config', 'training-job-config.json'],
      ['vision/nested/deep', 'vision/nested/deep.yaml'],
      ['vision/train', 'vision/train.yaml'],
      ['étude', 'e\u0301tude.yaml'],
    ]);
    expect((await files.get('vision/train'))?.displayName).toBe('vision/train');
  });

  it('says what it passes over, and why', async () => {
    await mkdir(join(dir, '.git'));
    await write('.git/config.yaml', bare);
    await write('.env', 'X=1');
    await write('README.md', 'no template');
    await write('real.yaml', bare);
    await symlink('real.yaml', join(dir, 'link.yaml'));
    await symlink('/etc', join(dir, 'etc'));
    await writeFile(Buffer.from(`${dir}/caf\xe9.yaml`, 'latin1'), bare);
    const nested = 'a/b/c/d/e/f/g/h/i';
    await mkdir(join(dir, nested), { recursive: true });
    await write(`${nested}/x.yaml`, bare);
    const files = open();
    expect((await files.list()).map(({ name }) => name)).toEqual(['real']);
    expect(await files.problems()).toEqual([]);
    expect(await files.skipped()).toEqual([
      { file: '.env', why: 'hidden' },
      { file: '.git', why: 'hidden' },
      { file: 'README.md', why: 'other' },
      { file: 'a/b/c/d/e/f/g/h/i/', why: 'too-deep' },
      { file: 'caf\ufffd.yaml', why: 'no-utf8' },
      { file: 'etc', why: 'link' },
      { file: 'link.yaml', why: 'link' },
    ]);
  });

  it('stops in somebody’s home, and says so', async () => {
    await write('n0000', '');
    for (let nth = 1; nth <= 5_000; nth++)
      linkSync(join(dir, 'n0000'), join(dir, `n${String(nth).padStart(4, '0')}`));
    const files = open();
    expect((await files.skipped()).at(-1)).toEqual({ file: 'n5000', why: 'too-many' });
    expect(await files.skipped()).toHaveLength(5_001);
  });

  it('tells what it can not read, without quoting it', async () => {
    await write('bytes.yaml', new Uint8Array([0x61, 0x3a, 0x20, 0xff]));
    await write('large.yaml', `a: ${'x'.repeat(1_000_000)}`);
    await write('open.yaml', 'a: [secret');
    await symlink('nowhere', join(dir, 'dangling.yaml'));
    await write('proto.yaml', '__proto__: { jobSpec: {} }');
    const files = open();
    expect(await files.problems()).toMatchObject([
      { file: 'bytes.yaml', problems: ['It is not UTF-8 text.'] },
      { file: 'large.yaml', problems: ['It is larger than 1 MB.'] },
      {
        file: 'open.yaml',
        problems: [expect.stringContaining('It is not valid YAML: line 1') as string],
      },
      { file: 'proto.yaml', problems: ['The template must not have a key `__proto__`.'] },
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
    // One that is not there yet is no reason not to start.
    expect(await files.check()).toBeUndefined();
    expect(await open().problems()).toEqual([
      {
        file: dir,
        problems: [
          `There is no directory ${dir} (TEMPLATES_DIR): make it, and its files are read by themselves.`,
        ],
      },
    ]);
    await writeFile(dir, 'a file');
    expect(await open().check()).toBe(
      `TEMPLATES_DIR: the directory ${dir} can’t be read (ENOTDIR): mend that or set another.`,
    );
    await rm(dir);
    await mkdir(dir);
    now += 1_000;
    expect(await files.list()).toEqual([]);
    expect(await files.problems()).toEqual([]);
    expect(await readdir(dir)).toEqual([]);
  });

  it('answers with what was last read while a file takes long, and takes that up when it is read', async () => {
    await write('a.yaml', template('one'));
    const text = createTemplateText();
    const { promise: read, resolve: goOn } = Promise.withResolvers<undefined>();
    const slow: TemplateText = {
      ...text,
      show: async (whole) => (whole.includes('two') ? read.then(() => 'shown') : text.show(whole)),
    };
    const files = open(dir, slow);
    expect((await files.list()).map(({ name }) => name)).toEqual(['one']);
    await write('b.yaml', template('two'));
    now = 2_000;
    expect((await files.get('one'))?.name).toBe('one');
    expect(await files.get('two')).toBeUndefined();
    goOn(undefined);
    await vi.waitFor(async () => expect((await files.get('two'))?.name).toBe('two'));
  });

  it('has no templates without a directory', async () => {
    const files = createTemplateFiles({
      dir: undefined,
      clock: () => now,
      text: createTemplateText(),
      log: { info: () => undefined, warn: () => undefined },
    });
    expect([await files.list(), await files.problems(), await files.check()]).toEqual([
      [],
      [],
      undefined,
    ]);
  });
});
