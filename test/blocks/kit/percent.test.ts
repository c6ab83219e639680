import { expect, test } from 'vitest';
import { percent } from '../../../blocks/kit/percent.ts';

test.for([
  [undefined, '?', '?'],
  [0, '0%', '0%'],
  [0.000_04, '<1%', '<0.01%'],
  [0.003, '<1%', '0.3%'],
  [0.05, '5%', '5%'],
  [0.0504, '5%', '5.04%'],
  [0.5, '50%', '50%'],
  [1, '100%', '100%'],
] as const)('%s is %s, or %s with decimals', ([share, rounded, exact]) => {
  expect(percent(share)).toBe(rounded);
  expect(percent(share, 2)).toBe(exact);
});
