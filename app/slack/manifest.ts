// `npm run manifest [-- --url https://…]` prints the app manifest to paste into Slack.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { httpManifest } from './http-manifest.ts';

/** sysexits.h EX_USAGE. */
const exitUsage = 64;

try {
  const { values } = parseArgs({ options: { url: { type: 'string' } } });
  const text = await readFile(join(import.meta.dirname, '../../manifest.yml'), 'utf8');
  const manifest = z.record(z.string(), z.unknown()).parse(parse(text));
  process.stdout.write(
    values.url === undefined ? text : stringify(httpManifest(manifest, values.url)),
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitUsage;
}
