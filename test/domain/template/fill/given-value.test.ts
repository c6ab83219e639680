import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGiven } from '../../../../app/domain/template/fill/given-value.ts';
import type { Parameter } from '../../../../app/domain/template/parameter.ts';
import { anyUrl } from '../../text/any-text.ts';

// Put together here, so that no scanner takes this file for a leak.
const filler = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0';
const text = (name: string, more: object = {}): Parameter => ({ name, type: 'string', ...more });
const list = (name: string, more: object = {}): Parameter => ({ name, type: 'list', ...more });

describe('a value with the looks of a secret is refused whatever it is called, and not quoted', () => {
  test.each([
    ['a private key', ['-----BEGIN', 'RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA'].join(' ')],
    ['a Hugging Face token', `hf_${filler}`],
    ['a GitHub token', `ghp_${filler}`],
    ['a Google key', `AIza${filler.slice(0, 35)}`],
    ['a Google access token', `ya29.${filler}`],
    ['a Slack token', `xoxb-${filler}`],
    ['an AWS key', `AKIA${'Q'.repeat(16)}`],
    ['an OpenAI key', `sk-proj-${filler}`],
    ['a key of hex digits', `sk-${'0123456789abcdef'.repeat(2)}`],
    ['a JSON web token', `eyJ${filler}.eyJ${filler}.${filler}`],
    ['a password in an address', `postgres://ana:${filler}@db.example/x`],
    ['a token in an address', `https://${filler}@git.example/x.git`],
    ['a signed address', `https://x.example/y?X-Goog-Signature=${'0123456789abcdef'.repeat(8)}`],
    ['one among words', `--lr=0.1 --note hf_${filler}`],
    ['one that stands like a placeholder', `{{hf_${filler.toLowerCase()}}}`],
    ['a flag', `--lr=0.1 --api-key=${filler}`],
    ['a variable that is set', `HF_TOKEN=${filler} python train.py`],
  ])('%s', (_, value) => {
    const readings = [
      readGiven(text('data'), value),
      readGiven(text('data'), `before ${value}`),
      readGiven(list('tags'), ['a', value.replaceAll(',', '')]),
    ];
    for (const [index, reading] of readings.entries()) {
      const name = index === 2 ? 'tags' : 'data';
      expect(reading).toMatchObject({
        ok: false,
        problem: { kind: 'secret-given', name },
      });
      expect(JSON.stringify(reading)).not.toContain(filler.slice(0, 12));
    }
  });

  test('a flag and its value, next to each other in a list', () => {
    expect(readGiven(list('args'), '--password,hunter2').ok).toBe(false);
    expect(readGiven(list('args'), '--password,--lr').ok).toBe(true);
  });
});

describe('by its name', () => {
  test.each([
    ['hf_token', 'abc'],
    ['wandb_api_key', 'abc'],
    ['db_password', 'hunter2'],
    ['passphrase', 'correct horse'],
  ])('%s is refused a value that is written out', (name, value) => {
    expect(readGiven(text(name), value).ok).toBe(false);
    expect(readGiven(list(name), value).ok).toBe(false);
  });

  test.each([
    ['hf_token', 'projects/1/secrets/hf-token/versions/latest'],
    ['db_password', '/run/secrets/db'],
    ['api_key', '$(API_KEY)'],
    ['api_key', ''],
    // Names of secrets, which is how they ought to be given.
    ['secret', 'team-hf-token'],
    ['hf_secret', 'team-hf-token-v2'],
    ['secret_id', 'hf-token'],
    ['secret_name', 'hf-token'],
    ['credentials', 'default'],
    ['token_count', 'many'],
    ['max_tokens', '512'],
    ['tokenizer', 'bert-base'],
    ['stop_token', '</s>'],
    ['placeholder_token', '<cat-toy>'],
    ['initializer_token', 'toy'],
    ['mask_token', '[MASK]'],
    ['partition_key', 'day'],
    ['second_pass', 'greedy'],
    ['pwd', 'work'],
  ])('%s takes %s', (name, value) => {
    expect(readGiven(text(name), value)).toEqual({ ok: true, value });
  });
});

test('what the template itself says may be said again, as a form does', () => {
  expect(readGiven(text('api_key', { default: 'none yet' }), 'none yet').ok).toBe(true);
  expect(readGiven(text('api_key', { default: 'none yet' }), 'another').ok).toBe(false);
  expect(readGiven(list('api_key', { default: ['a', 'b'] }), 'a,b').ok).toBe(true);
  const choices = ['left', 'right'];
  expect(readGiven({ name: 'api_key', type: 'choice', choices }, 'right').ok).toBe(true);
});

test.each([
  'sk-learn-gradient-boosting-classifier-v3',
  'common-voice-sk-SK-train-validated-17',
  'ssh://git@github.com/acme/train.git',
  'https://ana@bitbucket.org/acme/train.git',
  'abfss://container@account.dfs.core.windows.net/path',
  'docker://busybox:1.36@sha256:0123456789abcdef',
  'postgres://ana:$(DB_PASSWORD)@db.example/x',
  'us-docker.pkg.dev/ml-prod/train/resnet@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'https://storage.googleapis.com/bucket/path?alt=media&generation=1700000000000000',
  'projects/ml-prod/locations/us-central1/keyRings/ring/cryptoKeys/key',
  'train@ml-prod.iam.gserviceaccount.com',
  'SELECT token, key FROM words WHERE split = "train" AND key = 3',
  '{"lr": 0.1, "tokens": 512, "eos_token": "</s>", "sort_key": "day"}',
  'user: What is a password? assistant: A word that lets you in.',
])('%s is no secret', (value) => {
  expect(readGiven(text('data'), value)).toEqual({ ok: true, value });
});

const hex = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`), { size: 'max' });
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,14}$/);
const path = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join('/'));
/** Chance makes one in some hundred thousand texts look like a secret after all: `https://x.example/?pw=1`, `xoxa-b-1`. */
const byChance = /pw\d*["']?[:=]|\bx(?:ox[a-z]|app)-/i;
const drawn = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.maxSafeInteger().map(String),
  path,
  path.map((one) => `/mnt/${one}`),
  fc.tuple(word, path).map(([bucket, one]) => `gs://${bucket}-data/${one}/*.tfrecord`),
  fc.tuple(word, path).map(([host, one]) => `https://${host}.example.com/${one}?page=2#top`),
  fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join('-')),
  fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')),
  anyUrl,
  fc.emailAddress(),
  fc.uuid(),
  hex(7),
  hex(32),
  hex(40),
  hex(64).map((digest) => `sha256:${digest}`),
  hex(64).map((digest) => `us-docker.pkg.dev/p/r/image@sha256:${digest}`),
  fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const ordinary = drawn.filter((one) => !byChance.test(one));
const ordinaryName = fc.constantFrom(
  ...[
    'lr',
    'data',
    'data_hash',
    'digest',
    'commit',
    'run_id',
    'image',
    'model',
    'output_dir',
    'query',
  ],
  ...[
    'max_tokens',
    'num_tokens',
    'tokenizer',
    'token_dropout',
    'key_metric',
    'keys',
    'partition_key',
  ],
  ...[
    'secret_name',
    'service_account',
    'author',
    'passes',
    'monkey',
    'seed',
    'checkpoint',
    'notes',
  ],
);

test('paths, numbers, addresses, hashes, commits and UUIDs are ordinary values', () => {
  fc.assert(
    fc.property(ordinaryName, ordinary, fc.array(ordinary, { maxLength: 3 }), (name, one, more) => {
      expect(readGiven(text(name), one)).toEqual({ ok: true, value: one });
      expect(readGiven(list(name), [one, ...more]).ok).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
