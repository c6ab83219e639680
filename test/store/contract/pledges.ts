import { expect, test } from 'vitest';
import type { Pledge } from '../../../app/domain/launch/pledge.ts';
import type { Bench } from '../harness.ts';
import { noon } from '../samples.ts';

export function pledgesContract(bench: () => Bench): void {
  const pledge: Pledge = {
    id: 'p1',
    requestKey: 'command:1',
    act: 'cancel',
    subject: 'bert base',
    requester: {
      userId: 'U1',
      teamId: 'T1',
      channel: 'C1',
      responseUrl: 'https://hooks.example/1',
      threadTs: '7.0',
      atHome: true,
      window: { trigger: 't' },
    },
    askedAt: noon,
  };
  const insert = (one: Partial<Pledge> = {}, dueAt = noon) =>
    bench().tx(({ pledges }) => pledges.insert({ ...pledge, ...one }, dueAt));
  const claim = () => bench().tx(({ pledges }) => pledges.claimDue(10, 60_000));
  const keep = (id?: string) => bench().tx(({ pledges }) => pledges.keep('command:1', id));
  const drop = (id: string) => bench().tx(({ pledges }) => pledges.drop(id));

  test('one that nobody kept comes back as it went in, when it is due', async () => {
    await insert({}, noon + 5_000);
    expect(await claim()).toEqual([]);
    bench().pass(5_000);
    expect(await claim()).toMatchObject([{ value: pledge }]);
    expect(await claim()).toEqual([]);
  });

  test('what was kept or answered is told no more', async () => {
    expect(await keep('p1')).toBe(false);
    await insert();
    expect(await keep('p1')).toBe(true);
    expect(await claim()).toEqual([]);
    // Kept by what it asked for, and once more by its answer.
    expect(await keep('p1')).toBe(true);
    await drop('p1');
    expect(await keep('p1')).toBe(false);
    await insert({ id: 'p2' });
    await drop('p2');
    expect(await claim()).toEqual([]);
  });

  test('what was kept is told no more by the next process either, and leaves nothing behind', async () => {
    const old = { id: 'p2', requestKey: 'command:2', askedAt: noon - 90_000_000 };
    await insert(old);
    await bench().tx(({ pledges }) => pledges.keep('command:2', 'p2'));
    await insert();
    expect(await bench().tx(({ pledges }) => pledges.keep('command:2', 'p2'))).toBe(false);
    expect(await keep('p1')).toBe(true);
    await bench().tx(({ pledges }) => pledges.orphan());
    expect(await claim()).toEqual([]);
    expect(await keep('p1')).toBe(false);
  });

  test('what was claimed can’t be kept any more, even by one who lost it', async () => {
    await insert();
    const [claimed] = await claim();
    if (claimed === undefined) throw new Error('nothing was due');
    expect(await keep('p1')).toBe(false);
    await drop('p1');
    bench().pass(60_001);
    expect(await keep('p1')).toBe(false);
    const [again] = await claim();
    expect(again?.value).toEqual(pledge);
    await bench().tx(({ pledges }) => pledges.release(pledge, claimed.lease));
    expect(await bench().tx(({ pledges }) => pledges.nextDueAt())).toBeDefined();
    if (again === undefined) throw new Error('nothing was due');
    await bench().tx(({ pledges }) => pledges.release(pledge, again.lease));
    expect(await bench().tx(({ pledges }) => pledges.nextDueAt())).toBeUndefined();
  });

  test('the newest of a request answers for it', async () => {
    await insert();
    await insert({ id: 'p2' });
    await insert({ id: 'p3', requestKey: 'command:2' });
    expect(await keep('p1')).toBe(false);
    expect((await claim()).map(({ value }) => value.id).sort()).toEqual(['p2', 'p3']);
  });

  test('a request that is stored without one takes its others away', async () => {
    await insert();
    expect(await keep()).toBe(true);
    expect(await keep()).toBe(true);
    expect(await claim()).toEqual([]);
  });

  test('what a dead process left is due at once, whoever had it in hand', async () => {
    await insert();
    await claim();
    await insert({ id: 'p2', requestKey: 'command:2' }, noon + 300_000);
    await bench().tx(({ pledges }) => pledges.orphan());
    expect((await claim()).map(({ value }) => value.id).sort()).toEqual(['p1', 'p2']);
  });

  test('its response_url is forgotten after half an hour', async () => {
    await insert();
    await bench().tx((tx) => tx.dropResponseUrls(noon + 1));
    expect((await claim())[0]?.value.requester.responseUrl).toBeUndefined();
  });
}
