// Reads a file that somebody picked in a window, with the bot's token.

import { failed, succeeded, type Result } from '../../domain/error/failure.ts';
import type { SlackFile } from './view-payload.ts';

type FileReaderDeps = {
  readonly botToken: string;
  /** Base URL of the Web API. */
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
};

export interface FileReader {
  /** The file's text. A failure says in one sentence what to do. Never throws. */
  read(file: SlackFile): Promise<Result<string>>;
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
      if ((size ?? 0) > largest) return refuse('The file is larger than 1 MB.');
      const url = URL.parse(address ?? '');
      // The token is sent to Slack only, whatever a payload says.
      if (url === null || !isSlack(url, apiUrl))
        return refuse('Slack did not say where the file is.');
      try {
        const response = await fetch(url, {
          headers: { authorization: `Bearer ${botToken}` },
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        // Without the scope, Slack redirects to its login page.
        if (response.status >= 300 && response.status < 400) {
          return refuse(
            'Slack does not let me read files: reinstall the app with its newest manifest.',
          );
        }
        if (!response.ok)
          return refuse(`Slack did not give me the file (HTTP ${response.status}).`);
        const bytes = await response.arrayBuffer();
        if (bytes.byteLength > largest) return refuse('The file is larger than 1 MB.');
        return succeeded(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      } catch (error) {
        return refuse(
          error instanceof TypeError &&
            'code' in error &&
            error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
            ? 'The file is not UTF-8 text.'
            : 'Slack did not give me the file in time: try again.',
        );
      }
    },
  };
}

function isSlack(url: URL, apiUrl: string): boolean {
  if (url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === 'https:' && /(?:^|\.)slack(?:-gov)?\.com$/.test(url.hostname);
}

function refuse(message: string): Result<string> {
  return failed({ kind: 'user', message });
}
