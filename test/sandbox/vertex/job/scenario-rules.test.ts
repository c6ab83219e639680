import { expect, test } from 'vitest';
import { jobSchema } from '../../../../app/sandbox/vertex/job/job-spec.ts';
import { createScenarioRules } from '../../../../app/sandbox/vertex/job/scenario-rules.ts';

test.for([
  ['stockout', 'us-central1', 'stockout'],
  ['stockout in us-central1', 'us-central1', 'stockout'],
  ['stockout in us-central1', 'europe-west4', 'oom'],
  ['nonsense in us-central1', 'us-central1', 'oom'],
] as const)('SANDBOX_SCENARIO=%s makes it, in %s, %s', ([value, location, name]) => {
  const containerSpec = { imageUri: 'demo/oom', env: [{ name: 'SANDBOX_SCENARIO', value }] };
  const job = jobSchema.parse({
    displayName: 'train',
    jobSpec: { workerPoolSpecs: [{ containerSpec }] },
  });
  expect(createScenarioRules().choose(job, location).name).toBe(name);
});
