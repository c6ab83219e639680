import { expect, test } from 'vitest';
import { pollRemedy } from '../../../blocks/doctor/poll-remedy.ts';

test.each([
  [
    "Permission 'aiplatform.customJobs.list' denied on resource '//x' (or it may not exist).",
    'roles/aiplatform.user',
  ],
  [
    'Vertex AI API has not been used in project 1 before or it is disabled.',
    'Enable aiplatform.googleapis.com',
  ],
  ['Request had invalid authentication credentials.', 'GOOGLE_APPLICATION_CREDENTIALS'],
  ['Vertex can’t be reached (ENOTFOUND).', 'VERTEX_TARGETS'],
  ['Quota exceeded for quota metric X.', 'VERTEX_SHARE'],
  ['Vertex’s answer was lost (no answer in time).', 'tried again at each poll'],
])('%s → %s', (problem, remedy) => {
  expect(pollRemedy(problem)).toContain(remedy);
});

test('a failure that names its remedy needs no other', () => {
  const problem = 'There are no Google credentials: set GOOGLE_APPLICATION_CREDENTIALS.';
  expect(pollRemedy(problem)).toBeUndefined();
});
