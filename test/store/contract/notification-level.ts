import { beforeEach, expect, test } from 'vitest';
import type { Update } from '../../../app/domain/notification/update.ts';
import type { Bench } from '../harness.ts';
import { aLaunch, anUpdate, aThread, noon } from '../samples.ts';

const settings = {
  channel: 'C1',
  mode: 'failures',
  broadcast: true,
  digest: { minutes: 540, zone: 'Europe/Berlin' },
} as const;

/** How much a channel wants to hear, and when its digest is due. */
export function channelsContract(bench: () => Bench): void {
  const get = (channel = 'C1') => bench().tx(({ channels }) => channels.get(channel));
  const claim = () => bench().tx(({ channels }) => channels.claimDue(10, 60_000));

  test('a channel that nobody set is as usual', async () => {
    expect(await get()).toEqual({ channel: 'C1', mode: 'all', broadcast: false });
    expect(await claim()).toEqual([]);
    expect(await bench().tx(({ channels }) => channels.nextDueAt())).toBeUndefined();
  });

  test('settings are kept with who set them, and the last counts', async () => {
    await bench().tx(({ channels }) => channels.set(settings, 'U1', noon + 5_000));
    expect(await get()).toEqual({
      ...settings,
      setBy: 'U1',
      setAt: noon,
      digestedUntil: undefined,
    });
    bench().pass(1_000);
    await bench().tx(({ channels }) =>
      channels.set({ channel: 'C1', mode: 'quiet', broadcast: false }, 'U2', undefined),
    );
    expect(await get()).toMatchObject({ mode: 'quiet', broadcast: false, setBy: 'U2' });
    expect((await get()).digest).toBeUndefined();
    expect(await get('C2')).toMatchObject({ mode: 'all' });
    expect(await bench().tx(({ channels }) => channels.nextDueAt())).toBeUndefined();
  });

  test('a digest is due at its time, for one worker, until it is settled', async () => {
    await bench().tx(({ channels }) => channels.set(settings, 'U1', noon + 5_000));
    expect(await claim()).toEqual([]);
    expect(await bench().tx(({ channels }) => channels.nextDueAt())).toBe(noon + 5_000);
    bench().pass(5_000);
    const [due] = await claim();
    expect(due?.value).toMatchObject(settings);
    expect(await claim()).toEqual([]);
    if (due === undefined) throw new Error('nothing was due');
    const { value, lease } = due;
    const settle = () =>
      bench().tx(({ channels }) =>
        channels.release({ ...value, digestedUntil: noon + 4_000 }, noon + 90_000, lease),
      );
    expect(await settle()).toBe(true);
    expect(await settle()).toBe(false);
    expect(await get()).toMatchObject({ digestedUntil: noon + 4_000, mode: 'failures' });
    expect(await claim()).toEqual([]);
    bench().pass(85_000);
    expect(await claim()).toHaveLength(1);
  });

  test('setting a mode leaves the digest due when it was', async () => {
    await bench().tx(({ channels }) => channels.set(settings, 'U1', noon + 5_000));
    await bench().tx(({ channels }) =>
      channels.set({ ...settings, mode: 'quiet' }, 'U2', 'as it is'),
    );
    expect(await bench().tx(({ channels }) => channels.nextDueAt())).toBe(noon + 5_000);
    await bench().tx(({ channels }) =>
      channels.set({ ...settings, channel: 'C2' }, 'U2', 'as it is'),
    );
    bench().pass(5_000);
    expect((await claim()).map(({ value }) => value.channel)).toEqual(['C1']);
  });

  test('whoever sets a channel takes it from the one who makes its digest', async () => {
    await bench().tx(({ channels }) => channels.set(settings, 'U1', noon));
    const [due] = await claim();
    if (due === undefined) throw new Error('nothing was due');
    await bench().tx(({ channels }) =>
      channels.set({ ...settings, digest: undefined }, 'U2', undefined),
    );
    const { value, lease } = due;
    expect(await bench().tx(({ channels }) => channels.release(value, noon + 9, lease))).toBe(
      false,
    );
    expect(await bench().tx(({ channels }) => channels.nextDueAt())).toBeUndefined();
  });

  test('what the threads of a channel were told is found by its time, held back or not', async () => {
    await bench().tx(async ({ launches, threads }) => {
      await launches.insert(aLaunch('1'), noon);
      await threads.insert(aThread('t'));
      await threads.insert(aThread('u', { channel: 'C2' }));
      await threads.tell('t', 'a', anUpdate(1), { urgent: false });
      await threads.tell('u', 'a', anUpdate(1), { urgent: false });
    });
    bench().pass(1_000);
    await bench().tx(({ threads }) =>
      threads.tell('t', 'b', anUpdate(2), { urgent: false, suppressed: true }),
    );
    const { handle } = aLaunch('1');
    const told = (from: number, to: number) =>
      bench().tx(({ channels }) => channels.told('C1', from, to));
    expect(await told(noon - 1, noon + 1_000)).toEqual([
      { launchId: '1', handle, update: anUpdate(1) },
      { launchId: '1', handle, update: anUpdate(2) },
    ]);
    expect(await told(noon, noon + 1_000)).toEqual([
      { launchId: '1', handle, update: anUpdate(2) },
    ]);
    expect(await told(noon - 1, noon + 999)).toHaveLength(1);
  });
}

/** Updates that no message tells. */
export function heldContract(bench: () => Bench): void {
  beforeEach(() =>
    bench().tx(async ({ launches, threads }) => {
      for (const id of ['1', '2']) await launches.insert(aLaunch(id), noon);
      await threads.insert(aThread('t'));
      await threads.insert(aThread('u', { launchId: '2' }));
    }),
  );
  const tell = (key: string, update: Update, held: boolean, thread = 't') =>
    bench().tx(({ threads }) =>
      threads.tell(thread, key, update, { urgent: true, suppressed: held }),
    );
  const fate = (key: string) => bench().tx(({ suppressed: held }) => held.fateOf('t', key));
  const claim = () => bench().tx(({ threads }) => threads.claimDue(10, 60_000));

  test('what is held back is on record, counts as no waiting, and lets the next pass', async () => {
    await tell('a', anUpdate(1), true);
    await tell('b', anUpdate(2), false);
    expect([await fate('a'), await fate('b'), await fate('c')]).toEqual([
      'suppressed',
      'told',
      undefined,
    ]);
    const { tx } = bench();
    expect((await tx(({ threads }) => threads.open('t', 9))).map(({ seq }) => seq)).toEqual([2]);
    expect(await tx(({ threads }) => threads.countWaiting('t'))).toBe(1);
    expect(await tx(({ threads }) => threads.countOpen())).toBe(1);
    expect(await tx((all) => all.backlog(undefined))).toMatchObject({ waiting: 1 });
    expect(await tell('a', anUpdate(3), false)).toBe(false);
  });

  test('it wants the card anew, and no more of its thread', async () => {
    const [first] = (await claim()).filter(({ value }) => value.id === 't');
    if (first === undefined) throw new Error('t was not due');
    await bench().tx(({ threads }) =>
      threads.release({ ...first.value, rootTs: '1.1', cardShown: 1 }, undefined, first.lease),
    );
    bench().pass(60_000);
    await tell('a', anUpdate(1), true);
    const [second] = (await claim()).filter(({ value }) => value.id === 't');
    if (second === undefined) throw new Error('t was not due');
    expect(second.value.cardWanted).toBe(2);
    await bench().tx(({ threads }) =>
      threads.release({ ...second.value, cardShown: 2 }, undefined, second.lease),
    );
    bench().pass(60_000);
    expect((await claim()).map(({ value }) => value.id)).toEqual(['u']);
  });

  test('it makes no thread urgent', async () => {
    await tell('a', anUpdate(1), true);
    await tell('b', anUpdate(1), false, 'u');
    const claimed = await bench().tx(({ threads }) => threads.claimDue(1, 60_000));
    expect(claimed.map(({ value }) => value.id)).toEqual(['u']);
  });

  test('it is never tied to a delivery', async () => {
    await tell('a', anUpdate(1), true);
    const due = (await claim()).find(({ value }) => value.id === 't');
    if (due === undefined) throw new Error('t was not due');
    await bench().tx(async ({ threads }) => {
      await threads.attach('t', ['t:1'], 'd1', due.lease);
      await threads.markSent('d1', '9.9', false);
    });
    expect(await bench().tx(({ threads }) => threads.told('t', 'a'))).toBeUndefined();
    expect(await fate('a')).toBe('suppressed');
  });

  test('an update may be told by a digest, with a reply or without', async () => {
    await bench().tx(async ({ threads }) => {
      await threads.tell('t', 'a', anUpdate(1), {
        urgent: false,
        suppressed: true,
        digest: 'digest-1',
      });
      await threads.tell('t', 'b', anUpdate(2), { urgent: false, digest: 'digest-1' });
      await threads.tell('t', 'c', anUpdate(3), { urgent: false });
    });
    const open = await bench().tx(({ threads }) => threads.open('t', 9));
    expect(open.map(({ key, digest }) => [key, digest])).toEqual([
      ['b', 'digest-1'],
      ['c', undefined],
    ]);
    expect(await fate('a')).toBe('suppressed');
  });

  test('it is counted and listed by thread, or by channel and time, the newest first', async () => {
    await tell('a', anUpdate(1), true);
    bench().pass(1_000);
    await tell('b', anUpdate(2), true);
    await tell('a', anUpdate(3), true, 'u');
    await tell('b', anUpdate(4), false, 'u');
    const { tx } = bench();
    expect(await tx(({ suppressed: held }) => held.count({ threadId: 't' }))).toEqual({
      updates: 2,
      launches: 1,
    });
    expect(await tx(({ suppressed: held }) => held.count({ channel: 'C1', since: noon }))).toEqual({
      updates: 2,
      launches: 2,
    });
    expect(await tx(({ suppressed: held }) => held.count({ channel: 'C2', since: 0 }))).toEqual({
      updates: 0,
      launches: 0,
    });
    const here = { channel: 'C1', since: noon - 1 };
    expect(await tx(({ suppressed: held }) => held.list(here, 2))).toEqual([
      { launchId: '1', at: noon + 1_000, update: anUpdate(2) },
      { launchId: '2', at: noon + 1_000, update: anUpdate(3) },
    ]);
    expect(await tx(({ suppressed: held }) => held.list({ threadId: 't' }, 9))).toHaveLength(2);
  });

  test('a digest is a thread without a launch, and a channel may have many', async () => {
    const digest = { kind: 'burst', at: noon, ends: { SUCCEEDED: 7 }, failed: ['1'] } as const;
    const thread = aThread('d1', { launchId: undefined, digest: { ...digest, failed: ['1'] } });
    const { tx } = bench();
    expect(await tx(({ threads }) => threads.insert(thread))).toBe(true);
    expect(await tx(({ threads }) => threads.insert({ ...thread, id: 'd2' }))).toBe(true);
    expect(await tx(({ threads }) => threads.get('d1'))).toEqual({ ...thread, servedAt: noon });
    const due = await claim();
    expect(due.map(({ value }) => value.id).sort()).toEqual(['d1', 'd2', 't', 'u']);
    const waits = (channel: string) => tx(({ channels }) => channels.digestWaits(channel));
    expect([await waits('C1'), await waits('C2')]).toEqual([true, false]);
    for (const { value, lease } of due) {
      await tx(({ threads }) =>
        threads.release({ ...value, rootTs: `${value.id}.1` }, undefined, lease),
      );
    }
    expect(await waits('C1')).toBe(false);
  });

  test('what somebody did to a channel holds no digest up', async () => {
    const heard = { mode: 'all', broadcast: false } as const;
    const act = { kind: 'settings', at: noon, by: 'U1', before: heard, after: heard } as const;
    const { tx } = bench();
    await tx(({ threads }) => threads.insert(aThread('d1', { launchId: undefined, digest: act })));
    expect(await tx(({ channels }) => channels.digestWaits('C1'))).toBe(false);
  });
}
