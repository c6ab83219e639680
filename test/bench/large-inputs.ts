// The inputs whose effect on the event loop is measured.

import { createHmac } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxClient } from '../../app/sandbox/client/client.ts';
import type { Servers } from '../../app/sandbox/servers.ts';

export type Bench = {
  readonly servers: Servers;
  readonly client: SandboxClient;
  readonly port: number;
  readonly templates: string;
};

export type Input = {
  readonly name: string;
  readonly send: (bench: Bench, length: number) => Promise<void>;
};

/** After this time the bot has answered or refused an input. */
export const settleMs = 1_500;
/** The bot doesn't read template files above a megabyte. */
const largeFile = 900_000;

export const ana = 'U0ANA';
export const channel = 'C0MLJOBS';

/** A template file with this field in its container. */
export const fileOf = (field: string): string => `description: says hello
jobSpec:
  workerPoolSpecs:
    - machineSpec: {machineType: n1-standard-4}
      replicaCount: 1
      containerSpec:
        imageUri: gcr.io/acme/train
        ${field}
`;

/** A signed request to the bot's Slack port. */
function signed(type: string, body: (length: number) => string) {
  return async ({ servers: { env } }: Bench, length: number): Promise<void> => {
    const text = body(length);
    const at = String(Math.floor(Date.now() / 1_000));
    const secret = env['SLACK_SIGNING_SECRET'] ?? '';
    const mac = createHmac('sha256', secret).update(`v0:${at}:${text}`).digest('hex');
    await post(env['PORT'], text, {
      'content-type': type,
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${mac}`,
    });
  };
}

/** The bot may refuse the request or cut it off. Only its effect on the event loop counts. */
async function post(
  port: string | undefined,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body, headers }).then(
    (answer) => answer.text(),
    () => '',
  );
}

/** A template file, and commands that read it. */
function file(name: string, text: (length: number) => string): Input {
  return {
    name: `a template file of ${name}`,
    async send({ templates, client }, length) {
      const path = join(templates, 'large.yaml');
      await writeFile(path, text(Math.min(length, largeFile)));
      await client.type(ana, channel, '/job template list');
      await client.type(ana, channel, '/job launch large dry-run');
      await sleep(settleMs);
      await rm(path);
    },
  };
}

const repeated = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const numbered = (length: number, line: (index: number) => string): string => {
  const lines: string[] = [];
  for (let size = 0; size < length; size += (lines.at(-1)?.length ?? 0) + 1) {
    lines.push(line(lines.length));
  }
  return lines.join('\n');
};

const form = 'application/x-www-form-urlencoded';
const command = (text: string): string =>
  new URLSearchParams({
    ...{ command: '/job', text, user_id: ana, team_id: 'T0SANDBOX', channel_id: channel },
    ...{ response_url: '', trigger_id: 'a' },
  }).toString();

/** An input from every side from which text reaches the process. */
export const inputs: readonly Input[] = [
  {
    name: 'an unsigned body',
    send: ({ servers }, length) => post(servers.env['PORT'], repeated('a', length), {}),
  },
  { name: 'a signed body that is no form', send: signed(form, (length) => repeated('%', length)) },
  {
    name: 'a signed form of many fields',
    send: signed(form, (length) => repeated('a=b&', length)),
  },
  {
    name: 'signed JSON, nested',
    send: signed('application/json', (length) => `{"type":${repeated('[', length)}`),
  },
  {
    name: 'an event with a long text',
    send: signed('application/json', (length) =>
      JSON.stringify({
        type: 'event_callback',
        event: {
          type: 'app_mention',
          user: ana,
          channel,
          ts: '1.2',
          text: repeated('<@U0 ', length),
        },
      }),
    ),
  },
  ...['a', ' a', '“', '{{a', 'token=', '<https:a|'].map((piece) => ({
    name: `a command of ${JSON.stringify(piece)}`,
    send: signed(form, (length) => command(`launch hello x=${repeated(piece, length)}`)),
  })),
  file('keys', (length) => numbered(length, (index) => `k${index}: 1`)),
  file('newlines', (length) => repeated('\n', length)),
  file('comments', (length) => numbered(length, (index) => `# token ${index}`)),
  file('anchors', (length) => `a: [${repeated('&a a,', length)}]`),
  file('tags', (length) => `a: [${repeated('!!str a,', length)}]`),
  file('nested lists', (length) => repeated('[', length)),
  file('arguments', (length) => fileOf(`args: [${repeated('abc-def, ', length)}]`)),
  file('secrets', (length) =>
    fileOf(
      `args: [${numbered(length / 2, (n) => `--password=hunter2${n},`).replaceAll('\n', ' ')}]`,
    ),
  ),
  {
    name: 'a job’s error and its name',
    async send({ client }, length) {
      await client.type(ana, channel, '/job launch hello');
      await sleep(settleMs);
      const job = (await client.vertexRecords()).jobs.at(-1);
      if (job === undefined) throw new Error('Nothing was launched.');
      const message = repeated('Quota exceeded token= ', length);
      await client.vertex('POST', `jobs/${job.id}/state`, {
        state: 'FAILED',
        error: { code: 8, message },
      });
      await client.type(ana, channel, '/job list failed');
    },
  },
];
