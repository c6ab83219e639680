import { expect, test } from 'vitest';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import type { Bench } from '../harness.ts';
import { aLaunch, noon } from '../samples.ts';

const full = aLaunch('1', {
  state: 'doubt',
  maxTimeMs: 3_600_000,
  estimate: {
    total: { known: false, why: 'no price of n1 vCPUs’s' },
    // Beyond what a JSON number holds.
    pools: [
      { known: true, hourly: 9_007_199_254_740_993n },
      { known: false, why: 'x' },
    ],
  },
  submittedAt: noon - 1,
  attempts: 2,
  failure: { kind: 'in-doubt', message: 'no answer', httpStatus: 503, retryAfterMs: 1_500 },
  job: { projectNumber: '1', location: 'us-central1', id: '9007199254740993123' },
  repeats: '0',
});

export function launchesContract(bench: () => Bench): void {
  const insert = (launch: Launch, dueAt = noon) =>
    bench().tx(({ launches }) => launches.insert(launch, dueAt));
  const read = (id: string) => bench().tx(({ launches }) => launches.lock(id));
  const claim = (limit = 10, leaseMs = 60_000) =>
    bench().tx(({ launches }) => launches.claimDue(limit, leaseMs));
  const nextDueAt = () => bench().tx(({ launches }) => launches.nextDueAt());
  const claimOne = async () => {
    const [one] = await claim(1);
    if (one === undefined) throw new Error('nothing was due');
    return one;
  };

  test.each([
    ['bare', aLaunch('1')],
    ['full', full],
  ])('a %s one comes back as it went in, spec and all', async (_, launch) => {
    expect(await insert(launch)).toBe(true);
    expect(await read('1')).toEqual(launch);
    expect(await bench().tx(({ launches }) => launches.byRequestKey('request-1'))).toEqual(launch);
  });

  test('the same request twice is stored once, and the second changes nothing', async () => {
    await insert(aLaunch('1'));
    expect(await insert(aLaunch('2', { requestKey: 'request-1' }))).toBe(false);
    expect(await read('2')).toBeUndefined();
    expect(await bench().tx(({ launches }) => launches.handleTaken('h2'))).toBe(false);
  });

  test('a handle is never used again', async () => {
    await insert(aLaunch('1'));
    await expect(insert(aLaunch('2', { handle: 'h1' }))).rejects.toThrow();
    expect(await bench().tx(({ launches }) => launches.handleTaken('h1'))).toBe(true);
  });

  test('foreign text that one database would refuse is stored on both', async () => {
    const launch = aLaunch('1', {
      body: { displayName: 'a\0b \uD800 ’🚀', jobSpec: { text: 'a\0b' } },
    });
    await insert(launch);
    expect((await read('1'))?.body.jobSpec).toEqual({ text: 'a\0b' });
  });

  test('byIds finds ours among many that are not', async () => {
    await insert(aLaunch('1'));
    await insert(aLaunch('2'));
    const asked = [...Array.from({ length: 1_200 }, (_, index) => `x${index}`), '2', '1'];
    const found = await bench().tx(({ launches }) => launches.byIds(asked));
    expect(found.map(({ id }) => id).sort()).toEqual(['1', '2']);
    expect(await bench().tx(({ launches }) => launches.byIds([]))).toEqual([]);
  });

  test('repeatOf finds the launch that repeats one', async () => {
    await insert(aLaunch('1'));
    await insert(aLaunch('2', { repeats: '1' }));
    expect((await bench().tx(({ launches }) => launches.repeatOf('1')))?.id).toBe('2');
    expect(await bench().tx(({ launches }) => launches.repeatOf('2'))).toBeUndefined();
  });

  test('those that wait are read the longest first, page by page, and nothing twice', async () => {
    const waiting = (id: string, requestedAt: number) =>
      insert(aLaunch(id, { state: 'waiting', requestedAt }));
    await waiting('c', noon);
    await waiting('b', noon);
    await waiting('a', noon + 1);
    await waiting('d', noon - 1);
    await insert(aLaunch('e', { state: 'accepted', requestedAt: noon - 2 }));
    const read: string[] = [];
    let last: Launch | undefined;
    for (;;) {
      const after = last;
      const [one, ...more] = await bench().tx(({ launches }) => launches.waiting(1, after));
      expect(more).toEqual([]);
      if (one === undefined) break;
      read.push(one.id);
      last = one;
    }
    expect(read).toEqual(['d', 'b', 'c', 'a']);
    expect(await bench().tx(({ launches }) => launches.waiting(9))).toHaveLength(4);
  });

  test('claims take what is due, the longest due first, at most the limit, and nothing twice', async () => {
    await insert(aLaunch('late'), noon - 1);
    await insert(aLaunch('early'), noon - 2);
    await insert(aLaunch('now'), noon);
    await insert(aLaunch('not yet'), noon + 1);
    const first = await claim(2);
    expect(first.map(({ value }) => value.id)).toEqual(['early', 'late']);
    expect((await claim()).map(({ value }) => value.id)).toEqual(['now']);
    expect(await claim()).toEqual([]);
  });

  test('a lease ends for its holder when it ends for the store', async () => {
    await insert(aLaunch('1'));
    const [claimed] = await claim(1, 60_000);
    expect(claimed?.lease.deadline).toBe(1_000 + 60_000);
    bench().pass(59_999);
    expect(await claim()).toEqual([]);
    bench().pass(1);
    expect(await claim()).toHaveLength(1);
  });

  test('settling writes it, gives the lease back and makes it due when told', async () => {
    await insert(aLaunch('1'));
    const { value, lease } = await claimOne();
    const doubt: Launch = { ...value, state: 'doubt', attempts: 1 };
    const settle = (dueAt: number | undefined) =>
      bench().tx(({ launches }) => launches.release(doubt, dueAt, lease));
    expect(await settle(noon + 500.5)).toBe(true);
    expect(await read('1')).toEqual(doubt);
    expect(await nextDueAt()).toBe(noon + 501);
    expect(await settle(noon)).toBe(false);
    bench().pass(501);
    expect(await claim()).toHaveLength(1);
  });

  test('one that settled for good is never due again', async () => {
    await insert(aLaunch('1'));
    const { value, lease } = await claimOne();
    await bench().tx(({ launches }) => launches.release(value, undefined, lease));
    expect(await nextDueAt()).toBeUndefined();
    bench().pass(1e12);
    expect(await claim()).toEqual([]);
  });

  test('a holder that lost its lease changes nothing', async () => {
    await insert(aLaunch('1'));
    const slow = await claimOne();
    bench().pass(60_000);
    const quick = await claimOne();
    const wrong: Launch = { ...slow.value, state: 'failed' };
    const lost = await bench().tx(async ({ launches }) => [
      await launches.saveUnderLease(wrong, slow.lease),
      await launches.release(wrong, undefined, slow.lease),
    ]);
    expect(lost).toEqual([false, false]);
    expect(await read('1')).toEqual(quick.value);
    const kept = bench().tx(({ launches }) => launches.release(quick.value, noon, quick.lease));
    expect(await kept).toBe(true);
  });

  test('saving while held keeps the lease', async () => {
    await insert(aLaunch('1'));
    const { value, lease } = await claimOne();
    const sending: Launch = { ...value, state: 'submitting', submittedAt: noon };
    expect(await bench().tx(({ launches }) => launches.saveUnderLease(sending, lease))).toBe(true);
    expect(await read('1')).toEqual(sending);
    expect(await claim()).toEqual([]);
    expect(await nextDueAt()).toBe(noon + 60_000);
  });

  test('overruling writes it whoever holds it, and voids that lease', async () => {
    await insert(aLaunch('1'));
    const { value, lease } = await claimOne();
    const bound: Launch = { ...value, state: 'bound' };
    await bench().tx(({ launches }) => launches.overrule(bound, undefined));
    expect(await bench().tx(({ launches }) => launches.saveUnderLease(value, lease))).toBe(false);
    expect(await read('1')).toEqual(bound);
    expect(await nextDueAt()).toBeUndefined();
  });

  test('nextDueAt is the earliest of all, leased ones at the lease’s end', async () => {
    expect(await nextDueAt()).toBeUndefined();
    await insert(aLaunch('1'), noon - 5);
    await insert(aLaunch('2'), noon + 90_000);
    expect(await nextDueAt()).toBe(noon - 5);
    await claim(1, 60_000);
    expect(await nextDueAt()).toBe(noon + 60_000);
  });
}
