// Keeps docs/operate.md true: it has every variable with its default, and the metrics that it names exist.

import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../app/config.ts';
import { variables } from '../../app/environment.ts';
import { page } from './pages.ts';

const text = page('docs/operate.md');
const [, table = ''] = text.split(/^\| Variable .*\n\|[- |]+\n/m);
const rows = [...table.matchAll(/^\| `([A-Z_]+)` +\| (\S+(?: \S+)*?) +\|/gm)].map(
  ([, name = '', cell = '']) => ({ name, cell }),
);

test('the table has every variable, once, and no other', () => {
  expect(rows.map(({ name }) => name).toSorted()).toEqual([...variables].toSorted());
});

const required = { SLACK_BOT_TOKEN: 'xoxb-1', VERTEX_TARGETS: 'ml-prod/us-central1' };
const enough = { ...required, SLACK_APP_TOKEN: 'xapp-1' };

test('what is said to be required is', () => {
  const told = rows.filter(({ cell }) => cell === 'required').map(({ name }) => name);
  expect(told).toEqual(Object.keys(required));
  for (const name of told) {
    expect(readConfig({ ...enough, [name]: undefined })).toMatchObject({ ok: false });
  }
});

test('the defaults are those that the bot has', () => {
  const defaults = rows.flatMap(({ name, cell }) => {
    const [, value] = /^`(.+)`$/.exec(cell) ?? [];
    return value === undefined ? [] : [[name, value] as const];
  });
  expect(defaults.length).toBeGreaterThan(10);
  const plain = readConfig(enough);
  expect(plain).toMatchObject({ ok: true });
  expect(readConfig({ ...enough, ...Object.fromEntries(defaults) })).toEqual(plain);
});

test('the metrics that it names are made', () => {
  const named = [...text.matchAll(/`vertex_job_bot_(\w+)`/g)].map(([, name = '']) => name);
  expect(named).toHaveLength(6);
  const code = globSync('app/{gauges,metrics}.ts', { cwd: `${import.meta.dirname}/../..` })
    .map(page)
    .join('\n');
  for (const name of named) {
    expect(code).toContain(`'${name.replace(/^(?:template|poll)_/, '')}'`);
  }
});
