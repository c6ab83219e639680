import { describe, expect, test } from 'vitest';
import {
  hideInText,
  hideInTree,
  hidePieces,
  hideSecretsOf,
  shownName,
} from '../../../app/domain/template/secret/hide-secrets.ts';
import { secretPieces } from '../../../app/domain/secret/secret-pieces.ts';
import { searchedSecrets, secretsIn } from '../../../app/domain/template/secret/secret.ts';

// Put together here, so that no scanner takes this file for a leak.
const hex = '0123456789abcdef0123456789abcdef';
const lot = ['Zq7Tr4Kp9', 'Lm2Vx8B'].join('');
const wandb = `${hex}01234567`;
const pem = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
const pemEnd = ['-----END', 'PRIVATE KEY-----'].join(' ');
const key = `${pem}\nMIIEvQIBADANBgkqhkiG9w0B\nabcd\n${pemEnd}`;

describe('what is a secret in a text, by its looks or the name it has there', () => {
  test.each([
    ['WANDB_API_KEY', `${hex}01234567`, `${hex}01234567`],
    ['KAGGLE_KEY', 'abc', 'abc'],
    ['X', `KGAT_${hex}`, `KGAT_${hex}`],
    ['PGPASSWORD', 'hunter2x', 'hunter2x'],
    ['SSHPASS', 'hunter2x', 'hunter2x'],
    ['apikey', 'hunter2x', 'hunter2x'],
    ['SA_KEY_BASE64', 'aHVudGVyMng=', 'aHVudGVyMng='],
    ['GITHUB_PAT', 'a1b2c3d4e5f6g7h8i9j0', 'a1b2c3d4e5f6g7h8i9j0'],
    ['X', 'export DB_PASSWORD=hunter2x && python train.py', 'hunter2x'],
    ['PGPASS', 'hunter2x', 'hunter2x'],
    ['PASS', 'hunter2x', 'hunter2x'],
    ['PASSPHRASE', 'hunter2x', 'hunter2x'],
    ['SALT', 'hunter2x', 'hunter2x'],
    ['hash_salt', 'hunter2x', 'hunter2x'],
    ['PRIVATE_KEY', 'hunter2x', 'hunter2x'],
    ['CREDENTIALS', 'hunter2x', 'hunter2x'],
    ['X', 'export PGPASS=hunter2x', 'hunter2x'],
    ['X', '--pass hunter2x', 'hunter2x'],
    ['X', 'DB_PASSWORD="hunter 2x" python train.py', 'hunter 2x'],
    ['X', 'python train.py --token hunter2x --lr 0.1', 'hunter2x'],
    ['X', '--password=hunter2x', 'hunter2x'],
    ['X', `--password=${'hunter2x'.repeat(100)} --lr 0.1`, 'hunter2x'.repeat(100)],
    ['X', 'Server=x;User=bo;Pwd=hunter2x;Timeout=3', 'hunter2x'],
    ['X', 'https://x.example/y?user=bo&api_key=hunter2x', 'hunter2x'],
    ['X', 'https://x.example/y?api_key=hunter2x&user=bo', 'hunter2x'],
    ['X', 'postgres://bo:hunter2x@db.example/x', 'bo:hunter2x'],
    ['X', 'redis://:hunter2x@redis:6379/0', ':hunter2x'],
    ['X', '{"db": {"user": "bo", "password": "hunter2x"}}', 'hunter2x'],
    ['X', '{\\"password\\": \\"hunter2x\\"}', 'hunter2x'],
    ['X', "{'password': 'hunter2x'}", 'hunter2x'],
    ['X', `{"username":"bo","key":"${hex}"}`, hex],
    ['X', '{"auths":{"ghcr.io":{"auth":"Ym86aHVudGVyMng="}}}', 'Ym86aHVudGVyMng='],
    ['X', 'os.environ["HF_TOKEN"]="hunter2x"', 'hunter2x'],
    ['X', 'curl -H "Authorization: Bearer hunter2x" https://x.example', 'hunter2x'],
    ['X', 'curl -H "X-Api-Key: hunter2x" https://x.example', 'hunter2x'],
    ['X', 'curl -s -u bo:hunter2x https://x.example', 'hunter2x'],
    ['X', `pip install x && wandb login --relogin ${hex}`, hex],
    ['X', "echo 'hunter2x' | docker login -u bo --password-stdin ghcr.io", 'hunter2x'],
    ['KEY_WANDB', `${hex}01234567`, `${hex}01234567`],
    ['API_KEY_WANDB', 'hunter2x', 'hunter2x'],
    ['TOKEN_HF', 'hunter2x', 'hunter2x'],
    ['API_TOKEN_V2', 'hunter2x', 'hunter2x'],
    ['API_KEY_PROD', 'hunter2x', 'hunter2x'],
    ['DB_PW', 'hunter2x', 'hunter2x'],
    ['MY_CREDS', 'hunter2x', 'hunter2x'],
    ['DB_PASSWORT', 'hunter2x', 'hunter2x'],
    ['AUTH_HEADER', `Bearer ${lot}`, lot],
    ['WANDB', `${hex}01234567`, `${hex}01234567`],
    ['SECRET_URL', lot, lot],
    ['X', `printf "machine api.wandb.ai login user password hunter2x" > ~/.netrc`, 'hunter2x'],
    ['X', 'machine github.com\n  login me\n  password hunter2x\n', 'hunter2x'],
    ['X', 'docker login -u me -p hunter2x r.example', 'hunter2x'],
    ['X', `kaggle config set -n key -v ${hex}`, hex],
    ['X', "os.environ.setdefault('API_SECRET', 'hunter2x')", 'hunter2x'],
    ['X', 'os.environ.get("API_SECRET", "hunter2x")', 'hunter2x'],
    [
      'X',
      `https://discord.com/api/webhooks/123456789012345678/${hex}`,
      `discord.com/api/webhooks/123456789012345678/${hex}`,
    ],
    ['X', `https://a.blob.core.windows.net/c?sv=2020&sig=${hex}%3D&se=1`, `${hex}%3D`],
    ['X', `123456789:AAE${hex}`, undefined],
    ['X', `https://api.telegram.org/bot123456789:AAE${hex}/send`, `123456789:AAE${hex}`],
    ['X', `hvs.CAES${hex}`, undefined],
    ['X', `wandb login '${wandb}'`, wandb],
    ['X', `bash -c "pip install x && wandb login \\"${wandb}\\" && python train.py"`, wandb],
    ['X', `wandb login --host=https://x.example ${wandb}`, wandb],
    ['X', `wandb login --relogin --host https://x.example "${wandb}"`, wandb],
    ['X', `wandb login <<< "${wandb}"`, wandb],
    ['X', `echo "${wandb}" | wandb login`, wandb],
    ['X', `printf '%s' ${wandb} | wandb login --relogin`, wandb],
    ['X', `python -c 'import wandb; wandb.login("${wandb}")'`, wandb],
    ['X', `wandb.login(key="${wandb}")`, wandb],
    [
      'X',
      'echo -e "machine api.wandb.ai\\nlogin user\\npassword hunter2x" >> ~/.netrc',
      'hunter2x',
    ],
    ['X', 'printf "machine a.b\\\\n\\\\tlogin u\\\\n\\\\tpassword hunter2x\\\\n"', 'hunter2x'],
    ['X', 'aws configure set aws_secret_access_key hunter2x', 'hunter2x'],
    ['X', 'aws configure set --profile x "aws_secret_access_key" \'hunter2x\' && run', 'hunter2x'],
    ['X', 'aws configure set profile.x.aws_secret_access_key hunter2x', 'hunter2x'],
    ['X', 'dvc remote modify --local origin password hunter2x', 'hunter2x'],
    ['X', 'npm config set //registry.example/:_authToken hunter2x', 'hunter2x'],
    ['X', 'rclone config create r s3 secret_access_key hunter2x', 'hunter2x'],
    ['X', 'az login --service-principal -u app -p hunter2x --tenant t', 'hunter2x'],
    ['X', 'az acr login -n r -u app -p "hunter2x"', 'hunter2x'],
    ['X', 'redis-cli -h redis -a hunter2x ping', 'hunter2x'],
    ['X', "redis-cli -a 'hunter2x' ping", 'hunter2x'],
    ['X', 'ngrok authtoken 2hunter2xhunter', '2hunter2xhunter'],
    ['X', 'ngrok config add-authtoken 2hunter2xhunter', '2hunter2xhunter'],
    ['X', 'mongosh db.example -u me -p hunter2x', 'hunter2x'],
    ['X', 'unzip -P hunter2x data.zip', 'hunter2x'],
    ['X', 'openssl enc -d -aes256 -pass pass:hunter2x -in a', 'hunter2x'],
    ['X', 'mc alias set s3 https://x.example user hunter2x', 'hunter2x'],
    ['X', 'curl -ubo:hunter2x https://x.example', 'hunter2x'],
    ['AUTHORIZATION', 'Basic dXNlcjpodW50ZXIyeA==', 'dXNlcjpodW50ZXIyeA=='],
    ['AUTHORIZATION', 'Token hunter2x', 'hunter2x'],
    ['BASIC', 'Basic dXNlcjpodW50ZXIyeA==', 'dXNlcjpodW50ZXIyeA=='],
    ['X', 'export BASIC="Basic dXNlcjpodW50ZXIyeA=="', 'dXNlcjpodW50ZXIyeA=='],
    ['BASIC_AUTH', 'bo:hunter2x', 'bo:hunter2x'],
    ['PW', 'hunter22', 'hunter22'],
    ['X', 'PW=hunter22 python train.py', 'hunter22'],
    ['REDIS_AUTH', 'hunter22abc', 'hunter22abc'],
    ['REDISCLI_AUTH', 'hunter22abc', 'hunter22abc'],
    ['NEO4J_AUTH', 'neo4j/hunter2x', 'neo4j/hunter2x'],
    ['COOKIE', 'session=hunter2x', 'hunter2x'],
    ['COOKIE', 'session=swordfish', 'swordfish'],
    ['MY_COOKIES', 'theme=dark; sid=hunter2x; path=/', 'hunter2x'],
    ['X', 'export COOKIE=session=hunter2x && run', 'hunter2x'],
    ['X', 'curl -H "Cookie: theme=dark; session=hunter2x" https://x.example', 'hunter2x'],
    ['VAULT_SECRET_ID', `84896a0c-1347-aa90-${hex.slice(0, 4)}-aca8b7558780`, undefined],
    ['AZURE_CLIENT_SECRET', 'hunter2x', 'hunter2x'],
    ['CLIENT_SECRET', 'hunter2x', 'hunter2x'],
    ['AWS_SECRET_ACCESS_KEY', 'hunter2x', 'hunter2x'],
    ['X', `before ${key} after`, key],
    ['X', btoa(key), btoa(key)],
    ['X', btoa('{"type":"service_account","password":"hunter2x"}'), undefined],
  ])('%s: %s', (name, text, piece) => {
    expect(secretPieces(name, text)).toContain(piece ?? text);
  });

  test.each([
    ['HF_TOKEN', '{{hf_token}}'],
    ['X', '--password={{password}}'],
    ['X', '--token $HF_TOKEN --password="$(cat /run/secrets/pw)"'],
    ['X', '--api-key-file /run/secrets/key'],
    ['PASSES', 'hunter2x'],
    ['n_passes', 'hunter2x'],
    ['bypass', 'hunter2x'],
    ['compass', 'hunter2x'],
    ['basalt', 'hunter2x'],
    ['PASS', '2'],
    ['pass', 'train'],
    ['SALT', 'v1'],
    ['salt', '42'],
    ['X', '--pass 1 --passes 3 --bypass=hunter2x'],
    ['X', '--tokenizer=bert --max-tokens 512 --pad-token [PAD]'],
    ['X', 'docker login --password-stdin ghcr.io'],
    ['X', 'ghcr.io/acme/train:v3@sha256:0123456789abcdef0123456789abcdef'],
    ['X', 'git checkout 0123456789abcdef0123456789abcdef01234567'],
    ['X', 'gs://bucket/data/part-00001-of-00010.tfrecord'],
    ['key', 'compute.googleapis.com/reservation-name'],
    ['X', '{"key": "n1-standard-8", "keys": ["left", "right"]}'],
    ['SECRET_MANAGER_PROJECT', 'acme-ml'],
    ['kmsKeyName', 'projects/p/locations/l/keyRings/k/cryptoKeys/c'],
    ['X', 'python -m torch.distributed.run --nproc_per_node=8 train.py --lr=3e-4'],
    ['X', 'the password comes from Secret Manager'],
    ['WANDB', 'online'],
    ['HF', 'https://huggingface.co'],
    ['TOKEN_MERGE', 'mean'],
    ['MAX_TOKEN_V2', '512'],
    ['KEY_FILE', 'a.json'],
    ['SORT_KEY_V2', 'day'],
    ['KEY_METRIC', 'loss'],
    ['SECRET_URL', 'https://vault.example/v1'],
    ['CREDS_FILE', 'creds.json'],
    ['PW_CONV', 'true'],
    ['CLIENT_ID', lot],
    ['GITHUB', `${hex}01234567`],
    ['X', 'a machine of type n1 and a login without a password follow'],
    ['X', 'docker login -u me --password-stdin r.example'],
    ['X', 'docker run -p 8080:80 train'],
    ['X', 'docker login -u me -p $PW r.example'],
    ['X', 'the bearer of this message'],
    ['X', "os.environ.setdefault('EPOCHS', '90')"],
    ['X', "os.environ.setdefault('TOKENIZERS_PARALLELISM', 'false')"],
    ['X', 'https://x.example/y?sig=short&z=1'],
    ['X', 'wandb login $WANDB_API_KEY'],
    ['X', 'wandb login "${WANDB_API_KEY}" --relogin'],
    ['X', 'wandb login --host=https://wandb.internal.acme.example'],
    ['X', 'wandb login --host https://wandb.internal.acme.example --verify'],
    ['X', 'echo "$WANDB_API_KEY" | wandb login'],
    ['X', 'echo epochs | wc -l'],
    ['X', 'aws configure set region eu-west-1'],
    ['X', 'aws configure set aws_secret_access_key "$SECRET"'],
    ['X', 'dvc remote modify origin auth basic && dvc pull'],
    ['X', 'dvc remote modify origin ask_password true'],
    ['X', 'the git config password is kept elsewhere, as npm config says'],
    ['X', 'git config --global credential.helper \'!f() { echo "password=$TOKEN"; }; f\''],
    ['X', 'az login --identity'],
    ['X', 'az login --service-principal -u app -p $SP_PW'],
    ['X', 'redis-cli -h redis -a "$REDIS_AUTH" ping'],
    ['X', 'ngrok authtoken $NGROK'],
    ['X', 'machine a\\nlogin b\\npassword $PW'],
    ['AUTHORIZATION', 'Bearer $TOKEN'],
    ['AUTHORIZATION', 'rbac'],
    ['BASIC', 'Basic training of a model'],
    ['X', 'basic validation, basic datasets and basic hyperparameters'],
    ['BASIC_AUTH', 'true'],
    ['AUTH', 'https://idp.example'],
    ['PW', '0.5'],
    ['pw', 'train'],
    ['X', '--pw 3'],
    ['REDIS_AUTH', 'disabled'],
    ['REDIS_AUTH', '$PW'],
    ['NEO4J_AUTH', 'none'],
    ['COOKIE', 'theme=dark'],
    ['COOKIE', 'session=$SESSION'],
    ['COOKIE', 'consent=accepted'],
    ['COOKIE_NAME', 'session'],
    ['X', 'cookie: a small cake, with a size=medium'],
    ['DB_PASSWORD_SECRET_ID', 'db-pw'],
    ['DB_PASSWORD_SECRET_NAME', 'db-pw'],
    ['DB_PASSWORD_SECRET_VERSION', 'latest'],
    ['dbPasswordSecretId', 'db-pw'],
    ['API_KEY_FILE', 'key.json'],
    ['HF_TOKEN_PATH', 'tokens/hf'],
    ['HF_TOKEN_PATHS', 'a:b'],
    ['HF_SECRET_IDS', 'a,b'],
    ['DB_PASSWORD_ENV', 'DB_PW'],
    ['SECRET_ID', 'db-pw'],
    ['SECRET_PREFIX', 'train-'],
    ['X', '--db-password-secret-id db-pw --token-path tokens/hf'],
    ['X', 'at 12345678:ABC and 1764330000:done'],
  ])('none: %s: %s', (name, text) => {
    expect(secretPieces(name, text)).toEqual([]);
  });
});

test('a command that is given word by word', () => {
  const args = ['wandb', 'login', `${hex}01234567`];
  expect(hideInTree({ args })).toEqual({ args: ['wandb', 'login', '[redacted]'] });
  const aws = ['aws', 'configure', 'set', 'aws_secret_access_key', 'hunter2x'];
  expect(hideInTree({ args: aws })).toEqual({ args: [...aws.slice(0, -1), '[redacted]'] });
  const redis = ['redis-cli', '-a', 'hunter2x'];
  expect(hideInTree({ args: redis })).toEqual({ args: ['redis-cli', '-a', '[redacted]'] });
  expect(hideInTree({ args: ['wandb', 'login', 'host'] })).toEqual({
    args: ['wandb', 'login', 'host'],
  });
});

describe('hiding', () => {
  test('in a tree: at its place, and wherever else it stands', () => {
    const tree = {
      labels: { team: 'hunter2x' },
      env: [
        { name: 'DB_PASSWORD', value: 'hunter2x' },
        { name: 'PIN_PASSWORD', value: 'abc' },
        { name: 'NOTE', value: 'abc' },
      ],
      args: ['--token', 'abcdefg', `--data=gs://x/abcdefg`, ...key.split('\n'), '--lr=0.1'],
    };
    const hidden = '[redacted]';
    expect(hideInTree(tree)).toEqual({
      labels: { team: hidden },
      env: [
        { name: 'DB_PASSWORD', value: hidden },
        { name: 'PIN_PASSWORD', value: hidden },
        { name: 'NOTE', value: 'abc' },
      ],
      args: [
        '--token',
        hidden,
        `--data=gs://x/${hidden}`,
        hidden,
        hidden,
        hidden,
        hidden,
        '--lr=0.1',
      ],
    });
  });

  test('in a text that is nothing but text, again and again', () => {
    const text =
      '# - name: API_KEY\n#   value: hunter2x\nargs:\n- --token\n- hunter3x\nexport PW_PASSWORD=hunter4x';
    const shown = hideInText(text);
    expect(shown).toBe(
      '# - name: API_KEY\n#   value: [redacted]\nargs:\n- --token\n- [redacted]\nexport PW_PASSWORD=[redacted]',
    );
    expect(hideInText(shown)).toBe(shown);
  });

  test('in lower case as well, as labels are', () => {
    const tree = {
      labels: { owner: 'hunter2-zq7tr4' },
      args: ['--token', 'Hunter2-Zq7Tr4'],
    };
    expect(hideInTree(tree)).toEqual({
      labels: { owner: '[redacted]' },
      args: ['--token', '[redacted]'],
    });
  });

  test('of a parameter, a short one is hidden as a word of its own', () => {
    const known = ['hun2', 'x'];
    expect(hideInTree({ args: ['--login', 'me:hun2@x', 'hun2', 'hun23'] }, known)).toEqual({
      args: ['--login', 'me:[redacted]@x', '[redacted]', 'hun23'],
    });
    const parameters = { password: 'hun2' };
    const body = { displayName: 'run hun2', jobSpec: {} };
    expect(shownName({ body, parameters })).toBe('run [redacted]');
    expect(hideSecretsOf({ body, parameters }, 'bad login hun2, hun23')).toBe(
      'bad login [redacted], hun23',
    );
  });

  test('the longer of two that begin alike; more than can be looked for hide all', () => {
    expect(hidePieces('a=hunter2xyz b=hunter2x', ['hunter2x', 'hunter2xyz'])).toBe(
      'a=[redacted] b=[redacted]',
    );
    const many = Array.from({ length: 501 }, (_, nth) => `secret-${nth}`);
    expect(hidePieces('a text', many)).toBe('[redacted]');
  });

  test.each([
    'token=',
    'pass=',
    'key=',
    'a=',
    '"password":"x",',
    'A1b2',
    '--key ',
    'machine a login b password ',
    'machine ',
    'docker login -p ',
    'docker login ',
    'kaggle config set ',
    'bearer ',
    "key setdefault('a','",
    '12345678:AA',
    'hvs.',
    'echo a ',
    'echo a | ',
    'curl -u ',
    'wandb login ',
    'wandb login --host ',
    'wandb login --host=a ',
    'machine a\\nlogin b\\npassword ',
    'machine \\n',
    'aws configure set ',
    'git config a.',
    'aws configure set password a ',
    'az login -p ',
    'redis-cli -a',
    'ngrok authtoken ',
    'openssl -pass ',
    'mc alias set ',
    'basic ',
    'basic YTpi',
    'cookie=',
    'cookie: a=',
    'a=b;cookie:',
    'authorization: basic ',
  ])('a text of a hundred thousand characters of %s is looked through in no time', (piece) => {
    const text = piece.repeat(100_000 / piece.length);
    const from = performance.now();
    secretPieces('X', text);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

describe('more secrets than are looked for', () => {
  const env = (count: number) =>
    Array.from({ length: count }, (_, nth) => ({ name: `TOKEN_${nth}`, value: `swordfish${nth}` }));
  const tree = { args: ['a', 'swordfish700', 3], env: env(1_000) };

  test('leave nothing of a tree but its shape', () => {
    const shown = hideInTree(tree);
    expect(shown).toMatchObject({ args: ['[redacted]', '[redacted]', '[redacted]'] });
    expect(JSON.stringify(shown)).not.toMatch(/swordfish|TOKEN/);
  });

  test('are not all found out', () => {
    expect([...searchedSecrets(tree)]).toHaveLength(501);
    expect(hidePieces('a swordfish700', secretsIn(tree))).toBe('[redacted]');
  });

  test('are other ones than those that stand there again and again, or are a few letters', () => {
    const short = Array.from({ length: 900 }, (_, nth) => ({ name: 'PASSWORD', value: `x${nth}` }));
    const shown = hideInTree({
      args: ['a', 'swordfish1'],
      env: [...short, ...env(500), ...env(500)],
    });
    expect(shown).toMatchObject({ args: ['a', '[redacted]'] });
  });
});
