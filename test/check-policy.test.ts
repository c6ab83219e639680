// `npm run policy -- check` as people run it: the real script, as a process of its own.

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');
const { scripts } = z
  .object({ scripts: z.object({ policy: z.string() }) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const compileCache = join(root, 'node_modules/.cache/policy-compile');
const script = scripts.policy.replace(/^exec node /, '');

const good = `
roles:
  lead: { people: [U0ANA], groups: [S0MLLEADS] }
  operator: { groups: [S0MLOPS], workspaceAdmins: true }
grants:
  cancel-any: [operator, lead]
  template: lead
channels:
  C0PROD: { launch: [members], templates: [serve-*] }
templates:
  llama-tune: { launch: lead }
  resnet-train: { launch: members }
private: { see: operator }
`;
const bad = `
roles: { lead: { people: [ana] } }
grants: { launch: members, lauch: members }
guards: { perHour: 100 }
`;
const hello = readFileSync(join(root, 'app/sandbox/templates/hello.yaml'), 'utf8');
const emptyRole = `
roles: { nobody: { people: [] } }
grants: { launch: nobody }
`;
const pinned = `
runAs: trainer@acme.iam.gserviceaccount.com
templates: { free: { runAs: [default] } }
`;

const guarded = `
guards: { default: { maxDuration: 24h, onExceed: cancel } }
`;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'policy-'));
  for (const [name, text] of Object.entries({ good, bad, emptyRole, pinned, guarded })) {
    writeFileSync(join(dir, `${name}.yaml`), text);
  }
});
beforeAll(() => {
  mkdirSync(join(dir, 'templates'));
  for (const [name, role] of [
    ['tune', 'lead'],
    ['serve-x', 'leed'],
  ] as const) {
    writeFileSync(
      join(dir, 'templates', `${name}.yaml`),
      `${hello.replace('name: hello', `name: ${name}`)}access: { launch: ${role} }\n`,
    );
  }
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

type Ended = { readonly exit: number; readonly out: string; readonly errors: string };

/** Runs it on a file of this test; without a name, with these arguments alone. */
function check(name: string | undefined, ...args: readonly string[]): Promise<Ended> {
  const file = name === undefined ? [] : ['check', join(dir, `${name}.yaml`)];
  const { promise, resolve: done } = Promise.withResolvers<Ended>();
  // Nothing of the environment, as in a reviewer's shell or in CI; the cache only spares compiling it for each test.
  const child = execFile(
    process.execPath,
    [script, ...file, ...args],
    { cwd: root, env: { NODE_COMPILE_CACHE: compileCache } },
    (_, out, errors) => done({ exit: child.exitCode ?? -1, out, errors }),
  );
  return promise;
}

test('its usage, for whoever asks', async () => {
  const { exit, out, errors } = await check(undefined, '--help');
  expect({ exit, errors }).toEqual({ exit: 0, errors: '' });
  expect(out).toMatch(/^Usage: npm run policy -- check FILE /);
});

describe('of a file', () => {
  test('one that is fine', async () => {
    const { exit, out, errors } = await check('good');
    expect({ exit, errors }).toEqual({ exit: 0, errors: '' });
    expect(out).toMatch(
      /good\.yaml is fine: 2 roles, 2 grants, rules for 1 channel, rules for 2 templates\. Its hash is [0-9a-f]{12}\.\n$/,
    );
  });

  test('its guards are among what it has', async () => {
    const { exit, out } = await check('guarded');
    expect(exit).toBe(0);
    expect(out).toContain('rules for 0 templates, guards. Its hash is');
  });

  test('each problem is told with its path', async () => {
    const { exit, out, errors } = await check('bad');
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    for (const path of ['roles.lead.people[0]', 'grants.lauch', 'guards.perHour']) {
      expect(errors).toMatch(new RegExp(`^${path.replace(/[.[\]]/g, '\\$&')} `, 'm'));
    }
  });

  test('one that isn’t there', async () => {
    const { exit, errors } = await check('none');
    expect(exit).toBe(1);
    expect(errors).toMatch(/^There is no file .*none\.yaml\.\n$/);
  });

  test('rules that let nobody through are warned of, and are no error', async () => {
    const { exit, out } = await check('emptyRole');
    expect(exit).toBe(0);
    expect(out).toContain('Warning: grants.launch lets nobody through');
  });

  test('templates whose account isn’t listed are warned of', async () => {
    const accounts = join(dir, 'accounts');
    mkdirSync(accounts);
    const write = (name: string, account: string) => {
      const text = hello.replace('name: hello', `name: ${name}`);
      const of = account === '' ? text : text.replace('jobSpec:', `jobSpec:\n  ${account}`);
      writeFileSync(join(accounts, `${name}.yaml`), of);
    };
    write('good', 'serviceAccount: Trainer@acme.iam.gserviceaccount.com');
    write('bad', 'serviceAccount: owner@acme.iam.gserviceaccount.com');
    write('unnamed', '');
    write('asked', `serviceAccount: '{{greeting}}@acme.iam.gserviceaccount.com'`);
    const { exit, out } = await check('pinned', '--templates', accounts);
    expect(exit).toBe(0);
    expect(out.split('\n').filter((line) => line.includes('can’t be launched'))).toEqual([
      'Warning: The template "bad" runs as "owner@acme.iam.gserviceaccount.com", which runAs doesn’t list: it can’t be launched.',
      'Warning: The template "unnamed" names no serviceAccount, and runAs doesn’t list default: it can’t be launched.',
    ]);
  });

  test('names that no template has are warned of', async () => {
    const { exit, out } = await check('good', '--templates', 'app/sandbox/templates');
    expect(exit).toBe(0);
    expect(out).toContain('Warning: channels.C0PROD.templates[0] ("serve-*") fits no template.');
    expect(out).toContain('Warning: templates.llama-tune fits no template.');
    expect(out).not.toContain('resnet-train fits');
  });

  test('a directory of templates that isn’t there is bad usage', async () => {
    const { exit, errors } = await check('good', '--templates', join(dir, 'none'));
    expect(exit).toBe(2);
    expect(errors).toMatch(/^--templates: the directory .*none can’t be read\.\n$/);
  });
});

describe('for a person', () => {
  const bo = ['--as', 'U0BO'] as const;

  test('what is allowed, by which role, exits with 0', async () => {
    const { exit, out } = await check('good', '--as', 'U0ANA', '--verb', 'template');
    expect(exit).toBe(0);
    expect(out).toMatch(/^template +yes {2}as lead$/m);
  });

  test('what is refused, in the bot’s words and with whom to ask, exits with 3', async () => {
    const launch = ['--verb', 'launch', '--template', 'llama-tune'];
    const { exit, out } = await check('good', ...bo, ...launch);
    expect(exit).toBe(3);
    expect(out).toMatch(
      /^launch +no {3}Only the role lead can launch jobs from "llama-tune"\. Ask U0ANA\.$/m,
    );
  });

  test('rules of a channel count if it is given', async () => {
    const launch = [...bo, '--verb', 'launch', '--template', 'eval'];
    const anywhere = await check('good', ...launch);
    expect(anywhere.exit).toBe(0);
    expect(anywhere.out).toContain('Without --channel, rules of channels don’t count.');
    const inProd = await check('good', ...launch, '--channel', 'C0PROD');
    expect(inProd.exit).toBe(3);
    expect(inProd.out).toContain('"eval" can’t be launched in this channel');
    expect(inProd.out).not.toContain('Without --channel');
  });

  test('without a verb, a table of all, which exits with 0', async () => {
    const { exit, out } = await check('good', ...bo);
    expect(exit).toBe(0);
    const verdicts = out.split('\n').flatMap((line) => /^(\S+) +(yes|no) /.exec(line)?.[0] ?? []);
    expect(verdicts.map((one) => one.trim().replace(/ +/, ' '))).toEqual([
      'view yes',
      'launch yes',
      'cancel-own yes',
      'cancel-any no',
      'template no',
      'launch-spec no',
      'approve no',
      'lock no',
      'admin no',
      'see-private no',
    ]);
  });
});

describe('a template that says itself who may launch it', () => {
  const launch = ['--as', 'U0BO', '--verb', 'launch', '--template', 'tune'] as const;
  const ask = (...args: readonly string[]) => check('good', ...launch, ...args);

  test('counts if its directory is given', async () => {
    const { exit, out } = await ask('--templates', join(dir, 'templates'));
    expect(exit).toBe(3);
    expect(out).toContain('Only the role lead can launch jobs from "tune". Ask U0ANA.');
    const unknown = await ask();
    expect(unknown.exit).toBe(0);
    expect(unknown.out).toContain('Without --templates, the template’s own access doesn’t count.');
    const missing = await ask('--templates', 'app/sandbox/templates');
    expect(missing.out).toContain('No template is called tune, so only the file’s rules count.');
  });

  test('and names a role that there is not is warned of', async () => {
    const { exit, out } = await check('good', '--templates', join(dir, 'templates'));
    expect(exit).toBe(0);
    expect(out).toContain(
      'Warning: The template "serve-x" asks for the role "leed", which there is not: nobody has it.',
    );
    expect(out).not.toContain('The template "tune"');
  });
});

describe('bad usage', () => {
  test.for([[], ['check', 'a.yaml', '--guest']])(
    'exits with 2 and says how it is used: %j',
    async (args) => {
      const { exit, out, errors } = await check(undefined, ...args);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(errors).toMatch(/^[^\n]+\.\nUsage: npm run policy -- check FILE /);
    },
  );
});
