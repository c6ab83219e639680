import { expect, test } from 'vitest';
import type { DirectNote } from '../../../app/domain/notification/notice.ts';
import type { Bench } from '../harness.ts';
import { aThread, anUpdate, noon } from '../samples.ts';

export function directNotesContract(bench: () => Bench): void {
  const note: DirectNote = {
    id: 't/job:3',
    userId: 'U1',
    notice: { kind: 'told', threadId: 't', key: 'job:3' },
    since: noon - 5_000,
    attempts: 0,
  };
  const insert = (one: DirectNote) => bench().tx(({ directNotes }) => directNotes.insert(one));
  const claim = () => bench().tx(({ directNotes }) => directNotes.claimDue(10, 60_000));
  const dueAt = () => bench().tx(({ directNotes }) => directNotes.nextDueAt());
  const claimed = async () => {
    const [one] = await claim();
    if (one === undefined) throw new Error('nothing was due');
    return one;
  };

  test('one of each kind comes back as it went in, at once, and once', async () => {
    const parked = { kind: 'parked', threadId: 't', why: 'is_archived' } as const;
    const by = { kind: 'watch-ended', channel: 'C1', criterion: 'name=x', by: 'U2' } as const;
    const all = [note, { ...note, id: 'p', notice: parked }, { ...note, id: 'w', notice: by }];
    for (const one of all) await insert(one);
    // The same again: of what it is about somebody hears once.
    await insert({ ...note, userId: 'U2' });
    const found = (await claim()).map(({ value }) => value);
    expect(found.sort((a, b) => a.id.localeCompare(b.id))).toEqual(
      all.toSorted((a, b) => a.id.localeCompare(b.id)),
    );
    expect(await claim()).toEqual([]);
    bench().pass(60_001);
    expect(await claim()).toHaveLength(3);
  });

  test('those that wait for longer are counted, whoever they are for', async () => {
    await insert(note);
    await insert({ ...note, id: 'older', since: noon - 9_000, userId: 'U2' });
    await insert({ ...note, id: 'z/as old' });
    const before = (one: DirectNote) =>
      bench().tx(({ directNotes }) => directNotes.countBefore(one));
    expect(await before(note)).toBe(1);
    expect(await before({ ...note, id: 'z/as old' })).toBe(2);
    expect(await before({ ...note, id: 'older', since: noon - 9_000 })).toBe(0);
  });

  test('one that could not be told comes again when it is due', async () => {
    await insert(note);
    const { lease } = await claimed();
    const tried = { ...note, attempts: 1 };
    const settle = (token: string) =>
      bench().tx(({ directNotes }) =>
        directNotes.release(tried, noon + 9_000, { ...lease, token }),
      );
    expect(await settle('another')).toBe(false);
    expect(await settle(lease.token)).toBe(true);
    expect(await dueAt()).toBe(noon + 9_000);
    bench().pass(9_000);
    expect((await claimed()).value).toEqual(tried);
  });

  test('what waits for one person is found, claimed or not, and forgotten for whoever holds it', async () => {
    await insert(note);
    await insert({ ...note, id: 'older', since: noon - 9_000 });
    await insert({ ...note, id: 'another’s', userId: 'U2' });
    const held = await claim();
    const of = (limit: number) =>
      bench().tx(async ({ directNotes }) =>
        (await directNotes.ofPerson('U1', limit)).map(({ id }) => id),
      );
    expect(await of(10)).toEqual(['older', note.id]);
    expect(await of(1)).toEqual(['older']);
    await bench().tx(({ directNotes }) => directNotes.forget('older'));
    expect(await of(10)).toEqual([note.id]);
    const gone = held.find(({ value }) => value.id === 'older');
    if (gone === undefined) throw new Error('it was not due');
    const settle = bench().tx(({ directNotes }) =>
      directNotes.release(gone.value, noon + 1, gone.lease),
    );
    expect(await settle).toBe(false);
  });

  test('one that is done with is forgotten, by its holder alone', async () => {
    await insert(note);
    const { lease } = await claimed();
    const forget = (token: string) =>
      bench().tx(({ directNotes }) => directNotes.release(note, undefined, { ...lease, token }));
    expect(await forget('another')).toBe(false);
    expect(await forget(lease.token)).toBe(true);
    expect(await dueAt()).toBeUndefined();
  });

  test('a thread in a direct message carries its notice, and is forgotten by its holder alone', async () => {
    const digest = { kind: 'direct', notice: note.notice } as const;
    const thread = aThread('d', { channel: 'D1', launchId: undefined, digest });
    await bench().tx(({ threads }) => threads.insert(thread));
    const [found] = await bench().tx(({ threads }) => threads.claimDue(10, 60_000));
    if (found === undefined) throw new Error('nothing was due');
    expect(found.value).toMatchObject({ channel: 'D1', digest });
    // A digest of the day does not wait for it.
    expect(await bench().tx(({ channels }) => channels.digestWaits('D1'))).toBe(false);
    const forget = (token: string) =>
      bench().tx(({ threads }) => threads.forget('d', { ...found.lease, token }));
    expect(await forget('another')).toBe(false);
    expect(await forget(found.lease.token)).toBe(true);
    expect(await bench().tx(({ threads }) => threads.get('d'))).toBeUndefined();
  });

  test('what a delivery told is named once, and read by its key', async () => {
    await bench().tx(async ({ threads }) => {
      await threads.insert(aThread('t', { launchId: undefined }));
      await threads.tell('t', 'one', anUpdate(), { urgent: false });
      await threads.tell('t', 'two', anUpdate(noon + 1), { urgent: false });
    });
    const [held] = await bench().tx(({ threads }) => threads.claimDue(10, 60_000));
    if (held === undefined) throw new Error('nothing was due');
    await bench().tx(({ threads }) => threads.attach('t', ['t:1'], 'delivery', held.lease));
    const mark = () => bench().tx(({ threads }) => threads.markSent('delivery', '1.2', false));
    expect(await mark()).toMatchObject([{ key: 'one', update: anUpdate() }]);
    expect(await mark()).toEqual([]);
    const read = (key: string) => bench().tx(({ threads }) => threads.updateOf('t', key));
    expect(await read('two')).toEqual(anUpdate(noon + 1));
    expect(await read('three')).toBeUndefined();
  });
}
