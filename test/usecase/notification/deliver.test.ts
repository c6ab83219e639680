import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createHarness, settings, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const move = async (state: string): Promise<void> => {
  bot.skip(1);
  bot.set(bot.job().key.id, { state, ...(state === 'SUCCEEDED' ? { endTime: bot.now() } : {}) });
  await bot.poll();
};
const inDoubt = { kind: 'in-doubt', why: 'timeout' } as const;

describe('a post with an unknown effect', () => {
  test.each(['root', 'reply'])('that did arrive (%s) is found, not repeated', async (what) => {
    if (what === 'reply') {
      await bot.launch();
      await bot.launches();
      await bot.threads();
    }
    bot.faults.push({ outcome: inDoubt, recorded: true });
    if (what === 'root') await bot.launch();
    await bot.wait(settings.leaseMs + 10_000);
    expect(bot.roots()).toHaveLength(1);
    expect(bot.told()).toEqual(['launched']);
  });

  test('that did not arrive is sent again, not before it could have', async () => {
    bot.faults.push({ outcome: inDoubt, recorded: false });
    await bot.launch();
    await bot.wait(settings.leaseMs - 5_000);
    expect(bot.posts).toHaveLength(0);
    await bot.wait(10_000);
    expect(bot.roots()).toHaveLength(1);
    expect(bot.told()).toEqual(['launched']);
  });

  test('is sent again even when looking for it takes nearly the whole lease each time', async () => {
    bot.faults.push({ outcome: inDoubt, recorded: false });
    await bot.launch();
    bot.slackScript.duringFind = () => {
      bot.skip(settings.leaseMs - 1_000);
      return Promise.resolve();
    };
    await bot.wait(settings.leaseMs + 1_000);
    expect(bot.roots()).toHaveLength(1);
  });

  test('a 429 that posted is found after Retry-After', async () => {
    bot.faults.push({ outcome: { ...inDoubt, retryAfterMs: 5_000 }, recorded: true });
    await bot.launch();
    await bot.wait(10_000);
    expect(bot.roots()).toHaveLength(1);
    expect(bot.told()).toEqual(['launched']);
  });

  test('to a channel that can’t be read back is repeated and says so', async () => {
    bot.slackScript.find = { kind: 'unreadable', why: 'missing_scope' };
    bot.faults.push({ outcome: inDoubt, recorded: true });
    await bot.type('launch hello');
    await bot.wait(settings.leaseMs + 5_000);
    expect(bot.roots().map(({ possiblyRepeated }) => possiblyRepeated)).toEqual([false, true]);
    expect(bot.told()).toEqual(['launched']);
    // The card has been edited since, and says so still.
    expect(bot.edits).not.toEqual([]);
  });

  test.each([
    { kind: 'channel-refused', why: 'not_in_channel' },
    { kind: 'not-sent', why: 'ECONNREFUSED' },
    { kind: 'app-refused', why: 'no_permission' },
  ] as const)(
    'is looked for when that is possible again, although its repetition was not taken ($kind)',
    async (outcome) => {
      bot.faults.push({ outcome: inDoubt, recorded: true }, { outcome, recorded: false });
      bot.slackScript.find = { kind: 'unreadable', why: 'not_in_channel' };
      await bot.launch();
      await bot.wait(settings.leaseMs + 1_000);
      expect(bot.roots()).toHaveLength(1);
      bot.slackScript.find = undefined;
      await bot.interactions.channelOpened('C0JOBS');
      await bot.wait(60_000);
      expect(bot.roots()).toHaveLength(1);
      expect(bot.told()).toEqual(['launched']);
    },
  );
});

describe('a kill', () => {
  test.each([true, false])(
    'between send and settle (arrived: %s) loses and repeats nothing',
    async (recorded) => {
      await bot.launch();
      await bot.wait(3_000);
      bot.faults.push({ outcome: 'crash', recorded });
      await move('RUNNING');
      await bot.wait(settings.leaseMs + 5_000);
      expect(bot.told()).toEqual(['launched', 'state:RUNNING']);
    },
  );

  test('while the root is posted makes no second root', async () => {
    bot.faults.push({ outcome: 'crash', recorded: true });
    await bot.launch();
    await bot.wait(settings.leaseMs + 5_000);
    expect(bot.roots()).toHaveLength(1);
  });

  test('keeps what was told meanwhile behind what is in doubt', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.faults.push({ outcome: 'crash', recorded: false });
    await move('RUNNING');
    await move('SUCCEEDED');
    await bot.wait(settings.leaseMs + 10_000);
    expect(bot.told()).toEqual(['launched', 'state:RUNNING', 'state:SUCCEEDED']);
    // The same set goes out again: what came since would not be found by its id.
    expect(bot.posts.slice(-2).map(({ kinds }) => kinds)).toEqual([
      ['state:RUNNING'],
      ['state:SUCCEEDED'],
    ]);
  });
});

describe('Slack', () => {
  test('down for long and back: everything once, in order, in few replies', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.faults.push(
      ...Array.from({ length: 8 }, () => ({
        outcome: { kind: 'not-sent', why: 'ECONNREFUSED' } as const,
        recorded: false,
      })),
    );
    for (const state of ['RUNNING', 'PENDING', 'RUNNING', 'SUCCEEDED']) await move(state);
    await bot.wait(600_000);
    expect(bot.told()).toEqual([
      'launched',
      'state:RUNNING',
      'state:PENDING',
      'state:RUNNING',
      'state:SUCCEEDED',
    ]);
    expect(bot.posts.length).toBeLessThan(6);
    expect(bot.edits.at(-1)).toBe('SUCCEEDED');
  });

  test('refusing the app holds everything and parks nothing', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.faults.push({ outcome: { kind: 'app-refused', why: 'token_revoked' }, recorded: false });
    await move('RUNNING');
    expect(bot.direct).toEqual([]);
    await bot.wait(60_000);
    expect(bot.told()).toEqual(['launched', 'state:RUNNING']);
  });

  test('refusing the channel parks the thread, tells the requester once and catches up when it is opened', async () => {
    await bot.launch();
    await bot.wait(3_000);
    const refused = {
      outcome: { kind: 'channel-refused', why: 'is_archived' } as const,
      recorded: false,
    };
    bot.faults.push(refused, refused);
    await move('RUNNING');
    await move('SUCCEEDED');
    await bot.wait(5_000);
    expect(bot.direct).toEqual(['U0ANA']);
    bot.faults.splice(0);
    await bot.interactions.channelOpened('C0JOBS');
    await bot.wait(10_000);
    expect(bot.posts.at(-1)?.kinds).toEqual(['state:RUNNING', 'state:SUCCEEDED']);
    expect(bot.edits.at(-1)).toBe('SUCCEEDED');
  });

  test('refusing the channel for long tells the requester once', async () => {
    await bot.launch();
    await bot.wait(3_000);
    const outcome = { kind: 'channel-refused', why: 'is_archived' } as const;
    bot.faults.push(...Array.from({ length: 4 }, () => ({ outcome, recorded: false })));
    await move('RUNNING');
    for (let i = 0; i < 3; i++) {
      bot.skip(10 * 60_000);
      await bot.runUntilIdle();
    }
    expect(bot.faults).toEqual([]);
    expect(bot.direct).toEqual(['U0ANA']);
  });

  test('a deleted root is replaced once, and the thread goes on there', async () => {
    await bot.launch();
    await bot.wait(3_000);
    bot.faults.push({ outcome: { kind: 'root-gone' }, recorded: false });
    await move('RUNNING');
    await bot.wait(5_000);
    expect(bot.roots()).toHaveLength(2);
    expect(bot.posts.at(-1)).toMatchObject({
      kinds: ['state:RUNNING'],
      rootTs: bot.roots()[1]?.ts,
    });
    bot.faults.push({ outcome: { kind: 'root-gone' }, recorded: false });
    await move('SUCCEEDED');
    await bot.wait(5_000);
    expect(bot.roots()).toHaveLength(2);
    expect(bot.direct).toEqual(['U0ANA']);
  });

  test('an edit in doubt is shown once more when it can no longer land', async () => {
    await bot.launch();
    await bot.wait(5_000);
    const before = bot.edits.length;
    await bot.wait(10_000);
    expect(bot.edits).toHaveLength(before); // nothing changes, nothing is edited
    bot.faults.push(
      { outcome: { kind: 'accepted', ts: 'x' }, recorded: true },
      { outcome: inDoubt, recorded: true },
    );
    await move('RUNNING');
    await bot.wait(settings.leaseMs - 5_000);
    expect(bot.edits.slice(before)).toEqual(['RUNNING']);
    await bot.wait(15_000);
    expect(bot.edits.slice(before)).toEqual(['RUNNING', 'RUNNING']);
  });

  test('gets one post a second for a channel', async () => {
    for (let i = 0; i < 5; i++) await bot.launch(`launch hello steps=${i + 1}`);
    await bot.runUntilIdle();
    expect(bot.posts).toHaveLength(1);
    await bot.wait(2_000);
    expect(bot.posts).toHaveLength(3);
  });
});

describe('a wait that Slack asks for', () => {
  const retryAfterMs = 30_000;

  test.each([
    { kind: 'not-sent', why: 'some_new_error', retryAfterMs },
    { kind: 'in-doubt', why: 'ratelimited', retryAfterMs },
  ] as const)('is waited before the same is sent again ($kind)', async (outcome) => {
    bot.faults.push({ outcome, recorded: false });
    await bot.launch();
    await bot.wait(retryAfterMs - 1_000);
    expect(bot.posts).toHaveLength(0);
    await bot.wait(5_000);
    expect(bot.roots()).toHaveLength(1);
  });

  test('is waited by the whole channel', async () => {
    const outcome = { kind: 'in-doubt', why: 'ratelimited', retryAfterMs } as const;
    bot.faults.push({ outcome, recorded: false });
    await bot.launch();
    await bot.launch('launch hello steps=4');
    await bot.wait(retryAfterMs - 1_000);
    expect(bot.posts).toHaveLength(0);
    await bot.wait(5_000);
    expect(bot.roots()).toHaveLength(2);
  });

  test('is waited before a message is looked for again', async () => {
    bot.faults.push({ outcome: inDoubt, recorded: true });
    await bot.launch();
    await bot.wait(settings.leaseMs - 5_000);
    let looks = 0;
    bot.slackScript.find = { kind: 'unclear', why: 'ratelimited', retryAfterMs };
    const count = (): Promise<void> => {
      looks++;
      bot.slackScript.duringFind = count;
      return Promise.resolve();
    };
    bot.slackScript.duringFind = count;
    await bot.wait(5_000 + retryAfterMs - 1_000);
    expect(looks).toBe(1);
    bot.slackScript.find = undefined;
    await bot.wait(5_000);
    expect(looks).toBe(2);
    expect(bot.roots()).toHaveLength(1);
  });

  test('of an app that is refused holds every channel', async () => {
    bot.faults.push({ outcome: { kind: 'app-refused', why: 'token_revoked' }, recorded: false });
    await bot.launch();
    await bot.type('launch hello steps=4', 'U0ANA', 'elsewhere', 'C0OTHER');
    await bot.wait(5_000);
    expect(bot.posts).toHaveLength(0);
    await bot.wait(10_000);
    expect(bot.roots()).toHaveLength(2);
  });
});

describe('a sender that was slow', () => {
  test('sends nothing with less than one time limit left on its lease', async () => {
    await bot.launch();
    await bot.launch('launch hello steps=4');
    await bot.launches();
    bot.slackScript.duringPost = () => {
      bot.skip(settings.leaseMs - settings.slackTimeoutMs + 1_000);
      return Promise.resolve();
    };
    // Both were claimed together, and the first took nearly all their time.
    await bot.threads();
    expect(bot.posts).toHaveLength(1);
    await bot.wait(settings.leaseMs);
    expect(bot.roots()).toHaveLength(2);
  });
});

describe('a sender that was paused while its lease ran out', () => {
  /** Another takes over and sends, while the first is asleep in the middle of its post. */
  const overtake = async (): Promise<void> => {
    bot.skip(settings.leaseMs + 1_000);
    await bot.threads();
  };

  test.each([false, true])(
    'takes its own card away when it wakes (answer lost: %s)',
    async (lost) => {
      if (lost) {
        // The first to answer is the one that took over.
        bot.faults.push({ outcome: { kind: 'accepted', ts: '1.0' }, recorded: true });
        bot.faults.push({ outcome: inDoubt, recorded: true });
      }
      bot.slackScript.duringPost = overtake;
      await bot.launch();
      await bot.runUntilIdle();
      await bot.wait(5_000);
      expect(bot.roots()).toHaveLength(1);
      expect(bot.told()).toEqual(['launched']);
      const [root] = bot.roots();
      const [thread] = await bot.store.transaction((tx) => tx.threads.claimDue(1, 1));
      expect(thread).toBeUndefined();
      expect(bot.posts.filter(({ rootTs }) => rootTs === root?.ts)).toHaveLength(1);
    },
  );

  test('takes its own card away although the database is full when it wakes', async () => {
    bot.slackScript.duringPost = async () => {
      await overtake();
      vi.spyOn(bot.store, 'transaction')
        .mockRejectedValueOnce(new Error('too many clients'))
        .mockRejectedValueOnce(new Error('too many clients'));
    };
    await bot.launch();
    await bot.runUntilIdle();
    await bot.wait(5_000);
    expect(bot.roots()).toHaveLength(1);
    expect(bot.told()).toEqual(['launched']);
  });

  test('takes its own card away although Slack does not answer at first', async () => {
    bot.slackScript.duringPost = overtake;
    bot.slackScript.failedWithdrawals = 2;
    await bot.launch();
    await bot.runUntilIdle();
    await bot.wait(5_000);
    expect(bot.roots()).toHaveLength(1);
  });

  test('leaves no older card over the newer one that was shown meanwhile', async () => {
    await bot.launch();
    await bot.runUntilIdle();
    await bot.wait(5_000);
    bot.slackScript.duringEdit = async () => {
      await move('SUCCEEDED');
      await overtake();
      await bot.wait(5_000);
    };
    await move('RUNNING');
    await bot.wait(5_000);
    expect(bot.slackScript.duringEdit).toBeUndefined();
    expect(bot.edits).toContain('RUNNING');
    expect(bot.edits.lastIndexOf('SUCCEEDED')).toBeGreaterThan(bot.edits.lastIndexOf('RUNNING'));
  });

  test('takes its own reply away when it wakes', async () => {
    await bot.launch();
    await bot.runUntilIdle();
    expect(bot.roots()).toHaveLength(1);
    bot.slackScript.duringPost = overtake;
    await bot.wait(5_000);
    await bot.runUntilIdle();
    expect(bot.told()).toEqual(['launched']);
  });
});
