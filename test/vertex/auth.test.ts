// Google's own library, led to a token server of ours as GOOGLE_APPLICATION_CREDENTIALS leads it to Google's.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGoogleAuth, type TokenSource } from '../../app/vertex/auth.ts';
import { inTurn, json, nowhere, serve, silence, type Handler } from './harness.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vertex-auth-'));
  await writeFile(join(directory, 'token.txt'), 'subject-secret');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

async function credentials(tokenServer: string, file = join(directory, 'token.txt')) {
  const path = join(directory, 'credentials.json');
  await writeFile(
    path,
    JSON.stringify({
      type: 'external_account',
      audience:
        '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${tokenServer}/sts/v1/token`,
      credential_source: { file },
    }),
  );
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', path);
}

const issue: Handler = (request, response, count) => {
  json(200, {
    access_token: `token-${count}`,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: 3600,
  })(request, response, count);
};

const running = new AbortController().signal;
async function tokenFrom(auth: TokenSource, refused?: string) {
  const result = await auth.headers('https://vertex', running, refused);
  return result.ok ? result.value.get('authorization') : result.failure;
}

test('one token serves until it is refused; then the first caller renews it for all', async () => {
  const server = await serve(issue);
  await credentials(server.url);
  const auth = createGoogleAuth({ timeoutMs: 5_000 });
  expect(await tokenFrom(auth)).toBe('Bearer token-1');
  expect(await tokenFrom(auth)).toBe('Bearer token-1');
  const renewed = await Promise.all(
    Array.from({ length: 8 }, () => tokenFrom(auth, 'Bearer token-1')),
  );
  expect(new Set(renewed)).toEqual(new Set(['Bearer token-2']));
  expect(server.seen).toHaveLength(2);
});

test('a token server that hangs costs one time limit, not the bot', async () => {
  const server = await serve(inTurn(silence, issue));
  await credentials(server.url);
  const auth = createGoogleAuth({ timeoutMs: 1_500 });
  expect(await tokenFrom(auth)).toMatchObject({
    kind: 'not-sent',
    message: expect.stringContaining('no answer in time') as unknown,
  });
  expect(await tokenFrom(auth)).toBe('Bearer token-2');
});

test('a stopping bot does not wait for a token', async () => {
  const server = await serve(silence);
  await credentials(server.url);
  const stop = new AbortController();
  const waiting = createGoogleAuth({ timeoutMs: 10_000 }).headers('https://vertex', stop.signal);
  stop.abort();
  expect(await waiting).toEqual({
    ok: false,
    failure: { kind: 'not-sent', message: 'The bot is stopping.' },
  });
});

test('says what to check, and no secret', async () => {
  const auth = () => createGoogleAuth({ timeoutMs: 10_000 });
  await credentials(await nowhere());
  const unreachable = await tokenFrom(auth());
  expect(unreachable).toMatchObject({ kind: 'not-sent' });
  expect(JSON.stringify(unreachable)).toMatch(/can’t be reached \(ECONNREFUSED\)/);

  const refusing = await serve(
    json(400, { error: 'invalid_grant', error_description: 'subject-secret' }),
  );
  await credentials(refusing.url);
  const refused = JSON.stringify(await tokenFrom(auth()));
  expect(refused).toMatch(/refused the bot \(HTTP 400\).*GOOGLE_APPLICATION_CREDENTIALS/);
  expect(refused).not.toContain('subject-secret');

  await credentials(refusing.url, join(directory, 'missing.txt'));
  expect(JSON.stringify(await tokenFrom(auth()))).toMatch(/file of the Google credentials/);

  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', join(directory, 'missing.json'));
  expect(JSON.stringify(await tokenFrom(auth()))).toMatch(/file of the Google credentials/);
});

test('no credentials anywhere', async () => {
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '');
  vi.stubEnv('HOME', directory);
  vi.stubEnv('CLOUDSDK_CONFIG', directory);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  expect(JSON.stringify(await tokenFrom(createGoogleAuth({ timeoutMs: 10_000 })))).toMatch(
    /There are no Google credentials: set GOOGLE_APPLICATION_CREDENTIALS/,
  );
});
