// Keeps docs/templates.md true: its table has every key and every type, and its example is a template.

import { expect, test } from 'vitest';
import { parameterTypes } from '../../app/domain/template/read/parameter-definition.ts';
import { templateKeys } from '../../app/domain/template/read/template-file.ts';
import { templateText } from '../../app/templates/text.ts';
import { page } from './pages.ts';

const text = page('docs/templates.md');

/** The names in the first cells of the table whose first heading is this. */
function firstCells(heading: string): readonly string[] {
  const [, after = ''] = text.split(new RegExp(`^\\| ${heading} .*\\n\\|[- |]+\\n`, 'm'));
  const [table = ''] = after.split('\n\n', 1);
  return [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
}

test('the table has every key of a template, and no other', () => {
  expect(firstCells('Key').toSorted()).toEqual([...templateKeys].toSorted());
});

test('the table has every type of a parameter, and no other', () => {
  expect(firstCells('Type').toSorted()).toEqual([...parameterTypes].toSorted());
});

test('the example is a template', () => {
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(text) ?? [];
  const read = templateText.read(yaml, { name: 'x', origin: 'x.yaml', version: '1' });
  expect(read).toMatchObject({ ok: true, template: { name: 'resnet-train', literal: false } });
});

test('the place that it lists under unchecked is one', () => {
  const [, line = ''] = /```yaml\n(unchecked: .*)\n```/.exec(text) ?? [];
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(text) ?? [];
  const newer = yaml.replace("'{{gpu}}'", 'NVIDIA_Z9').replace(/^ {2}gpu: .*\n/m, '');
  const read = (more: string) =>
    templateText.read(`${newer}${more}\n`, { name: 'x', origin: 'x.yaml', version: '1' });
  expect(read('')).toMatchObject({ ok: false });
  expect(read(line)).toMatchObject({ ok: true });
});
