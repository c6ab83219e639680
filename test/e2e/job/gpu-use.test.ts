import { describe, expect, test } from 'vitest';
import { longTimeout, shareSandbox } from '../harness.ts';
import { ana, bo } from '../workspace.ts';

describe('the use of GPUs', longTimeout, () => {
  const shared = shareSandbox();

  test('is on Home, and in the status of a job: of each replica, the least used first', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    // A point each millisecond: there are some as soon as it runs.
    await client.vertex('POST', 'metrics', { metricMinuteMs: 1 });
    const handle = await sandbox.launch('gpu-use use=one-of-eight-replicas-idle');
    await sandbox.see({ match: `Running.*${handle}` });
    await client.openHome(bo);
    await sandbox.see({
      kind: 'home',
      user: bo,
      match: `\`${handle}\`.* · GPU use \\d\\d% · [^]*GPU use: on average in the last hours, as of `,
    });
    const since = await client.last();
    await sandbox.type(`/job status ${handle}`);
    const { text } = await sandbox.see({
      kind: 'ephemeral',
      user: ana,
      match: 'Use of its GPUs',
      since,
    });
    expect(text).toMatch(/Use of its GPUs over the last .*: \d\d% on average as of /);
    expect(text).toMatch(/^workerpool1-6 +0% ▁$/m);
    expect(text).toMatch(/^workerpool\d-\d +\d\d% [▆▇]$/m);
    expect(text).toContain('These are the least used; 2 more are not shown.');
    const asked = await client.vertex('GET', 'records');
    expect(JSON.stringify(asked).match(/"call":"time-series"/g)).toHaveLength(1);
  });
});
