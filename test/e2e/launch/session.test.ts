import { describe, expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, mlJobs, wanda } from '../workspace.ts';

describe.concurrent.each(['socket', 'http'] as const)(
  'a session in %s mode',
  longTimeout,
  (mode) => {
    test('a launch is told to its end, and a runaway is cancelled', async ({ onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished, { mode });
      const bot = await sandbox.bot();

      await sandbox.launch('hello greeting=Servus');
      await sandbox.see({ kind: 'message', match: 'Succeeded after' });
      await sandbox.see({ match: 'Succeeded.*Servus' });

      const runaway = await sandbox.launch('runaway');
      await sandbox.see({ match: `Running.*${runaway}` });
      await sandbox.type('/job list');
      await sandbox.see({ kind: 'ephemeral', user: ana, match: `1 live job[\\s\\S]*${runaway}` });
      await sandbox.client.press({
        user: wanda,
        channel: mlJobs,
        label: 'Cancel',
        handle: runaway,
      });
      await sandbox.see({ kind: 'message', match: 'Cancelled after.*Asked for by @wanda' });
      await sandbox.see({ match: `Cancelled.*${runaway}` });

      const { jobs } = await sandbox.client.vertexRecords();
      expect(jobs.map(({ state }) => state).sort()).toEqual(['CANCELLED', 'SUCCEEDED']);
      expect(await sandbox.roots()).toHaveLength(2);
      const { payloads } = await sandbox.client.slackRecords();
      expect(payloads.filter(({ acked }) => !acked)).toEqual([]);

      // google-auth-library got its token from the external_account endpoint.
      const log = JSON.stringify(await sandbox.log());
      const { tokenCalls } = (await sandbox.client.vertex('GET', 'records')) as {
        tokenCalls: unknown;
      };
      expect(tokenCalls).toBeGreaterThan(0);
      expect(log).not.toMatch(/xox[bp]-|xapp-|ya29\./);

      expect(await bot.stop()).toBe(0);
    });
  },
);
