import { expect, test } from 'vitest';
import type { Requester } from '../../../app/domain/launch/launch.ts';
import type { Tx } from '../../../app/usecase/ports/store/store.ts';
import { forgetResponseUrls } from '../../../app/usecase/worker/forget-response-urls.ts';
import type { Bench } from '../harness.ts';
import { aCancel, aLaunch, aWatch, noon } from '../samples.ts';

const url = 'https://hooks.example/1';
const requester = { userId: 'U1', teamId: 'T1', channel: 'C1', responseUrl: url };

type Kept = (tx: Tx, id: string) => Promise<{ readonly requester: Requester } | undefined>;

const launch: Kept = (tx, id) => tx.launches.lock(id);
const cancel: Kept = (tx, id) => tx.cancels.byRequestKey(`request-${id}`);
const watch: Kept = (tx, id) => tx.watches.lock(id);

export function responseUrlsContract(bench: () => Bench): void {
  const urlOf = async (kept: Kept, id: string) =>
    (await bench().tx((tx) => kept(tx, id)))?.requester.responseUrl;

  test.each([
    'accepted',
    'submitting',
    'doubt',
    'unknown',
    'bound',
    'refused',
    'failed',
    'cancelled',
    'dropped',
  ] as const)('a launch that is %s has none any more', async (state) => {
    const { tx } = bench();
    await tx(({ launches }) => launches.insert(aLaunch('1', { requester }), noon));
    expect(await urlOf(launch, '1')).toBe(url);
    const [claimed] = await tx(({ launches }) => launches.claimDue(1, 60_000));
    if (claimed === undefined) throw new Error('nothing was due');
    await tx(({ launches }) => launches.release({ ...claimed.value, state }, noon, claimed.lease));
    expect(await urlOf(launch, '1')).toBeUndefined();
    expect(await bench().tx((now) => launch(now, '1'))).toMatchObject({ state });
  });

  test.each(['accepted', 'refused', 'done'] as const)(
    'a cancel that is %s has none any more',
    async (state) => {
      await bench().tx(({ cancels }) => cancels.insert(aCancel('q', { requester }), noon));
      await bench().tx(({ cancels }) => cancels.insert(aCancel('c', { requester, state }), noon));
      expect(await urlOf(cancel, 'q')).toBe(url);
      expect(await urlOf(cancel, 'c')).toBeUndefined();
    },
  );

  test('where an answer belongs is kept as long as it is owed', async () => {
    const { tx } = bench();
    const place = { threadTs: '7.0', asked: true, window: { id: 'V1' } } as const;
    const owed = { ...requester, ...place };
    await tx(async ({ launches, cancels, watches }) => {
      await launches.insert(aLaunch('1', { requester: owed }), noon);
      await cancels.insert(
        aCancel('c', { requester: { ...requester, window: { trigger: 't' } } }),
        noon,
      );
      await watches.insert(aWatch('w', { requester: owed, state: 'requested' }), noon);
    });
    expect(await tx((now) => launch(now, '1'))).toMatchObject({ requester: place });
    expect(await tx((now) => watch(now, 'w'))).toMatchObject({ requester: place });
    const kept = (await tx((now) => cancel(now, 'c')))?.requester;
    expect(kept).toMatchObject({ window: { trigger: 't' } });
    expect(kept?.asked).toBeUndefined();
    const [claimed] = await tx(({ launches }) => launches.claimDue(1, 60_000));
    if (claimed === undefined) throw new Error('nothing was due');
    const accepted = { ...claimed.value, state: 'accepted' } as const;
    await tx(({ launches }) => launches.release(accepted, noon, claimed.lease));
    const given = (await tx((now) => launch(now, '1')))?.requester;
    expect([given?.threadTs, given?.asked, given?.window]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a watch has none once it was told, refused or ended', async () => {
    const insert = (id: string, more: Parameters<typeof aWatch>[1]) =>
      bench().tx(({ watches }) => watches.insert(aWatch(id, { requester, ...more }), noon));
    await insert('w1', { state: 'requested' });
    await insert('w2', { state: 'asking' });
    await insert('w3', { state: 'active', told: true });
    await insert('w4', { state: 'refused' });
    await insert('w5', { state: 'ended' });
    const urls = await Promise.all(['w1', 'w2', 'w3', 'w4', 'w5'].map((id) => urlOf(watch, id)));
    expect(urls).toEqual([url, url, undefined, undefined, undefined]);
  });

  test('what waits has one for as long as Slack takes it, half an hour', async () => {
    const { tx, pass } = bench();
    await tx(async ({ launches, cancels, watches }) => {
      await launches.insert(aLaunch('1', { requester, state: 'held' }), undefined);
      await cancels.insert(aCancel('c', { requester }), noon);
      await watches.insert(aWatch('w', { requester, state: 'requested' }), noon);
    });
    const urls = () => Promise.all([urlOf(launch, '1'), urlOf(cancel, 'c'), urlOf(watch, 'w')]);
    const forget = () => forgetResponseUrls(bench());
    pass(30 * 60_000);
    await forget();
    expect(await urls()).toEqual([url, url, url]);
    pass(1);
    await forget();
    expect(await urls()).toEqual([undefined, undefined, undefined]);
    // The rest of what is known of them is still there.
    expect(await tx((now) => launch(now, '1'))).toMatchObject({
      requester: { userId: 'U1', channel: 'C1' },
    });
  });
}
