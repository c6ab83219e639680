// The limits of a policy hold on every way to launch: how long a job may run, and what it may cost an hour.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { createPriceList } from '../../../app/domain/cost/price-list.ts';
import { createHarness, requester, type Harness } from '../harness.ts';
import {
  addForeignJob,
  createTemplateInteractions,
  specWithEnv,
} from '../template/template-interactions.ts';

const hour = 3_600_000;

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** An hour of `hello`, which has four vCPUs, costs this many dollars. */
function costs(dollars: number): void {
  const free = [
    { kind: 'memory', series: 'n1' },
    { kind: 'disk', type: 'pd-ssd' },
  ] as const;
  bot.prices.list = createPriceList(
    [{ kind: 'vcpu', series: 'n1' } as const, ...free].map((resource) => ({
      basis: 'standard',
      resource,
      regions: ['us-central1'],
      hourly: resource.kind === 'vcpu' ? BigInt(dollars * 250_000_000) : 0n,
    })),
  );
}
const request = (key: string, userId = 'U0ANA') => ({ key, requester: { ...requester, userId } });
const press = (key: string, verb: 'rerun' | 'launch-again' | 'launch-anyway', handle: string) =>
  bot.decided(bot.interactions.press(request(key), { verb, handle }));
const stored = (handle: string) => bot.store.transaction((tx) => tx.launches.byHandle(handle));
const refusedFor = (why: object) => ({ kind: 'refused', act: 'launch', why });
const tooLong = refusedFor({ kind: 'runs-too-long', mostMs: 24 * hour });
const limit = (limits: object) => bot.setPolicy({ limits });

describe('the longest time that a job may run', () => {
  beforeEach(() => {
    limit({ maxDuration: '24h' });
  });

  test('is what a launch gets that has none: its body, its card and a preview say so', async () => {
    expect(await bot.ask('launch hello dry-run')).toMatchObject({
      body: { jobSpec: { scheduling: { timeout: '86400s' } } },
    });
    const handle = await bot.launch();
    await bot.wait(1_000);
    expect(bot.creates).toMatchObject([{ jobSpec: { scheduling: { timeout: '86400s' } } }]);
    expect(await stored(handle)).toMatchObject({ maxTimeMs: 24 * hour });
  });

  test('is not asked of a shorter one, and refuses a longer one with an audit row', async () => {
    expect(await bot.type('launch hello max-time=25h', 'U0ANA', 'k1')).toMatchObject(tooLong);
    const audited = await bot.store.transaction((tx) => tx.audit.byKey('command:k1:refused'));
    expect(audited?.outcome).toMatch(/^refused: runs-too-long /);
    await bot.launch('launch hello max-time=24h');
    await bot.wait(1_000);
    expect(bot.creates).toMatchObject([{ jobSpec: { scheduling: { timeout: '86400s' } } }]);
  });

  test('refuses in the form, where nothing that was typed is lost', async () => {
    const context = { channel: 'C0JOBS', template: 'hello', version: bot.file.version };
    const entries = { parameters: { steps: '8' }, maxTime: '25h' };
    expect(await bot.interactions.submitForm(request('v1'), context, entries)).toMatchObject({
      ok: false,
      problems: { whole: { kind: 'runs-too-long' } },
    });
  });
});

describe('a limit that came after a launch', () => {
  test('refuses its re-run, typed and pressed', async () => {
    const handle = await bot.launch('launch hello max-time=48h');
    await bot.runUntilIdle();
    limit({ maxDuration: '24h' });
    expect(await press('p1', 'rerun', handle)).toMatchObject(tooLong);
    expect(await bot.decided(bot.type(`rerun ${handle} steps=5`))).toMatchObject(tooLong);
    expect(bot.creates).toHaveLength(1);
  });

  test('refuses the second one that was asked about', async () => {
    await bot.launch('launch hello max-time=48h');
    await bot.runUntilIdle();
    const asked = await bot.type('launch hello max-time=48h');
    if (asked?.kind !== 'launch-needs-confirmation') throw new Error('did not ask');
    limit({ maxDuration: '24h' });
    expect(await press('p1', 'launch-anyway', asked.handle)).toMatchObject(tooLong);
  });

  test('refuses Launch again', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'reset' },
      recorded: false,
    };
    const handle = await bot.launch('launch hello max-time=48h');
    await bot.wait(hour);
    limit({ maxDuration: '24h' });
    expect(await press('p1', 'launch-again', handle)).toMatchObject(tooLong);
    expect((await stored(handle))?.state).toBe('unknown');
  });

  test('refuses what is not accepted yet', async () => {
    await bot.type('launch hello max-time=48h', 'U0ANA', 'k1');
    limit({ maxDuration: '24h' });
    await bot.wait(hour);
    expect(bot.answers.at(-1)).toMatchObject(tooLong);
    expect(bot.creates).toEqual([]);
    expect(bot.roots()).toEqual([]);
  });

  test('stops what was accepted and is not sent: its thread is told once', async () => {
    await bot.type('launch hello max-time=48h', 'U0ANA', 'k1');
    await bot.launches();
    const [answer] = bot.answers;
    const handle = answer?.kind === 'launch-stored' ? answer.handle : '';
    limit({ maxDuration: '24h' });
    await bot.wait(hour);
    expect(await stored(handle)).toMatchObject({
      state: 'blocked',
      blocked: { kind: 'runs-too-long', wantedMs: 48 * hour },
    });
    expect(bot.creates).toEqual([]);
    expect(bot.told()).toEqual(['launch-blocked']);
    const audited = await bot.store.transaction((tx) => tx.audit.byKey('command:k1'));
    expect(audited?.outcome).toMatch(/^refused: runs-too-long /);
    // It is over: lifting the limit brings nothing back, and somebody may run it again.
    bot.setPolicy({});
    await bot.wait(hour);
    expect(bot.creates).toEqual([]);
    expect(await press('p2', 'rerun', handle)).toMatchObject({ kind: 'launch-stored' });
  });

  test('never touches what may have been sent', async () => {
    bot.vertexScript.onCreate = { failure: { kind: 'in-doubt', message: 'reset' }, recorded: true };
    const handle = await bot.launch('launch hello max-time=48h');
    await bot.launches();
    limit({ maxDuration: '24h' });
    await bot.wait(60_000);
    expect(await stored(handle)).toMatchObject({ state: 'bound' });
  });
});

describe('a job of somebody else, made again from its spec', () => {
  const rerun = (text: string): Promise<Answer | undefined> => {
    const name = addForeignJob(bot, specWithEnv([]), { displayName: 'theirs' });
    return createTemplateInteractions(bot).type(`rerun ${name}${text}`);
  };

  test('gets the longest time, too', async () => {
    limit({ maxDuration: '24h' });
    await rerun('');
    await bot.wait(1_000);
    expect(bot.creates).toMatchObject([{ jobSpec: { scheduling: { timeout: '86400s' } } }]);
  });

  test('is refused if it is longer', async () => {
    limit({ maxDuration: '24h' });
    expect(await rerun(' max-time=25h')).toMatchObject(tooLong);
    expect(bot.creates).toEqual([]);
  });
});

describe('the price of an hour', () => {
  test('refuses what costs more', async () => {
    limit({ perHour: 10 });
    costs(11);
    expect(await bot.type('launch hello')).toMatchObject(
      refusedFor({ kind: 'costs-too-much', hourly: 11_000_000_000n, most: 10_000_000_000n }),
    );
    costs(10);
    await bot.launch();
    await bot.wait(1_000);
    expect(bot.creates).toHaveLength(1);
  });

  test('that isn’t known refuses it, or has it wait for an approval', async () => {
    limit({ perHour: 10, unknown: 'refuse' });
    expect(await bot.type('launch hello')).toMatchObject(
      refusedFor({ kind: 'price-unknown', rule: 'refuse' }),
    );
    limit({ perHour: 10, unknown: 'approve' });
    expect(await bot.decided(bot.type('launch hello'))).toMatchObject({
      kind: 'launch-waits',
      approval: { reasons: [{ kind: 'price-unknown' }] },
    });
    await bot.wait(1_000);
    expect(bot.creates).toEqual([]);
  });

  test.each([
    ['approve', { kind: 'needs-approval', reasons: [{ kind: 'price-unknown' }] }],
    ['refuse', { kind: 'refused', why: { kind: 'price-unknown', rule: 'refuse' } }],
  ])('that isn’t known is told of by a dry-run: %s', async (unknown, foreseen) => {
    limit({ perHour: 10, unknown });
    expect(await bot.ask('launch hello dry-run')).toMatchObject({ kind: 'dry-run', foreseen });
  });

  test('that isn’t known is no matter if the policy allows it, or needs no price', async () => {
    limit({ perHour: 10, unknown: 'allow' });
    await bot.launch();
    await bot.wait(1_000);
    limit({ maxDuration: '24h' });
    await bot.launch('launch hello steps=9');
    await bot.wait(1_000);
    expect(bot.creates).toHaveLength(2);
  });
});
