import { expect, test } from 'vitest';
import { withoutValues } from '../../../../app/domain/template/secret/without-values.ts';
import { redacted } from '../../../../app/domain/secret/redact.ts';

const env = [{ name: 'STAGE', value: 'plain' }, { name: 'EMPTY' }, 'odd'];
const hiddenEnv = [
  { name: 'STAGE', value: redacted },
  { name: 'EMPTY', value: redacted },
  redacted,
];

test('of env the names stay, of command and args how many there are, and all else as it is', () => {
  const imageUri = 'gcr.io/acme/train:1';
  const body = {
    displayName: 'hello',
    labels: { env: 'prod' },
    jobSpec: {
      serviceAccount: 'trainer@ml-prod',
      workerPoolSpecs: [
        { replicaCount: '1', containerSpec: { imageUri, env, command: ['sh'], args: ['-c', 'x'] } },
        { pythonPackageSpec: { pythonModule: 'train', args: ['--lr=1'], env } },
        { newSpec: [{ args: 'plain' }] },
      ],
    },
  };
  expect(withoutValues(body)).toEqual({
    ...body,
    jobSpec: {
      serviceAccount: 'trainer@ml-prod',
      workerPoolSpecs: [
        {
          replicaCount: '1',
          containerSpec: {
            imageUri,
            env: hiddenEnv,
            command: [redacted],
            args: [redacted, redacted],
          },
        },
        { pythonPackageSpec: { pythonModule: 'train', args: [redacted], env: hiddenEnv } },
        { newSpec: [{ args: redacted }] },
      ],
    },
  });
});
