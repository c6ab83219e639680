import { createHash } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  rename,
  rm,
  rmdir,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PolicyInForce } from '../../app/domain/permission/policy-in-force.ts';
import type { Person } from '../../app/domain/permission/policy.ts';
import { openPolicy, type OpenPolicy } from '../../app/policy/open-policy.ts';
import { createTemplateText } from '../../app/templates/thread.ts';

const everyMs = 20;
const ana: Person = {
  id: 'U0ANA',
  teamId: 'T1',
  kind: 'member',
  isAdmin: false,
  deactivated: false,
};

const open = 'grants: { launch: members }\n';
const closed = `roles: { ops: { people: [U0OPS], groups: [S0OPS] } }\ngrants: { launch: ops }\n`;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

let dir: string;
let path: string;
let now: number;
let logged: string[];
const stops: (() => void)[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'policy-'));
  path = join(dir, 'policy.yml');
  now = 1_000;
  logged = [];
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await rm(dir, { recursive: true, force: true });
});

function start(at: string | undefined = path) {
  const log = (message: string, fields?: Record<string, unknown>) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const { policy: read } = createTemplateText();
  const deps = { read, clock: () => now, log: { info: log, warn: log }, everyMs };
  return openPolicy({ ...deps, path: at });
}

async function opened(text = open): Promise<OpenPolicy> {
  await writeFile(path, text);
  const policy = await start();
  if (!policy.ok) throw new Error(policy.problems.join());
  stops.push(policy.stop);
  return policy;
}

async function refusal(): Promise<string> {
  const policy = await start();
  return policy.ok ? '' : policy.problems.join('\n').replaceAll(dir, 'DIR');
}

const mayLaunch = ({ policy }: OpenPolicy) =>
  policy.permit({ person: ana, verb: 'launch', channel: 'C0JOBS' }).allowed;

const problemsOf = (inForce: PolicyInForce) =>
  inForce.kind === 'file' ? inForce.problems?.map((one) => one.replaceAll(dir, 'DIR')) : [];
const hash = (inForce: PolicyInForce) => (inForce.kind === 'file' ? inForce.hash : undefined);

/** Longer than a change takes to count. */
const aWhile = () => sleep(8 * everyMs);

test('without a file the default policy holds', async () => {
  const policy = await openPolicy({
    path: undefined,
    read: () => Promise.reject(new Error('nothing to read')),
    clock: () => now,
    log: console,
  });
  if (!policy.ok) throw new Error('refused');
  expect(policy.inForce()).toEqual({ kind: 'default' });
  expect(mayLaunch(policy)).toBe(true);
  policy.stop();
});

test('a file decides, and says which it is and since when', async () => {
  const policy = await opened(closed);
  expect(mayLaunch(policy)).toBe(false);
  expect(policy.policy.groups).toEqual(['S0OPS']);
  expect(policy.inForce()).toMatchObject({
    kind: 'file',
    path,
    hash: hashOf(closed),
    since: 1_000,
    warnings: [],
  });
  expect(problemsOf(policy.inForce())).toBe(undefined);
  expect(logged).toEqual([expect.stringMatching(/^policy in force .*"hash":"[0-9a-f]{12}"/)]);
});

test('a wrong file is refused with each problem and its path', async () => {
  await writeFile(
    path,
    'grants: { lunch: members, view: opps }\nroles: { ops: { people: ana } }\n',
  );
  expect((await refusal()).split('\n')).toEqual([
    'POLICY_FILE: roles.ops.people[0] must be a Slack user id, such as U0123ABCD.',
    'POLICY_FILE: grants.lunch is not a permission. Did you mean launch?',
    'POLICY_FILE: grants.view[0] names the role "opps", which there is not: did you mean ops?',
  ]);
});

describe('at the start', () => {
  const huge = `# ${'x'.repeat(256_000)}\n`;
  test.for<[string, string | Buffer, string]>([
    ['an empty file', '', 'The policy must be a mapping with'],
    ['a file that is no YAML', 'grants: [', 'It is not valid YAML: line 1'],
    ['text that is not UTF-8', Buffer.from([0x67, 0xff, 0xfe]), 'DIR/policy.yml is not UTF-8 text'],
    ['a huge file', huge, 'DIR/policy.yml is larger than 256 kB'],
  ])('%s is refused', async ([, text, why]) => {
    await writeFile(path, text);
    expect(await refusal()).toContain(`POLICY_FILE: ${why}`);
  });

  test('a missing file is refused', async () => {
    expect(await refusal()).toBe('POLICY_FILE: There is no file DIR/policy.yml.');
  });

  test('a directory is refused', async () => {
    await mkdir(path);
    expect(await refusal()).toBe('POLICY_FILE: DIR/policy.yml is not a file.');
  });

  test('a file with crowds of problems is refused with some, and how many more', async () => {
    const keys = Array.from({ length: 30 }, (_, n) => `x${n}: 1\n`).join('');
    await writeFile(path, keys);
    const said = (await refusal()).split('\n');
    expect(said).toHaveLength(21);
    expect(said.at(-1)).toBe('POLICY_FILE: There are 10 more problems.');
  });
});

describe('while the bot runs', () => {
  test('a new text decides soon: written over, renamed over, or behind a swapped link', async () => {
    const policy = await opened();
    expect(mayLaunch(policy)).toBe(true);
    now = 2_000;
    await writeFile(path, closed);
    await vi.waitFor(() => expect(mayLaunch(policy)).toBe(false));
    expect(policy.inForce()).toMatchObject({ hash: hashOf(closed), since: 2_000 });
    expect(policy.policy.groups).toEqual(['S0OPS']);

    await writeFile(`${path}.new`, open);
    await rename(`${path}.new`, path);
    await vi.waitFor(() => expect(mayLaunch(policy)).toBe(true));
    expect(policy.policy.groups).toEqual([]);

    // As Kubernetes mounts a ConfigMap.
    for (const [name, text] of Object.entries({ v1: open, v2: closed })) {
      await mkdir(join(dir, name));
      await writeFile(join(dir, name, 'policy.yml'), text);
      await symlink(name, join(dir, '..new'));
      await rename(join(dir, '..new'), join(dir, '..data'));
      await unlink(path).catch(() => undefined);
      await symlink('..data/policy.yml', path);
    }
    await vi.waitFor(() => expect(mayLaunch(policy)).toBe(false));
  });

  test('a broken text leaves the last good one in force, and the mended one counts', async () => {
    const policy = await opened(closed);
    await writeFile(path, 'grants: { lunch: members }\n');
    await vi.waitFor(() => expect(problemsOf(policy.inForce())).toHaveLength(1));
    expect(problemsOf(policy.inForce())?.[0]).toContain('`grants.lunch` is not a permission');
    expect(mayLaunch(policy)).toBe(false);
    expect(policy.inForce()).toMatchObject({ hash: hashOf(closed), since: 1_000 });
    await aWhile();
    await writeFile(path, open);
    await vi.waitFor(() => expect(mayLaunch(policy)).toBe(true));
    expect(problemsOf(policy.inForce())).toBe(undefined);
    expect(logged.map((line) => line.replace(/ \{.*/, ''))).toEqual([
      'policy in force',
      'policy file refused; the last good one decides',
      'policy in force',
    ]);
    expect(logged[1]).toContain('grants.lunch is not a permission. Did you mean launch?');
  });

  const bad = {
    deleted: () => unlink(path),
    emptied: () => writeFile(path, ''),
    'a directory': () => unlink(path).then(() => mkdir(path)),
    'a link to nothing': () => unlink(path).then(() => symlink('nowhere', path)),
    'a link to itself': () => unlink(path).then(() => symlink(path, path)),
    huge: () => writeFile(path, `# ${'x'.repeat(300_000)}\n`),
    'not UTF-8': () => writeFile(path, Buffer.from([0xff, 0xfe, 0x00])),
  };
  test.for(Object.entries(bad))('a file that is %s leaves it in force', async ([what, spoil]) => {
    const policy = await opened(closed);
    await spoil();
    await vi.waitFor(() => expect(problemsOf(policy.inForce())).toHaveLength(1));
    expect(mayLaunch(policy)).toBe(false);
    await aWhile();
    expect(logged).toHaveLength(2);
    if (what === 'a directory') await rmdir(path);
    if (what.startsWith('a link')) await unlink(path);
    await writeFile(path, closed);
    await vi.waitFor(() => expect(problemsOf(policy.inForce())).toBe(undefined));
    expect(policy.inForce()).toMatchObject({ hash: hashOf(closed), since: 1_000 });
    expect(logged.at(-1)).toMatch(/^policy file is as in force again/);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read leaves it', async () => {
    const policy = await opened(closed);
    await chmod(path, 0);
    await vi.waitFor(() =>
      expect(problemsOf(policy.inForce())).toEqual(['DIR/policy.yml can’t be read (EACCES).']),
    );
    expect(mayLaunch(policy)).toBe(false);
  });

  test('a warning is logged with its change, once', async () => {
    const policy = await opened();
    const text = 'roles: { none: {} }\ngrants: { launch: none }\n';
    await writeFile(path, text);
    await vi.waitFor(() => expect(hash(policy.inForce())).toBe(hashOf(text)));
    await aWhile();
    const warned = logged.filter((line) => line.includes('let nobody through'));
    expect(warned).toHaveLength(1);
    expect(policy.inForce()).toMatchObject({ warnings: [expect.any(String), expect.any(String)] });
  });
});
