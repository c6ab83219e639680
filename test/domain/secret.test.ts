import { describe, expect, test } from 'vitest';
import { looksSecret, secretProblems } from '../../app/domain/secret.ts';

describe('looksSecret', () => {
  test.each([
    ['HF_TOKEN', 'abc'],
    ['WANDB_API_KEY', 'abc'],
    ['dbPassword', 'hunter2'],
    ['AWS_SECRET_ACCESS_KEY', 'abc/def'],
    ['aws-secret-access-key', 'abc'],
    ['CLIENT_SECRET', 'x'],
    ['password', 'x'],
    ['GOOGLE_CREDENTIALS', '{"type": "service_account"}'],
    ['SIGNING_KEY', 'x'],
    ['NOTE', 'use ghp_0123456789abcdefghij0123456789abcdef'],
    ['X', '-----BEGIN RSA PRIVATE KEY-----\nMII'],
    ['X', 'xoxb-1234567890-abc'],
    ['X', 'AKIAIOSFODNN7EXAMPLE'],
  ])('%s=%s is one', (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });

  test.each([
    ['HF_TOKEN', ''],
    ['HF_TOKEN', '{{token}}'],
    ['MAX_TOKENS', 'many'],
    ['NUM_TOKEN', 'x'],
    ['TOKENIZER', 'bert'],
    ['TOKEN', '512'],
    ['PASSWORD_FILE', 'etc'],
    ['PASSWORD', '/run/secrets/password'],
    ['API_KEY', 'projects/1/secrets/key/versions/2'],
    ['API_KEY', '$(KEY)'],
    ['KEY', 'left'],
    ['MONKEY', 'banana'],
    ['SECRETARY', 'ana'],
    ['EPOCHS', '90'],
  ])('%s=%s is none', (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});

test('is found wherever it stands, and not quoted', () => {
  const tree = {
    parameters: {
      api_key: { type: 'string', default: 'abc' },
      key: { default: 'xoxb-1234567890-a' },
    },
    jobSpec: {
      workerPoolSpecs: [
        { containerSpec: { args: ['--api-key=abc', '--lr=0.1', '--password', '--token-count=3'] } },
        {
          containerSpec: {
            env: [
              { name: 'PASSWORD', value: 'abc' },
              { name: 'A', value: 'b' },
            ],
          },
        },
      ],
    },
  };
  const problems = secretProblems(tree);
  expect(problems.map(({ path }) => path)).toEqual([
    'parameters.api_key.default',
    'parameters.key.default',
    'jobSpec.workerPoolSpecs[0].containerSpec.args[0]',
    'jobSpec.workerPoolSpecs[1].containerSpec.env[0].value',
  ]);
  expect(JSON.stringify(problems)).not.toContain('abc');
});
