import { expect, it, onTestFinished } from 'vitest';
import { createSandboxClient } from '../../app/sandbox/client/client.ts';
import { showFeed } from '../../app/sandbox/prompt-feed.ts';
import type { Place } from '../../app/sandbox/prompt-commands.ts';
import { ana, mlJobs, start } from './slack/harness.ts';

/** What @ana sees at the prompt, from now on. */
async function startFeed() {
  const slack = await start();
  const place: Place = { user: '@ana', channel: '#ml-jobs' };
  const seen: string[] = [];
  const closing = new AbortController();
  const client = createSandboxClient(slack.server.url, slack.server.url);
  // Ends when the server does.
  void showFeed(client, place, closing.signal, (text) => seen.push(text));
  onTestFinished(() => {
    closing.abort();
  });
  return { slack, place, seen };
}

it('shows of an edited card its first line, and an edited reply whole', async () => {
  const { slack, seen } = await startFeed();
  const ts = await slack.post({ text: 'hello\nby @ana' });
  const reply = await slack.post({ text: 'failed', thread_ts: ts });
  await slack.call('chat.update', { channel: mlJobs, ts, text: 'goodbye\nby @ana' });
  await slack.call('chat.update', { channel: mlJobs, ts: reply, text: 'failed\nKilled' });
  await expect.poll(() => seen).toHaveLength(4);
  expect(seen[2]).toBe('  ✎ goodbye');
  expect(seen[3]).toMatch(/^ {4}│ ✎ @\w+ in a thread\n {4}│ {3}failed\n {4}│ {3}Killed$/);
});

it('shows Home once for each time that somebody asks', async () => {
  const { slack, place, seen } = await startFeed();
  const publish = (text: string) =>
    slack.call('views.publish', {
      user_id: ana,
      view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] },
    });
  place.wantsHome = true;
  for (const text of ['one', 'two']) await publish(text);
  await slack.post({ text: 'the end' });
  await expect.poll(() => seen).toHaveLength(2);
  expect(seen.join('\n')).toMatch(/one[^]*the end/);
});
