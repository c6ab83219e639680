import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana } from '../workspace.ts';

test(
  'what burns is shown to the one who asks, and on /metrics without whose it is',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const handle = await sandbox.launch('runaway');
    await sandbox.see({ kind: 'message', match: 'Running after' });
    const since = await sandbox.client.last();
    await sandbox.type('/job top');
    const { text } = await sandbox.see({
      kind: 'ephemeral',
      user: ana,
      match: '^\\*?Burning now',
      since,
    });
    expect(text).toMatch(/≈ \$\d+\.\d\d\/h at list price for 1 job\./);
    expect(text).toContain(handle);
    const metrics = await (await fetch(`http://127.0.0.1:${await bot.metrics}/metrics`)).text();
    expect(metrics).toMatch(/^vertex_job_bot_template_live_jobs\{[^}]*template="runaway"\} 1$/m);
    expect(metrics).toMatch(
      /^vertex_job_bot_template_usd_per_hour\{[^}]*template="runaway"\} \d\.\d+$/m,
    );
    expect(metrics).not.toContain(ana);
  },
);

test(
  'a slash command may name somebody, since Slack writes who that is',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    await sandbox.bot();
    await sandbox.launch('runaway');
    await sandbox.see({ kind: 'message', match: 'Running after' });
    for (const [typed, match] of [
      ['/job top @ana', '^\\*?Burning now\\*?, jobs of'],
      ['/job cancel by=@ana', '^Cancel \\*?1 job\\*? in this channel, launched by'],
    ] as const) {
      const since = await sandbox.client.last();
      await sandbox.type(typed);
      await sandbox.see({ kind: 'ephemeral', user: ana, match, since });
    }
  },
);
