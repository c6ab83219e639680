// A job that has expired: what is said of it, and that nothing of it happens again.

import { beforeEach, describe, expect, test } from 'vitest';
import { createWatchHarness, vision, type WatchHarness } from '../watch/watch-harness.ts';
import { expireAll } from '../../store/expire-all.ts';
import { requester } from '../harness.ts';

const day = 86_400_000;

let bot: WatchHarness;
beforeEach(async () => {
  bot = await createWatchHarness();
});

/** Lets so many days go by, and expires what is old by then. */
async function expire(days = 181): Promise<void> {
  await bot.wait(60_000);
  bot.skip(days * day);
  await bot.runUntilIdle();
  await expireAll(bot.store, (ms) => {
    bot.skip(ms);
  });
}

const kept = () => bot.store.transaction(async (tx) => (await tx.expiry.sizes()).launches.count);
const expired = { kind: 'problem', problems: [{ kind: 'job-expired' }] };

/** The answer to a command, whether it comes with the ack or later. */
const ask = (text: string, userId = 'U0ANA', channel = requester.channel) =>
  bot.decided(
    bot.interactions.command(
      { key: `command:${text}:${userId}`, requester: { ...requester, userId, channel } },
      '/job',
      text,
    ),
  );

/** Launches, and the job ends. */
async function launchAndEnd(text = 'launch hello', key = 'k1'): Promise<string> {
  await bot.type(text, 'U0ANA', key);
  await bot.wait(5_000);
  bot.set(bot.job(-1).key.id, { state: 'SUCCEEDED', endTime: bot.now() });
  await bot.tick();
  const launch = await bot.store.transaction((tx) => tx.launches.byRequestKey(`command:${key}`));
  return launch?.handle ?? '';
}

test('a request that arrives once more launches nothing', async () => {
  await launchAndEnd();
  await expire();
  expect(await kept()).toBe(0);
  expect(await bot.ask('launch hello', 'U0ANA', 'k1')).toMatchObject(expired);
  await bot.wait(60_000);
  expect(bot.creates).toHaveLength(1);
  expect(await kept()).toBe(0);
});

test('a re-run button that was used launches nothing once what it launched has expired', async () => {
  const handle = await launchAndEnd();
  const rerun = () =>
    bot.decided(bot.interactions.press({ key: 'button:t1', requester }, { verb: 'rerun', handle }));
  await rerun();
  await bot.wait(60_000);
  expect(bot.creates).toHaveLength(2);
  bot.set(bot.job(-1).key.id, { state: 'SUCCEEDED', endTime: bot.now() });
  await bot.tick();
  await expire();
  expect(await rerun()).toMatchObject(expired);
  await bot.wait(60_000);
  expect(bot.creates).toHaveLength(2);
});

test('a launch that waited to be confirmed isn’t confirmed any more', async () => {
  await bot.launch('launch hello steps=5');
  await bot.wait(2_000);
  const asked = await bot.type('launch hello steps=5', 'U0BO', 'k9');
  if (asked?.kind !== 'launch-needs-confirmation') throw new Error('not asked');
  await expire();
  const answer = await bot.decided(
    bot.interactions.press(
      { key: 'button:bo', requester: { ...requester, userId: 'U0BO' } },
      { verb: 'launch-anyway', handle: asked.handle },
    ),
  );
  expect(answer).toMatchObject(expired);
  await bot.wait(60_000);
  expect(bot.creates).toHaveLength(1);
});

describe('is named', () => {
  test.each(['status', 'logs', 'rerun', 'cancel'])('by its handle: %s', async (verb) => {
    const handle = await launchAndEnd();
    await expire();
    const answer = await ask(`${verb} ${handle}`);
    expect(answer).toMatchObject({ problems: [{ kind: 'job-expired', handle }] });
    if (answer === undefined) throw new Error('no answer');
    expect(bot.textOf(answer)).toMatch(
      /^Job \S+ expired on 2027-05-2\d: it had ended too long ago to be kept\. The audit has it until 2027-12-29\./,
    );
  });

  test('by its id and its resource name', async () => {
    await launchAndEnd();
    const { key, name } = bot.job(0);
    await expire();
    for (const typed of [key.id, name]) {
      expect(await ask(`status ${typed}`)).toMatchObject(expired);
    }
  });

  test('by a button on its card', async () => {
    const handle = await launchAndEnd();
    await expire();
    for (const verb of ['status', 'logs', 'cancel', 'rerun'] as const) {
      const pressed = bot.interactions.press(
        { key: `button:${verb}`, requester },
        { verb, handle },
      );
      expect(await bot.decided(pressed)).toMatchObject(expired);
    }
  });

  test('by somebody else: only if they could see it', async () => {
    const handle = await launchAndEnd();
    await expire();
    await bot.launch('launch hello steps=7');
    expect(await ask(`status ${handle}`, 'U0BO', 'C0ELSE')).toMatchObject(expired);
    bot.membership.kinds.set('C0JOBS', { kind: 'private' });
    expect(await ask(`logs ${handle}`, 'U0BO', 'C0ELSE')).not.toMatchObject(expired);
    expect(await ask(`logs ${handle}`)).toMatchObject(expired);
  });

  test('by somebody who could not see it: as any job that they may not see', async () => {
    bot.membership.kinds.set('C0JOBS', { kind: 'private' });
    const handle = await launchAndEnd();
    const { key, name } = bot.job(0);
    const asked = async (text: string) => {
      const answer = await ask(text, 'U0BO', 'C0ELSE');
      return answer === undefined ? undefined : bot.textOf(answer);
    };
    const texts = ['status', 'logs', 'cancel', 'rerun'].flatMap((verb) =>
      [handle, key.id, name].map((named) => `${verb} ${named}`),
    );
    const presses = ['status', 'logs', 'cancel', 'rerun', 'approve', 'launch-anyway'] as const;
    const press = async (verb: (typeof presses)[number], of: string, nth: string) => {
      const who = { ...requester, userId: 'U0BO', channel: 'C0ELSE' };
      const pressed = { key: `button:${verb}:${nth}`, requester: who };
      const answer = await bot.decided(bot.interactions.press(pressed, { verb, handle: of }));
      return answer === undefined ? '' : bot.textOf(answer).replaceAll(of, 'JOB');
    };
    const before = await Promise.all(texts.slice(0, 1).map(asked));
    await expire();
    expect(before).toEqual([expect.stringMatching(/^No job matches /)]);
    for (const text of texts) {
      expect(await asked(text), text).toBe(
        await asked(text.replaceAll(handle, 'zzzz')).then((said) =>
          said?.replaceAll('zzzz', handle),
        ),
      );
    }
    for (const verb of presses) {
      expect(await press(verb, handle, '1'), verb).toBe(await press(verb, 'zzzz', '2'));
    }
    expect(await asked('list any 400d')).not.toContain(handle);
  });

  test('by a button of an approval that is over', async () => {
    bot.people.add('U0CY');
    const roles = { lead: { people: ['U0BO', 'U0CY'] } };
    const templates = { hello: { approve: {} } };
    bot.setPolicy({ roles, grants: { approve: ['lead'] }, templates });
    const asked = await bot.decided(bot.type('launch hello', 'U0ANA', 'k1'));
    if (asked?.kind !== 'launch-waits') throw new Error('does not wait');
    const { handle } = asked;
    const by = (userId: string) => ({
      ...{ key: `button:${userId}`, trigger: userId },
      requester: { ...requester, userId },
    });
    await bot.decided(bot.interactions.submitDeny(by('U0BO'), handle, 'not now'));
    await expire();
    for (const userId of ['U0BO', 'U0CY']) {
      const approve = { verb: 'approve', handle } as const;
      expect(await bot.decided(bot.interactions.press(by(userId), approve))).toMatchObject(expired);
    }
  });

  test('once the audit has forgotten it, too', async () => {
    const handle = await launchAndEnd();
    await expire(401);
    const answer = await ask(`status ${handle}`);
    expect(answer).toMatchObject({ problems: [{ kind: 'job-expired', audited: undefined }] });
  });
});

test('a watched job that Vertex still lists isn’t taken in again, nor told', async () => {
  await bot.watch();
  bot.make('theirs', vision);
  await bot.tick();
  // Nothing can be listed for so long that the next list begins before the job was made.
  bot.set(bot.job(-1).key.id, { state: 'SUCCEEDED', endTime: bot.now() });
  await bot.tick();
  const told = bot.told();
  const roots = bot.roots().length;
  await expire();
  expect(await kept()).toBe(0);
  bot.set(bot.job(-1).key.id, { createTime: bot.now() });
  await bot.tick();
  await bot.tick();
  expect(bot.told()).toEqual(told);
  expect(bot.roots()).toHaveLength(roots);
  expect(await kept()).toBe(0);
});

test('a job that a watch had waiting isn’t taken in once it has expired', async () => {
  const handle = await launchAndEnd();
  await expire();
  const { key } = bot.job(0);
  await bot.watch();
  const [watch] = await bot.store.transaction((tx) => tx.watches.open());
  if (watch === undefined) throw new Error('no watch');
  await bot.store.transaction(async (tx) => {
    const seen = { ...bot.job(0), labels: vision.labels };
    await tx.watches.note(watch.id, [
      { target: { project: 'ml-prod', location: 'us-central1' }, seen, state: 'waiting' },
    ]);
    await tx.watches.markDue(watch);
  });
  await bot.wait(60_000);
  expect(await kept()).toBe(0);
  const counts = await bot.store.transaction((tx) => tx.watches.count(watch.id));
  expect(counts).toMatchObject({ left: 1, waiting: 0 });
  expect(await bot.store.transaction((tx) => tx.expiry.hadJob(key))).toBe(true);
  expect(handle).not.toBe('');
});
