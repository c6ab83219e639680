import type { Templates } from '../ports/templates.ts';

/** Names the templates kept in Slack that hold a secret in the log, once at start; those in files are named whenever they are read. */
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
