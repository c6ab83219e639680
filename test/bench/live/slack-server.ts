import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { controlAt, type Control } from '../../../app/sandbox/client/control.ts';

const started = z.object({
  url: z.string(),
  apiUrl: z.string(),
  botToken: z.string(),
  signingSecret: z.string(),
});

export type SlackServer = z.infer<typeof started> & {
  readonly control: Control;
  /** Posts a message as the bot. Resolves with its ts. */
  post(channel: string, text: string): Promise<string>;
  stop(): Promise<void>;
};

const posted = z.object({ ok: z.literal(true), ts: z.string() });

/** Starts the sandbox's Slack in another process, with so many channels besides its own. It limits nothing yet. */
export async function startSlack(botPort: number, channels: number): Promise<SlackServer> {
  const asked = JSON.stringify({ botPort, channels });
  const child = fork(join(import.meta.dirname, 'slack-process.ts'), [asked]);
  const exited = once(child, 'exit');
  const said: unknown = await Promise.race([
    once(child, 'message').then((given: unknown[]) => given[0]),
    exited.then(() => Promise.reject(new Error('The Slack server did not start.'))),
  ]);
  const its = started.parse(said);
  const control = controlAt(its.url);
  await control('POST', 'settings', { rates: { enabled: false } });
  return {
    ...its,
    control,
    async post(channel, text) {
      const response = await fetch(`${its.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${its.botToken}`,
          'content-type': 'application/json; charset=utf-8',
        },
        body: JSON.stringify({ channel, text }),
      });
      return posted.parse(await response.json()).ts;
    },
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
