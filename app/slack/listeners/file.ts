// Reads a file that somebody picked in a window, with the bot's token.

import type { FileProblem } from '../../domain/form/file-problem.ts';
import type { SlackFile } from './view-payload.ts';

type FileReaderDeps = {
  readonly botToken: string;
  /** Base URL of the Web API. */
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
};

type ReadFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: FileProblem };

export interface FileReader {
  /** The file's text. Never throws. */
  read(file: SlackFile): Promise<ReadFile>;
}

/** In bytes: as large as a template may be. */
const largest = 1_000_000;

/** Needs the scope `files:read`. */
export function createFileReader({
  botToken,
  apiUrl,
  timeoutMs,
  fetch,
}: FileReaderDeps): FileReader {
  return {
    async read({ url_private_download: address, size }) {
      if ((size ?? 0) > largest) return refuse({ kind: 'file-too-large' });
      const url = URL.parse(address ?? '');
      // The token is sent to Slack only, whatever a payload says.
      if (url === null || !isSlack(url, apiUrl)) return refuse({ kind: 'file-without-address' });
      try {
        const response = await fetch(url, {
          headers: { authorization: `Bearer ${botToken}` },
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        // Without the scope, Slack redirects to its login page.
        if (response.status >= 300 && response.status < 400) {
          return refuse({ kind: 'files-forbidden' });
        }
        if (!response.ok) return refuse({ kind: 'file-refused', httpStatus: response.status });
        const bytes = await response.arrayBuffer();
        if (bytes.byteLength > largest) return refuse({ kind: 'file-too-large' });
        return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
      } catch (error) {
        const isDecoding =
          error instanceof TypeError &&
          'code' in error &&
          error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
        return refuse({ kind: isDecoding ? 'file-not-text' : 'file-too-late' });
      }
    },
  };
}

function isSlack(url: URL, apiUrl: string): boolean {
  if (url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === 'https:' && /(?:^|\.)slack(?:-gov)?\.com$/.test(url.hostname);
}

const refuse = (problem: FileProblem): ReadFile => ({ ok: false, problem });
