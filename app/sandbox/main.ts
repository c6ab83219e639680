// `npm run sandbox`: a Slack workspace, a Vertex AI and the bot at work between them, all on this machine.

import { parseArgs } from 'node:util';
import { runDemo } from './demo.ts';
import { runPrompt } from './prompt.ts';
import { startSandbox } from './sandbox.ts';
import { serve } from './serve.ts';

const usage = `npm run sandbox                        the bot at work, and a prompt to type commands at
npm run sandbox -- --demo              runs a scripted session, in under a minute
npm run sandbox -- --servers [--http]  only the two servers, for a bot of your own (--http: signed HTTP)
`;
/** sysexits.h EX_USAGE. */
const exitUsage = 64;
/** In the demo, jobs run this many times faster. */
const demoSpeed = 2;

type Mode = 'prompt' | 'demo' | 'servers' | 'help';
type Asked = { readonly mode: Mode; readonly http: boolean };

/** Reads the command line. @throws an error with a message for the user when the flags don't go together */
function readFlags(): Asked {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { demo: flag, servers: flag, http: flag, help: { ...flag, short: 'h' } },
  });
  const { demo, servers, http, help } = values;
  if (help) return { mode: 'help', http };
  if (http && !servers) throw new Error('--http goes with --servers.');
  if (demo && servers) throw new Error('Choose one of --demo and --servers.');
  return { mode: servers ? 'servers' : demo ? 'demo' : 'prompt', http };
}

async function run({ mode, http }: Asked): Promise<number> {
  switch (mode) {
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'servers':
      return serve(http ? 'http' : 'socket');
    case 'demo':
      return runDemo(await startSandbox(demoSpeed));
    case 'prompt':
      return runPrompt(await startSandbox(1));
  }
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

let asked: Asked | undefined;
try {
  asked = readFlags();
} catch (error) {
  process.stderr.write(`${explain(error)}\n\n${usage}`);
  process.exitCode = exitUsage;
}
if (asked !== undefined) {
  try {
    process.exitCode = await run(asked);
  } catch (error) {
    process.stderr.write(`The sandbox did not start: ${explain(error)}\n`);
    process.exitCode = 1;
  }
}
