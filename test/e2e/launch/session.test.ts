import { describe, expect, test } from 'vitest';
import { ana, mlJobs, patience, setStage, wanda } from '../harness.ts';

describe.concurrent.each(['socket', 'http'] as const)('a session in %s mode', patience, (mode) => {
  test('a launch is told to its end, and a runaway is cancelled', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished, { mode });
    const bot = await stage.bot();

    await stage.launch('hello greeting=Servus');
    await stage.see({ kind: 'message', match: 'Succeeded: ran' });
    await stage.see({ match: 'Servus.*SUCCEEDED' });

    const runaway = await stage.launch('runaway');
    await stage.see({ match: `RUNNING.*${runaway}` });
    await stage.type('/job list');
    await stage.see({ kind: 'ephemeral', user: ana, match: `1 live job[\\s\\S]*${runaway}` });
    await stage.client.press({ user: wanda, channel: mlJobs, label: 'Cancel', handle: runaway });
    await stage.see({ kind: 'message', match: 'Cancelled: ran.*Asked for by @wanda' });
    await stage.see({ match: `CANCELLED.*${runaway}` });

    const { jobs } = await stage.client.vertexRecords();
    expect(jobs.map(({ state }) => state).sort()).toEqual(['CANCELLED', 'SUCCEEDED']);
    expect(await stage.roots()).toHaveLength(2);
    const { payloads } = await stage.client.slackRecords();
    expect(payloads.filter(({ acked }) => !acked)).toEqual([]);

    // google-auth-library got its token from the external_account endpoint, and no secret got into the log.
    const log = JSON.stringify(await stage.log());
    const { tokenCalls } = (await stage.client.vertex('GET', 'records')) as { tokenCalls: unknown };
    expect(tokenCalls).toBeGreaterThan(0);
    expect(log).not.toMatch(/xox[bp]-|xapp-|ya29\./);

    expect(await bot.stop()).toBe(0);
  });
});
