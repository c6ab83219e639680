import { expect, test } from 'vitest';
import { templateOfJob } from '../../../../app/domain/template/fill/job-template.ts';

const secret = 'hunter2-Zq7Tr4';
const container = (more: object) => ({
  workerPoolSpecs: [{ containerSpec: { imageUri: 'gcr.io/x/y', ...more } }],
});
const place = 'jobSpec.workerPoolSpecs[0].containerSpec';

test('a secret of a job is left out of its template wherever it stands', () => {
  const body = {
    displayName: `train ${secret}`,
    labels: { team: secret, kind: 'a' },
    jobSpec: {
      ...container({
        env: [
          { name: 'DB_PASSWORD', value: secret },
          { name: 'OPTS', value: `pw ${secret}` },
          { name: 'MODE', value: 'plain' },
        ],
        args: ['--lr=0.1', `gs://x/${secret}/y`, '{{not}}'],
      }),
      baseOutputDirectory: { outputUriPrefix: `gs://x/${secret}` },
    },
  };
  const { tree, leftOut } = templateOfJob('copy', body, undefined);
  expect(JSON.stringify(tree)).not.toContain('hunter');
  expect(tree).toEqual({
    name: 'copy',
    labels: { kind: 'a' },
    jobSpec: {
      ...container({ env: [{ name: 'MODE', value: 'plain' }], args: ['--lr=0.1', '\\{{not}}'] }),
      baseOutputDirectory: {},
    },
  });
  expect(leftOut).toEqual([
    'displayName',
    'labels.team',
    `${place}.env DB_PASSWORD`,
    `${place}.env OPTS`,
    `${place}.args entry 2`,
    'jobSpec.baseOutputDirectory.outputUriPrefix',
  ]);
  expect(JSON.stringify(templateOfJob('copy', body, undefined, 'keep').tree)).toContain('hunter');
});

test('one that the job holds under no name is left out, too, and a short one only where it is all', () => {
  const body = {
    displayName: 'abc',
    jobSpec: container({ args: ['train.py', secret, 'x1', 'x12'] }),
  };
  expect(templateOfJob('copy', body, undefined, [secret, 'x1']).tree).toEqual({
    name: 'copy',
    displayName: 'abc',
    jobSpec: container({ args: ['train.py', 'x12'] }),
  });
});
