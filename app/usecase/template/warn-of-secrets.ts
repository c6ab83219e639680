import type { Templates } from '../ports/templates.ts';

/**
 * Logs the templates in Slack that contain a secret, once at start. Those in files are logged
 * whenever they are read.
 */
export async function warnOfSecrets(
  { templates, files }: { readonly templates: Templates; readonly files: Templates },
  log: { warn(message: string, fields?: Record<string, unknown>): void },
): Promise<void> {
  const inFiles = new Set((await files.secrets()).map(({ origin }) => origin));
  for (const { name, origin, places } of await templates.secrets()) {
    if (inFiles.has(origin)) continue;
    log.warn('template holds a secret', { template: name, file: origin, places });
  }
}
