import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, mlJobs } from '../workspace.ts';

test(
  'the audit is turned page by page, and narrowed in a mention',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    await sandbox.bot();
    const handle = await sandbox.launch('hello steps=1000');
    const last = () => sandbox.client.last();
    for (let index = 1; index <= 10; index++) {
      const since = await last();
      await sandbox.type(`/job lock all number ${index}`);
      await sandbox.see({ kind: 'ephemeral', user: ana, match: 'lock', since });
    }

    /** The `ts` of each page's message. */
    const stamps: (string | undefined)[] = [];
    const page = async (match: string, since: number) => {
      const { text, ts } = await sandbox.see({ kind: 'ephemeral', user: ana, match, since });
      stamps.push(ts);
      expect(text).toContain('Only what you did');
      return text;
    };
    let since = await last();
    await sandbox.type('/job audit 1h');
    const newest = await page('On record', since);
    expect(newest.match(/@ana/g)).toHaveLength(10);
    expect(newest).not.toContain(handle);
    since = await last();
    await sandbox.press('Older');
    const older = await page('older page', since);
    expect(older.match(/@ana/g)).toHaveLength(1);
    expect(older).toContain(handle);
    since = await last();
    await sandbox.press('Newer');
    expect((await page('newest first', since)).match(/@ana/g)).toHaveLength(10);
    expect(new Set(stamps).size, 'pages in one place').toBe(1);

    since = await last();
    const text = `@vertexjobs audit ${handle} <@U0ANA>`;
    await sandbox.client.slack('POST', 'act/say', { user: ana, channel: mlJobs, text });
    const one = await page(`by @ana about \`${handle}\``, since);
    expect(one).toContain('launch');
  },
);
