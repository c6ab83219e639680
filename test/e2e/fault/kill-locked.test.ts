// Killed with an accepted launch of which nothing was sent, and locked before the next one starts: nothing is sent.

import { expect, test } from 'vitest';
import { killBetweenTries, nobodyListens, onDatabase } from '../database.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { auditOf, expectNothingTwice, expectStory } from '../story.ts';
import { wanda } from '../workspace.ts';

/** As another replica sets it. */
const setLock = `insert into locks (number, scope, reason, by_user, channel, at)
  values (1, '{"kind":"all"}', 'the data moves', '${wanda}', 'C0MLJOBS', 0);
  update lock_turns set last = 1`;

test(
  'a bot killed between accepting a launch and sending it sends nothing that was locked meanwhile',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const first = await sandbox.bot(nobodyListens);
    const handle = await sandbox.launch('hello');
    await sandbox.see({ match: `${handle}[^]*Not sent yet` });
    await killBetweenTries(sandbox, first);
    onDatabase(sandbox, (database) => database.exec(setLock));

    const next = await sandbox.bot();
    await sandbox.see({ kind: 'message', match: 'A lock came first.*the data moves' });
    await expectStory(sandbox, handle, 'locked');
    await sandbox.see({ match: `🔒.*Locked.*${handle}` });
    expect(await sandbox.jobs()).toEqual([]);

    await sandbox.type('/job launch hello');
    await sandbox.see({ kind: 'ephemeral', match: 'all launches are locked by @wanda: .*moves' });
    await sandbox.type('/job unlock 1', { user: wanda });
    await sandbox.see({ kind: 'message', match: '@wanda took off lock 1' });
    await sandbox.type(`/job rerun ${handle}`);
    await sandbox.see({ kind: 'message', match: '^Launched by ' });
    expect(await sandbox.jobs()).toHaveLength(1);
    await sandbox.type('/job lock all until=2h the budget is used up', { user: wanda });
    await sandbox.see({
      kind: 'message',
      match: 'Lock 2: all launches are locked by @wanda until .*the budget is used up',
    });
    await expectNothingTwice(sandbox);
    expect(await next.stop()).toBe(0);
    expect(auditOf(sandbox)).toEqual([
      expect.stringMatching(/^launch U0ANA: refused: locked /),
      expect.stringMatching(/^launch U0ANA: refused: locked /),
      expect.stringMatching(/^unlock U0WANDA: taken off/),
      expect.stringMatching(/^launch U0ANA: created /),
      expect.stringMatching(/^lock U0WANDA: set as lock 2/),
    ]);
  },
);
