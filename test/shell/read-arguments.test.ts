import { expect, test } from 'vitest';
import { readArguments } from '../../app/shell/read-arguments.ts';

const options = { as: { type: 'string' }, guest: { type: 'boolean' } } as const;
const read = (...args: readonly string[]) => readArguments(args, options);

test('reads options and what stands between them', () => {
  expect(read('check', '--as', 'U0ANA', 'a.yaml', '--guest')).toEqual({
    ok: true,
    values: { as: 'U0ANA', guest: true },
    positionals: ['check', 'a.yaml'],
  });
  expect(read('--as=U0ANA', '--', '--guest')).toEqual({
    ok: true,
    values: { as: 'U0ANA' },
    positionals: ['--guest'],
  });
});

test.for([
  [['--as', 'U0ANA', '--as', 'U0BO'], '--as can be given only once.'],
  [['--guest', '--guest'], '--guest can be given only once.'],
  [['--since', '3d'], '--since is no option.'],
  [['-x'], '-x is no option.'],
  [['--__proto__', 'x'], '--__proto__ is no option.'],
  [['--guest=yes'], '--guest takes no value.'],
  [['--as'], '--as needs a value.'],
  [['--as', '--guest'], '--as needs a value.'],
] as const)('refuses %j', ([args, problem]) => {
  expect(read(...args)).toEqual({ ok: false, problem });
});

test.for([['--help'], ['check', '-h'], ['--as', 'U0ANA', '--help']])('is asked by %j', (args) => {
  expect(read(...args)).toEqual({ ok: false, problem: undefined });
});
