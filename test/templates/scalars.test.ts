import { expect, it } from 'vitest';
import { parseYaml } from '../../app/templates/yaml.ts';
import { isAmbiguousOctal, readPlain11 } from '../../app/templates/scalars.ts';

/** What the reader in gcloud's SDK (ruamel.yaml, version 1.1) makes of each, run once and written down. */
const asGcloud: readonly (readonly [string, unknown])[] = [
  ['yes', true],
  ['Yes', true],
  ['y', true],
  ['on', true],
  ['True', true],
  ['NO', false],
  ['n', false],
  ['Off', false],
  ['oFF', 'oFF'],
  ['0200', 128],
  ['-0200', -128],
  ['+0200', 128],
  ['0_200', 128],
  ['007', 7],
  ['00', 0],
  ['0', 0],
  ['-0', 0],
  ['08', '08'],
  ['0800', '0800'],
  ['0o200', '0o200'],
  ['0x1F', 31],
  ['0x_f', 15],
  ['0x', '0x'],
  ['0b101', 5],
  ['1:30', 90],
  ['12:30:45', 45_045],
  ['1:60', '1:60'],
  ['01:30', '01:30'],
  ['1_000', 1000],
  ['1__0', 10],
  ['1_', 1],
  ['_1', '_1'],
  ['+1', 1],
  ['-1', -1],
  ['.5', 0.5],
  ['+.5', '+.5'],
  ['5.', 5],
  ['1.10', 1.1],
  ['00.1', 0.1],
  ['1_000.5', 1000.5],
  ['1e3', 1000],
  ['1e-3', 0.001],
  ['-2E+05', -200_000],
  ['.5e3', '.5e3'],
  ['.5e+3', 500],
  ['1:30.5', 90.5],
  ['.inf', Infinity],
  ['-.INF', -Infinity],
  ['.nan', NaN],
  ['~', null],
  ['null', null],
  ['NULL', null],
  ['', null],
  ['nUll', 'nUll'],
  ['2026-01-01', new Date('2026-01-01')],
  ['2026-01-01T10:00:00Z', new Date('2026-01-01T10:00:00Z')],
  ['2026-1-1', '2026-1-1'],
  ['1.000.5', '1.000.5'],
  ['1.5.2', '1.5.2'],
  ['.', '.'],
  ['n1-standard-4', 'n1-standard-4'],
];

it.each(asGcloud)('reads %j as gcloud does', (source, value) => {
  expect(readPlain11(source)).toEqual(value);
  expect(parseYaml(`a: ${source}\nb: [${source}]\n`)).toEqual({
    ok: true,
    tree: { a: value, b: source === '' ? [] : [value] },
  });
});

it('knows digits that are one number in 1.1 and another in 1.2', () => {
  expect(['0200', '-07', '08', '00', '0_1'].map(isAmbiguousOctal)).toEqual(Array(5).fill(true));
  expect(['0', '10', '0.5', '0x10', '0o17', '-0'].map(isAmbiguousOctal)).toEqual(
    Array(6).fill(false),
  );
});
