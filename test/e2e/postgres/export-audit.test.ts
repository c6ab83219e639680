// `npm run audit -- export` from a server, which needs no bot for it. Needs a server: TEST_POSTGRES_URL.

import { describe, expect, test } from 'vitest';
import { servers } from '../../store/databases.ts';
import { exportFrom, rowsIn } from '../export-audit.ts';
import { longTimeout } from '../harness.ts';
import { ana } from '../workspace.ts';
import { startPair } from './pair.ts';

describe.skipIf(servers.length === 0)('an export from a server', longTimeout, () => {
  test('is the same while the bot runs and after it stopped', async ({ onTestFinished }) => {
    const { sandbox, first, second, databaseUrl } = await startPair(onTestFinished);
    await sandbox.type('/job channel quiet', { user: ana });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'quiet' });
    const running = await exportFrom(databaseUrl, '--since', '1d');
    expect(running).toMatchObject({ code: 0, errors: '' });
    expect(rowsIn(running.out)).toMatchObject([{ actor: ana, verb: 'channel' }]);
    expect(await Promise.all([first.stop(), second.stop()])).toEqual([0, 0]);
    expect(await exportFrom(databaseUrl, '--since', '1d')).toEqual(running);
  });

  test('says in a sentence without the password that there is no server', async () => {
    const { code, out, errors } = await exportFrom(
      'postgres://bot:hunter2@127.0.0.1:9/jobs',
      ...['--since', '1d'],
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toMatch(/^[A-Z][^\n]+\.\n$/);
    expect(errors).not.toContain('hunter2');
  });
});
