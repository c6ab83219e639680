import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSandboxClient } from '../../app/sandbox/client/client.ts';
import { greeting, runLine, type Place } from '../../app/sandbox/prompt-commands.ts';
import { startSocketApp } from './slack/bolt-app.ts';
import { start } from './slack/harness.ts';

const place = (): Place => ({ user: '@ana', channel: '#ml-jobs' });

/** A prompt at a Slack server of its own, whose app says what it heard. */
async function startPrompt() {
  const slack = await start();
  const heard: string[] = [];
  await startSocketApp(slack, (app) => {
    app.event('app_mention', ({ event }) => {
      heard.push(`${event.thread_ts ?? 'no thread'} ${event.text}`);
      return Promise.resolve();
    });
    app.action('cancel', async ({ ack }) => {
      heard.push('cancel');
      await ack();
    });
  });
  const said: string[] = [];
  const client = createSandboxClient(slack.server.url, slack.server.url);
  const session = { client, place: place(), say: (text: string) => void said.push(text) };
  return { slack, heard, said, type: (line: string) => runLine(session, line) };
}

const card = (handle: string) => ({
  text: `*hello* \`${handle}\``,
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: `*hello* \`${handle}\`` } },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'cancel',
          value: `${handle}:1`,
          text: { type: 'plain_text', text: 'Cancel' },
        },
      ],
    },
  ],
});

it('the greeting launches templates that there are', () => {
  const named = [...greeting.matchAll(/(?:launch|pick|Launch) ([a-z]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(3);
  const folder = join(import.meta.dirname, '../../app/sandbox/templates');
  expect(named.filter((name) => !existsSync(join(folder, `${name ?? ''}.yaml`)))).toEqual([]);
});

it('a press waits for its button, as lines that are pasted come before the answers', async () => {
  const { slack, heard, type } = await startPrompt();
  const pressed = type('press Cancel a3f9');
  await slack.post(card('a3f9'));
  await pressed;
  expect(heard).toEqual(['cancel']);
});

it('a reply goes into the thread of the job that it names', async () => {
  const { slack, heard, type } = await startPrompt();
  const ts = await slack.post(card('a3f9'));
  await slack.post(card('b2k7'));
  await type('reply a3f9 @Test Bot cancel');
  await expect.poll(() => heard).toEqual([expect.stringMatching(`^${ts} <@U\\w+> cancel$`)]);
  await expect(type('reply zzzz hello')).rejects.toThrow('There is no card of zzzz in #ml-jobs.');
});
