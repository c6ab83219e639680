import { describe, expect, test } from 'vitest';
import { longTimeout, shareSandbox } from '../harness.ts';
import { ana, bo, guest, hidden, research, wanda } from '../workspace.ts';
import { launchQueued } from '../story.ts';
import { until } from '../wait.ts';

describe('Home', longTimeout, () => {
  const shared = shareSandbox();

  test('is live: launched from, watched, and cancelled at', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    const seeHome = (match: string, user = ana) => sandbox.see({ kind: 'home', user, match });

    await client.openHome(ana);
    await seeHome('Nothing needs you\\.[^]*Nothing of yours is running\\.[^]*hello .*\\[Launch\\]');

    // From a template, at first into a channel that the bot isn't in.
    await client.vertex('POST', 'scenarios', {
      match: { displayName: 'Hi' },
      scenario: 'runaway',
    });
    expect(await client.pressHome({ user: ana, label: 'Launch', of: 'hello' })).toMatchObject({
      outcome: 'acked',
    });
    await sandbox.see({ kind: 'view', user: ana, match: 'Channel: ' });
    expect(await client.submit(ana, { greeting: 'Hi' })).toMatchObject({ sent: false });
    expect(await client.submit(ana, { greeting: 'Hi', channel: hidden })).toMatchObject({
      notice: expect.stringContaining('not in this channel') as string,
    });
    await client.submit(ana, { greeting: 'Hi', channel: research });
    await sandbox.see({
      kind: 'view',
      user: ana,
      match: 'Launching .*I’ll post it in #research',
    });
    await sandbox.see({ kind: 'message', channel: research, match: 'launched by @ana' });

    // Home follows the job, hers and another person's.
    const { text } = await seeHome('Your jobs\\n🟢 .*Hi[^\\n]* · Running');
    const handle = /`([a-z0-9]+)`\n[^\n]*#research/.exec(text)?.[1] ?? '';
    await client.openHome(bo);
    await seeHome(`The team’s jobs\\n🟢 \`${handle}\` .*Running.*@ana · #research`, bo);

    // Its log opens in a window, and a cancel is told in the job's thread.
    await client.pressHome({ user: ana, label: 'Logs', of: handle });
    await sandbox.see({
      kind: 'view',
      user: ana,
      match: `── Vertex Jobs ──\n(?!Reading)[^]*${handle}`,
    });
    await client.pressHome({ user: ana, label: 'Cancel', of: handle });
    await sandbox.see({ kind: 'view', user: ana, match: 'Cancel requested: ' });
    await sandbox.see({ kind: 'message', channel: research, match: '@ana asked to cancel' });
    await sandbox.see({ channel: research, match: `Cancelled.*${handle}` });
    await until('the job has left her Home', async () => {
      const { views } = await client.slackRecords();
      const shown = views.find(({ type, user }) => type === 'home' && user === ana);
      return JSON.stringify(shown?.spec).includes(handle) ? undefined : true;
    });
  });

  test('of a guest is a sentence', async () => {
    const sandbox = shared();
    await sandbox.client.openHome(guest);
    await sandbox.see({
      kind: 'home',
      user: guest,
      match: '^Guests of this workspace can’t use me',
    });
  });

  test('that could not be shown is shown at a next look', async () => {
    const sandbox = shared();
    const publish = { method: 'views.publish', args: wanda };
    await sandbox.slackFault(
      { kind: 'close-before', match: publish },
      { kind: 'record-then-close', match: publish },
      { kind: 'error', error: 'hash_conflict', match: publish },
    );
    await sandbox.client.openHome(wanda);
    await sandbox.see({ kind: 'home', user: wanda, match: 'Nothing needs you' });
    await launchQueued(sandbox, 'Later', { user: wanda });
    await sandbox.see({ kind: 'home', user: wanda, match: 'Your jobs\\n.*Later' });
    const { calls } = await sandbox.client.slackRecords();
    expect(calls.filter((call) => call['fault'] !== undefined)).toHaveLength(3);
  });
});
