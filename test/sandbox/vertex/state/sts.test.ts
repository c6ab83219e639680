import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoogleAuth } from 'google-auth-library';
import { afterEach, expect, test, vi } from 'vitest';
import { start, type Client } from '../harness.ts';

const directories: string[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(directories.splice(0).map((path) => rm(path, { recursive: true })));
});

/** Google's own library with nothing but the credentials file, as with GOOGLE_APPLICATION_CREDENTIALS. */
async function authFor({ server }: Client): Promise<GoogleAuth> {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-sts-'));
  directories.push(directory);
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', await server.writeCredentials(directory));
  // Otherwise the library asks gcloud, where that is installed, and waits for it.
  vi.stubEnv('GOOGLE_CLOUD_PROJECT', 'sandbox-project');
  return new GoogleAuth({ scopes: 'https://www.googleapis.com/auth/cloud-platform' });
}

const get = async (auth: GoogleAuth, url: string): Promise<number> =>
  (await auth.request({ url, validateStatus: () => true })).status;

test('google-auth-library gets a token here and reads a job with it', async () => {
  const client = await start();
  const auth = await authFor(client);
  const name = await client.create();
  const url = `${client.server.url}/v1beta1/${name}`;
  const response = await auth.request({ url });
  expect(response.data).toMatchObject({ name });
  expect(await get(auth, url)).toBe(200);
  expect((await client.control('GET', 'records')).json).toMatchObject({ tokenCalls: 1 });
});

test('a revoked or expired token is no longer accepted', async () => {
  const client = await start();
  const auth = await authFor(client);
  const url = `${client.server.url}/v1beta1/${await client.create()}`;
  expect(await get(auth, url)).toBe(200);
  await client.control('POST', 'tokens/revoke', {});
  expect(await get(auth, url)).toBe(401);
  // The fixed token stays valid, unless the request says otherwise.
  expect((await client.call('GET', 'customJobs')).status).toBe(200);
  await client.control('POST', 'tokens/revoke', { fixed: true });
  expect((await client.call('GET', 'customJobs')).status).toBe(401);
});

test('the service can be made to fail, and to go down', async () => {
  const client = await start();
  const url = `${client.server.url}/v1beta1/${await client.create()}`;
  // The library retries a 5xx by itself; a 400 is final.
  await client.control('POST', 'sts', { fail: { status: 400, count: 1 } });
  const auth = await authFor(client);
  await expect(get(auth, url)).rejects.toThrow();
  expect(await get(auth, url)).toBe(200);
  await client.control('POST', 'outage', { locations: ['sts'] });
  await expect(get(await authFor(client), url)).rejects.toThrow();
});

test.each([
  [{ subject_token: 'stolen' }, 'invalid_grant'],
  [{ audience: 'somebody else' }, 'invalid_target'],
  [{ grant_type: 'password' }, 'unsupported_grant_type'],
  [{ scope: '' }, 'invalid_scope'],
])('an exchange with %j is refused', async (change, error) => {
  const { server } = await start();
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    audience: server.audience,
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    subject_token: 'x',
    ...change,
  });
  const response = await fetch(server.stsUrl, { method: 'POST', body: form });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error });
});
