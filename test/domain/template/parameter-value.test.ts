import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../../app/domain/template/parameter.ts';
import {
  longestValue,
  parseParameter,
  toLeaf,
} from '../../../app/domain/template/parameter-value.ts';

const string: Parameter = { name: 'x', type: 'string' };
const uri: Parameter = { name: 'x', type: 'string', pattern: '^gs://' };
const integer: Parameter = { name: 'x', type: 'integer', min: 1, max: 90 };
const number: Parameter = { name: 'x', type: 'number', min: 0 };
const boolean: Parameter = { name: 'x', type: 'boolean' };
const choice: Parameter = { name: 'x', type: 'choice', choices: ['NVIDIA_L4', 'NVIDIA_TESLA_T4'] };
const duration: Parameter = { name: 'x', type: 'duration', min: '10m', max: '7d' };
const list: Parameter = { name: 'x', type: 'list' };
const uris: Parameter = { name: 'x', type: 'list', pattern: '^gs://' };

describe('parseParameter', () => {
  it.each<[Parameter, string | readonly string[], unknown]>([
    [string, '', ''],
    [string, ' a "b"\n{{x}} ', ' a "b"\n{{x}} '],
    [uri, 'gs://b/o', 'gs://b/o'],
    [integer, ' 90 ', 90],
    [integer, '1e1', 10],
    [number, '1e-4', 0.0001],
    [number, '.5', 0.5],
    [boolean, 'True', true],
    [boolean, 'no', false],
    [choice, 'NVIDIA_L4', 'NVIDIA_L4'],
    [duration, '90m', '1h30m'],
    [list, 'a, b\\,c,', ['a', 'b,c', '']],
    [list, ['a,b', 'c'], ['a', 'b', 'c']],
    // Marks that came along with what can have none.
    [number, '*0.1*', 0.1],
    [number, '`.5`,', 0.5],
    [integer, '_9_,', 9],
    [boolean, '**yes**', true],
    [choice, '*NVIDIA_L4*', 'NVIDIA_L4'],
    [duration, '`90m`', '1h30m'],
    [string, '*a*,', '*a*,'],
    [list, '', []],
    [list, [], []],
  ])('reads $type %j', (parameter, given, value) => {
    expect(parseParameter(parameter, given)).toEqual({ ok: true, value });
  });

  it('has one spelling for one value', () => {
    expect(parseParameter(number, '-0')).toEqual({ ok: true, value: 0 });
    expect(Object.is(Object.values(parseParameter(number, '-0'))[1], -0)).toBe(false);
  });

  it.each<[Parameter, string | readonly string[], string]>([
    [string, 'x'.repeat(longestValue + 1), '`x` must be at most 4000 characters long.'],
    [string, '\udc00', '`x` must be text.'],
    [string, ['a', 'b'], '`x` takes one value, and was given 2.'],
    [uri, 's3://b', '`x` must be text that matches `^gs://`.'],
    [integer, '1.5', '`x` must be a whole number from 1 to 90.'],
    [integer, '91', '`x` must be a whole number from 1 to 90.'],
    [integer, '0x10', '`x` must be a whole number from 1 to 90.'],
    [{ name: 'x', type: 'integer' }, '1e300', '`x` must be a whole number.'],
    [number, 'NaN', '`x` must be a number of at least 0.'],
    [number, '1e999', '`x` must be a number of at least 0.'],
    [number, '', '`x` must be a number of at least 0.'],
    [boolean, '1', '`x` must be `true` or `false`.'],
    [
      choice,
      'NVIDIA_L5',
      '`x` must be one of `NVIDIA_L4` or `NVIDIA_TESLA_T4`. Did you mean `NVIDIA_L4`?',
    ],
    [duration, '5m', '`x` must be a duration such as 90m or 1h30m from 10m to 7d.'],
    [duration, '5', '`x` must be a duration such as 90m or 1h30m from 10m to 7d.'],
    [uris, 'gs://a,b', '`x` must be a list such as a,b,c that matches `^gs://`.'],
  ])('refuses $type %j', (parameter, given, problem) => {
    expect(parseParameter(parameter, given)).toEqual({ ok: false, problem });
  });
});

describe('toLeaf', () => {
  it('writes a duration in seconds and leaves the rest alone', () => {
    expect(toLeaf(duration, '1h30m')).toBe('5400s');
    expect(toLeaf(string, '1h30m')).toBe('1h30m');
    expect(toLeaf(list, ['a'])).toEqual(['a']);
  });
});
