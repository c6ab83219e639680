import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../../../app/domain/template/read/parse-template.ts';
import {
  assignsSecret,
  looksSecret,
  secretProblems,
  tellsSecret,
} from '../../../../app/domain/template/secret/secret.ts';

describe('looksSecret', () => {
  test.each([
    ['HF_TOKEN', 'abc'],
    ['WANDB_API_KEY', 'abc'],
    ['dbPassword', 'hunter2'],
    ['AWS_SECRET_ACCESS_KEY', 'abc/def'],
    ['aws-secret-access-key', 'abc'],
    ['AWS_SESSION_TOKEN', 'FwoGZXIvYXdzE'],
    ['ADMIN_TOKEN', 'x'],
    ['TOKENIZER_API_KEY', 'x'],
    ['SECRETS', 'x'],
    ['PASSWORD1', 'x'],
    ['DB_PASS', 'x'],
    ['AZURE_STORAGE_KEY', 'x'],
    ['ACCOUNT_KEY', 'x'],
    ['OPENAI_KEY', 'x'],
    ['PASSWORD', 'hunter2{{lr}}'],
    ['TOKEN', '/abcDEF=='],
    ['DB_PASSWORD', '123456'],
    ['API_KEY', 'https://x.example/secret'],
    ['CLIENT_SECRET', 'x'],
    ['GOOGLE_CREDENTIALS', '{"type": "service_account"}'],
    ['SIGNING_KEY', 'x'],
    ['NOTE', 'use ghp_0123456789abcdefghij0123456789abcdef'],
    ['X', '-----BEGIN RSA PRIVATE KEY-----\nMII'],
    ['X', 'xoxb-1234567890-abc'],
    ['X', 'AKIAIOSFODNN7EXAMPLE'],
    ['X', 'glpat-0123456789abcdefghij'],
    ['X', 'postgres://u:pw@host/db'],
  ])('%s=%s is one', (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });

  test.each([
    ['HF_TOKEN', ''],
    ['HF_TOKEN', '{{token}}'],
    ['MAX_TOKENS', 'many'],
    ['NUM_TOKEN', 'x'],
    ['EOS_TOKEN', '</s>'],
    ['TOKENIZER', 'bert'],
    ['TOKEN', '512'],
    ['PASSWORD_FILE', 'etc'],
    ['TOKEN_URL', 'https://sts.example'],
    ['PASSWORD', '/run/secrets/password'],
    ['API_KEY', 'projects/1/secrets/key/versions/2'],
    ['API_KEY', '$(KEY)'],
    ['KEY', 'left'],
    ['PARTITION_KEY', 'day'],
    ['MONKEY', 'banana'],
    ['SECRETARY', 'ana'],
    ['EPOCHS', '90'],
  ])('%s=%s is none', (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});

test('is found wherever it stands in a template, and not quoted', () => {
  const pool = (containerSpec: object) => ({
    machineSpec: { machineType: 'n1-standard-4' },
    replicaCount: 1,
    containerSpec: { imageUri: 'gcr.io/x/y', ...containerSpec },
  });
  const read = parseTemplate(
    {
      parameters: {
        api_key: { type: 'list', default: ['abc'] },
        key: { type: 'string', default: 'xoxb-1234567890-a' },
        t: { type: 'string', default: 'abc' },
        safe: { type: 'string', required: true },
      },
      jobSpec: {
        workerPoolSpecs: [
          pool({ args: ['--api-key=abc', '--lr=0.1', '--password', 'abc', 'model.api_key=abc'] }),
          pool({ args: ['{{key}}', '{{t}}', '{{safe}}', '{{api_key}}', '--token-count=3', '-c'] }),
          pool({ command: ['sh', '-c', 'export HF_TOKEN=abc && run'] }),
          pool({
            env: [
              { name: 'HF_TOKEN', value: '{{t}}' },
              { name: 'PASSWORD', value: '{{safe}}' },
              { name: 'A', value: 'b' },
            ],
          }),
        ],
      },
    },
    { name: 'x', origin: 'x', version: 'v1' },
  );
  const problems = read.ok ? secretProblems(read.template) : [];
  expect(problems.map(({ path }) => path)).toEqual([
    'parameters.api_key.default[0]',
    'parameters.key.default',
    'jobSpec.workerPoolSpecs[0].containerSpec.args[3]',
    'jobSpec.workerPoolSpecs[0].containerSpec.args[0]',
    'jobSpec.workerPoolSpecs[0].containerSpec.args[4]',
    'jobSpec.workerPoolSpecs[1].containerSpec.args[0]',
    'jobSpec.workerPoolSpecs[2].containerSpec.command[2]',
    'jobSpec.workerPoolSpecs[3].containerSpec.env[0].value',
  ]);
  expect(JSON.stringify(problems)).not.toContain('abc');
});

test('is found in comments and notes, too', () => {
  expect(tellsSecret('a: 1 # export HF_TOKEN=abc\n')).toBe(true);
  expect(tellsSecret('a: 1 # export HF_TOKEN=abc\r\nb: 2\r\n')).toBe(true);
  expect(tellsSecret('# hf_abcdefghijklmnopqrstuvwxyz\na: 1')).toBe(true);
  expect(tellsSecret('token: {{token}}\n# the token comes from Secret Manager')).toBe(false);
  expect(assignsSecret('--lr=0.1 --max-tokens=3')).toBe(false);
});
