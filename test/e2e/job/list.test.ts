import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, mlJobs } from '../workspace.ts';

test(
  'a list is turned page by page, in a channel and in a thread',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    await sandbox.bot();
    const handles: string[] = [];
    for (let index = 1; index <= 22; index++) {
      handles.unshift(await sandbox.launch(`hello greeting=g${index} steps=1000`));
    }
    /** The `ts` of each page's message. */
    const stamps: (string | undefined)[] = [];
    /** The handles on the newest page, in order. */
    const shown = async (match: string, since: number) => {
      const { text, ts } = await sandbox.see({ kind: 'ephemeral', user: ana, match, since });
      stamps.push(ts);
      const rows = text.split('\n').filter((line) => line.split(' | ').length > 4);
      return handles.filter((handle) => rows.some((row) => row.includes(handle)));
    };
    const last = () => sandbox.client.last();

    let since = await last();
    await sandbox.type('/job list 1h');
    expect(await shown('^22 jobs of this channel .*, 1–20:', since)).toEqual(handles.slice(0, 20));
    since = await last();
    await sandbox.press('Older');
    expect(await shown('^22 jobs .*, 21–22:', since)).toEqual(handles.slice(20));
    since = await last();
    await sandbox.press('Newer');
    expect(await shown('^22 jobs .*, 1–20:', since)).toEqual(handles.slice(0, 20));

    expect(new Set(stamps).size, 'pages in one place').toBe(1);

    const [newest = ''] = handles;
    since = await last();
    await sandbox.press('Pick a job…', { handle: newest });
    const status = await sandbox.see({ kind: 'ephemeral', user: ana, match: newest, since });
    expect(status.text).toContain('g22');

    const [oldest = ''] = handles.slice(-1);
    const { ts = '' } = await sandbox.see({ kind: 'message', match: `\`${oldest}\`` });
    since = await last();
    await sandbox.client.slack('POST', 'act/say', {
      user: ana,
      channel: mlJobs,
      text: '@vertexjobs list 1h <@U0ANA>',
      thread_ts: ts,
    });
    const inThread = await sandbox.see({
      kind: 'ephemeral',
      user: ana,
      match: '^22 jobs of @ana',
      since,
    });
    expect(inThread.thread).toBe(ts);
    since = await last();
    await sandbox.press('Older');
    expect(await shown('^22 jobs of @ana .*, 21–22:', since)).toEqual(handles.slice(20));
  },
);
