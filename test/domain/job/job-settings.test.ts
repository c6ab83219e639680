import { expect, test } from 'vitest';
import { hasShells } from '../../../app/domain/job/job-settings.ts';

test.each([
  [{ enableWebAccess: true }, true],
  [{ enableDashboardAccess: true }, true],
  [{ enableWebAccess: 'true' }, false],
  [{}, false],
])('%j has shells: %s', (spec, has) => {
  expect(hasShells({ displayName: 'resnet', jobSpec: spec })).toBe(has);
});
