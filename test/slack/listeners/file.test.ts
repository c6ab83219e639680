import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { FileProblem } from '../../../app/domain/form/file-problem.ts';
import { createFileReader } from '../../../app/slack/listeners/file.ts';

/** A Slack that answers every request so. */
async function readFrom(answer: RequestListener, path = '/files-pri/F1', more: object = {}) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const url = `http://127.0.0.1:${port}`;
  const reader = createFileReader({
    botToken: 'xoxb-test',
    apiUrl: `${url}/api/`,
    timeoutMs: 1_000,
    fetch: globalThis.fetch,
  });
  const url_private_download = path.startsWith('/') ? `${url}${path}` : path;
  return reader.read({ id: 'F1', url_private_download, ...more });
}

describe('a picked file', () => {
  test('is read with the token', async () => {
    const read = await readFrom((request, response) => {
      response.end(`${request.headers.authorization ?? ''} ü`);
    });
    expect(read).toEqual({ ok: true, text: 'Bearer xoxb-test ü' });
  });

  test.each<[string, RequestListener, FileProblem]>([
    [
      'the scope is missing',
      (_, response) => void response.writeHead(302, { location: '/login' }).end(),
      { kind: 'files-forbidden' },
    ],
    [
      'it is gone',
      (_, response) => void response.writeHead(404).end(),
      { kind: 'file-refused', httpStatus: 404 },
    ],
    [
      'the connection breaks',
      (request) => void request.socket.destroy(),
      { kind: 'file-too-late' },
    ],
    ['nothing comes', () => undefined, { kind: 'file-too-late' }],
    [
      'it is no text',
      (_, response) => void response.end(Buffer.from([0xff, 0xfe])),
      { kind: 'file-not-text' },
    ],
    [
      'it is too large',
      (_, response) => void response.end('x'.repeat(1_000_001)),
      { kind: 'file-too-large' },
    ],
  ])('when %s, is refused with the reason', async (_, answer, problem) => {
    expect(await readFrom(answer)).toEqual({ ok: false, problem });
  });

  test.each([
    'https://evil.example/F1',
    'https://slack.com.evil.example/F1',
    'no address',
    'file:///etc/passwd',
  ])('at %s is not asked for: the token is Slack’s alone', async (path) => {
    const read = await readFrom(() => undefined, path);
    expect(read).toEqual({ ok: false, problem: { kind: 'file-without-address' } });
  });

  test('on another server of this machine is not asked for either', async () => {
    let asked = false;
    const other = createServer((_, response) => {
      asked = true;
      response.end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = z.object({ port: z.number() }).parse(other.address());
    await readFrom(() => undefined, `http://127.0.0.1:${port}/F1`);
    expect(asked).toBe(false);
  });

  test('of more than a template may have is not asked for', async () => {
    expect(await readFrom(() => undefined, '/F1', { size: 2_000_000 })).toEqual({
      ok: false,
      problem: { kind: 'file-too-large' },
    });
  });
});
