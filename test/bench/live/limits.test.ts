import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { statedLimits, withLimits } from './limits.ts';

test.each(statedLimits)('the bot states $line in one place', ({ file, line, limit }) => {
  const found = globSync(`app/**/${file}`);
  expect(found).toHaveLength(1);
  const [path = ''] = found;
  const scaled = withLimits(path, readFileSync(path, 'utf8'), 20);
  expect(readFileSync(path, 'utf8')).toContain(line.replace('LIMIT', limit));
  expect(scaled).not.toContain(line.replace('LIMIT', limit));
});
