// A guard that two replicas look at: two warnings, one cancel, each told once; also if one of them dies over it.
// Needs a server: TEST_POSTGRES_URL.

import { describe, expect, test } from 'vitest';
import { servers } from '../../store/databases.ts';
import { cancelledByGuard, guardedBySeconds } from '../guard.ts';
import { longTimeout } from '../harness.ts';
import { expectNothingTwice, expectStory, seeEnd } from '../story.ts';
import { startPair } from './pair.ts';

describe.skipIf(servers.length === 0)('a guard', longTimeout, () => {
  test.for([
    ['of two replicas cancels once', false],
    ['goes on where a dead replica left it', true],
  ] as const)('%s', async ([, dies], { onTestFinished }) => {
    const { sandbox, first } = await startPair(onTestFinished, { env: guardedBySeconds() });
    const handle = await sandbox.launch('runaway');
    await sandbox.see({ kind: 'message', match: 'At the limit I warn once more' });
    if (dies) await sandbox.kill(first);
    await seeEnd(sandbox, handle, 'Cancelled after ');
    await expectStory(sandbox, handle, cancelledByGuard);
    const { requests } = await sandbox.client.vertexRecords();
    expect(requests.filter(({ call }) => call === 'cancel').length).toBeGreaterThan(0);
    expect((await sandbox.jobs()).map(({ state }) => state)).toEqual(['CANCELLED']);
    await expectNothingTwice(sandbox);
  });

  test('that a person extends at one replica cancels at none', async ({ onTestFinished }) => {
    const { sandbox } = await startPair(onTestFinished, { env: guardedBySeconds() });
    const handle = await sandbox.launch('runaway');
    await sandbox.see({ kind: 'message', match: 'I cancel it 3 s from now' });
    await sandbox.press('Extend 1h');
    await sandbox.see({ kind: 'message', match: '@ana lets it run 1 h longer' });
    // Another job, whose guard cancels it meanwhile: had that been done to the first, it would show.
    const other = await sandbox.launch('gpu-use');
    await seeEnd(sandbox, other, 'Cancelled after ');
    await expectStory(sandbox, handle, 'launched PENDING? RUNNING warned warned extended');
    await expectStory(sandbox, other, cancelledByGuard);
  });
});
