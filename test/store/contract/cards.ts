import { expect, test } from 'vitest';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import type { CardQuery, LiveQuery } from '../../../app/usecase/ports/store/cards.ts';
import type { Bench } from '../harness.ts';
import { aCancel, aJob, aLaunch, aThread, noon } from '../samples.ts';

export function cardsContract(bench: () => Bench): void {
  const add = (launch: Launch, job?: TrackedJob) =>
    bench().tx(async ({ launches, jobs }) => {
      await launches.insert(launch, noon);
      if (job !== undefined) await jobs.insert(job, launch.id);
    });
  const bound = (id: string, job: Partial<TrackedJob> = {}, launch: Partial<Launch> = {}) =>
    add(aLaunch(id, { state: 'bound', ...launch }), aJob(id, job));
  const list = async (query: Partial<CardQuery> = {}) => {
    const { cards, total } = await bench().tx((tx) => tx.cards.list({ limit: 10, ...query }));
    return { ids: cards.map(({ launch }) => launch.id), total };
  };
  const byNamePrefix = async (prefix: string, limit = 10) => {
    const { cards } = await bench().tx((tx) => tx.cards.byNamePrefix(prefix, limit));
    return cards.map(({ launch }) => launch.id);
  };
  const named = (displayName: string) => ({ body: { displayName, jobSpec: {} } });

  test('a card has its launch, its job and the newest cancel that was allowed', async () => {
    const { tx } = bench();
    const launch = aLaunch('1', { state: 'bound' });
    await add(launch, aJob('1'));
    await tx(async ({ cancels }) => {
      await cancels.insert(aCancel('old', { state: 'done', requestedAt: noon }), noon);
      await cancels.insert(aCancel('new', { state: 'accepted', requestedAt: noon + 1 }), noon);
      await cancels.insert(aCancel('no', { state: 'refused', requestedAt: noon + 2 }), noon);
      await cancels.insert(aCancel('ask', { state: 'requested', requestedAt: noon + 3 }), noon);
    });
    const card = await tx(({ cards }) => cards.byLaunch('1'));
    expect(card).toMatchObject({ launch, job: aJob('1'), cancel: { id: 'new' } });
  });

  test('the card of a re-run points at what it was made from', async () => {
    const { tx } = bench();
    await add(aLaunch('1', { state: 'bound', parameters: { lr: 0.2 } }), aJob('1'));
    await add(aLaunch('2', { state: 'bound', rerunOf: '1' }), aJob('2'));
    const origin = async () => (await tx(({ cards }) => cards.byLaunch('2')))?.rerunOf;
    expect(await origin()).toMatchObject({ handle: 'h1', channel: 'C1', parameters: { lr: 0.2 } });
    await tx(({ threads }) => threads.insert(aThread('t', { rootTs: '1.5' })));
    expect(await origin()).toMatchObject({ rootTs: '1.5' });
    expect((await tx(({ cards }) => cards.byLaunch('1')))?.rerunOf).toBeUndefined();
  });

  test('and at its card in the re-run’s own channel, if it has one there', async () => {
    const { tx } = bench();
    const requester = { userId: 'U2', teamId: 'T1', channel: 'C2' };
    await add(aLaunch('1', { state: 'bound' }), aJob('1'));
    await add(aLaunch('2', { state: 'bound', rerunOf: '1', requester }), aJob('2'));
    const origin = async () => (await tx(({ cards }) => cards.byLaunch('2')))?.rerunOf;
    await tx(({ threads }) => threads.insert(aThread('t', { rootTs: '1.5' })));
    expect(await origin()).toMatchObject({ channel: 'C1', rootTs: '1.5' });
    await tx(({ threads }) => threads.insert(aThread('u', { channel: 'C2', rootTs: '2.5' })));
    expect(await origin()).toMatchObject({ channel: 'C2', rootTs: '2.5' });
  });

  test('a launch that waits comes with the last run of its template in its channel', async () => {
    const { tx } = bench();
    const elsewhere = { userId: 'U2', teamId: 'T1', channel: 'C2' };
    const other = { name: 'another', version: 'v1' };
    const earlier = (minutes: number, more: Partial<Launch> = {}) => ({
      requestedAt: noon - minutes * 60_000,
      ...more,
    });
    await bound('old', {}, earlier(9));
    await bound('last', {}, earlier(5, { parameters: { lr: 0.5 } }));
    await bound('there', {}, earlier(4, { requester: elsewhere }));
    await bound('other', {}, earlier(3, { template: other }));
    await bound('seen', {}, earlier(2, { origin: 'watched' }));
    await add(aLaunch('nothing', earlier(1, { state: 'failed' })));
    await add(aLaunch('asked', { state: 'waiting' }));
    await bound('later', {}, earlier(-1));
    await tx(({ threads }) => threads.insert(aThread('t', { launchId: 'last', rootTs: '1.5' })));
    const lastRun = async (id: string) => (await tx(({ cards }) => cards.byLaunch(id)))?.lastRun;
    const { body } = aLaunch('last');
    expect(await lastRun('asked')).toMatchObject({
      handle: 'hlast',
      channel: 'C1',
      rootTs: '1.5',
      parameters: { lr: 0.5 },
      body,
    });
    expect(await lastRun('last')).toBeUndefined();
    const unlike = { name: 'never-run', version: 'v1' };
    await add(aLaunch('first', { state: 'waiting', template: unlike }));
    expect(await lastRun('first')).toBeUndefined();
  });

  test('each reference finds it', async () => {
    await bound('77');
    const found = await bench().tx(async ({ cards }) => [
      await cards.byLaunch('77'),
      await cards.byHandle('h77'),
      await cards.byResource('123456789', 'us-central1', '77'),
      await cards.byResource('ml-prod', 'us-central1', '77'),
      ...(await cards.byJobId('77')),
    ]);
    expect(found.map((card) => card?.launch.id)).toEqual(Array(5).fill('77'));
    const lost = await bench().tx(async ({ cards }) => [
      await cards.byLaunch('x'),
      await cards.byHandle('h'),
      await cards.byResource('ml-dev', 'us-central1', '77'),
      await cards.byResource('ml-prod', 'us-east1', '77'),
      ...(await cards.byJobId('7')),
    ]);
    expect(lost).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('a refused launch shows only in its own thread', async () => {
    await add(aLaunch('1', { state: 'refused' }));
    const found = await bench().tx(async ({ cards }) => [
      await cards.byLaunch('1'),
      await cards.byHandle('h1'),
    ]);
    expect(found.map((card) => card?.launch.id)).toEqual(['1', undefined]);
    expect(await byNamePrefix('resnet')).toEqual([]);
    expect(await list({ state: 'REFUSED' })).toEqual({ ids: [], total: 0 });
  });

  test('names are found by their beginning, whatever the case, live ones first, then the newest', async () => {
    await bound('old', {}, { requestedAt: noon - 2 });
    await bound('done', { state: 'SUCCEEDED' }, { requestedAt: noon + 9 });
    await bound('new', {}, { requestedAt: noon - 1 });
    await add(aLaunch('pending', { requestedAt: noon - 3 }));
    await add(aLaunch('other', named('bert')));
    expect(await byNamePrefix('RESnet ')).toEqual(['new', 'old', 'pending', 'done']);
    expect(await byNamePrefix('resnet', 1)).toEqual(['new']);
  });

  test.each([
    ['100%', '100% sure', '100 per cent'],
    ['a_b', 'a_b c', 'axb c'],
    ['Über', 'ÜBER alles', 'Uber'],
    ['训练', '训练 7', '训'],
    ['a-b', 'A-B', 'ab'],
  ])('nothing in %s means anything but itself', async (typed, fits, fitsNot) => {
    await add(aLaunch('fits', named(fits)));
    await add(aLaunch('not', named(fitsNot)));
    expect(await byNamePrefix(typed)).toEqual(['fits']);
  });

  test('a list shows what is live, pending launches included, the newest first, and counts the rest', async () => {
    await bound('running', {}, { requestedAt: noon + 1 });
    await bound('done', { state: 'SUCCEEDED' });
    await bound('deleted', { gone: true });
    await bound('unheard', { state: 'SOMETHING_NEW' }, { requestedAt: noon + 2 });
    await add(aLaunch('pending', { state: 'doubt', requestedAt: noon + 3 }));
    await add(aLaunch('failed', { state: 'failed' }));
    expect(await list()).toEqual({ ids: ['pending', 'unheard', 'running'], total: 3 });
    expect(await list({ limit: 1 })).toEqual({ ids: ['pending'], total: 3 });
  });

  test('a list of one state has launches that ended in it without a job, and no deleted job that ran', async () => {
    await bound('running');
    await bound('deleted', { gone: true });
    await bound('crashed', { state: 'FAILED', gone: true }, { requestedAt: noon + 1 });
    await add(aLaunch('failed', { state: 'failed' }));
    expect((await list({ state: 'RUNNING' })).ids).toEqual(['running']);
    expect((await list({ state: 'FAILED' })).ids).toEqual(['crashed', 'failed']);
  });

  test('a list may be of several states', async () => {
    await bound('running');
    await bound('queued', { state: 'QUEUED' }, { requestedAt: noon + 1 });
    await bound('crashed', { state: 'FAILED' }, { requestedAt: noon + 2 });
    await bound('done', { state: 'SUCCEEDED' }, { requestedAt: noon + 3 });
    expect((await list({ state: ['QUEUED', 'FAILED'] })).ids).toEqual(['crashed', 'queued']);
    expect(await list({ state: ['live', 'FAILED'] })).toEqual({
      ids: ['crashed', 'queued', 'running'],
      total: 3,
    });
  });

  test('a list may be of a label and of a template', async () => {
    const labelled = (labels: Record<string, string> | undefined, displayName = 'x') => ({
      body: {
        displayName,
        labels,
        jobSpec: { env: { team: 'vision' }, odd: ['\0', '\ud800', '\\u0000', '\\\\ud800'] },
      },
    });
    await bound('1', {}, labelled({ team: 'vision', 'cost-center': '' }));
    await bound('2', {}, labelled({ team: 'speech', équipe: 'visión_1' }));
    await bound('3', {}, { ...labelled(undefined), template: { name: 'bert', version: '1' } });
    const labelOf = async (key: string, value: string) =>
      (await list({ label: { key, value } })).ids;
    expect(await labelOf('team', 'vision')).toEqual(['1']);
    expect(await labelOf('équipe', 'visión_1')).toEqual(['2']);
    expect(await labelOf('cost-center', '')).toEqual(['1']);
    expect(await labelOf('team', '')).toEqual([]);
    expect((await list({ template: 'bert' })).ids).toEqual(['3']);
    expect((await list({ template: 'BERT' })).ids).toEqual(['3']);
    expect((await list({ template: 'ber' })).ids).toEqual([]);
  });

  test('the pages of a list meet without a gap, whatever comes and goes between them', async () => {
    // Three in each millisecond: ids tell them apart.
    const ids = Array.from({ length: 9 }, (_, index) => `${index}`);
    const requestedAt = (id: string) => noon + Math.floor(Number(id) / 3);
    for (const id of ids) await bound(id, {}, { requestedAt: requestedAt(id) });
    const page = async (to?: 'older' | 'newer', id = '') => {
      const turn = to === undefined ? undefined : { to, id, requestedAt: requestedAt(id) };
      const { cards, total, newer } = await bench().tx((tx) => tx.cards.list({ limit: 4, turn }));
      return [cards.map(({ launch }) => launch.id).join(''), newer, total];
    };
    expect(await page()).toEqual(['6783', 0, 9]);
    expect(await page('older', '3')).toEqual(['4501', 4, 9]);
    expect(await page('older', '1')).toEqual(['2', 8, 9]);
    expect(await page('older', '2')).toEqual(['', 0, 9]);
    expect(await page('newer', '2')).toEqual(['4501', 4, 9]);
    expect(await page('newer', '4')).toEqual(['6783', 0, 9]);
    expect(await page('newer', '6')).toEqual(['', 0, 9]);
    await bound('new', {}, { requestedAt: noon + 100 });
    await bench().tx(({ jobs }) => jobs.save(aJob('3', { state: 'SUCCEEDED' })));
    expect(await page('older', '3')).toEqual(['4501', 4, 9]);
  });

  test('a list may be of a channel, of a person, and of a time', async () => {
    const requester = { userId: 'U1', teamId: 'T1', channel: 'C1' };
    await add(aLaunch('1'));
    await add(aLaunch('2', { requester: { ...requester, channel: 'C2' } }));
    await add(aLaunch('3', { requester: { ...requester, userId: 'U9' }, requestedAt: noon - 10 }));
    expect((await list({ channel: 'C1' })).ids).toEqual(['1', '3']);
    expect((await list({ requesterId: 'U9' })).ids).toEqual(['3']);
    expect((await list({ since: noon })).ids).toEqual(['1', '2']);
    expect((await list({ channel: 'C2', requesterId: 'U9' })).ids).toEqual([]);
  });

  test('a list may be of what somebody sees, and counts the rest', async () => {
    const requester = { userId: 'U1', teamId: 'T1', channel: 'C1' };
    await bound('open', {}, { requestedAt: noon + 3 });
    await bound('both', {}, { requester: { ...requester, channel: 'C9' }, requestedAt: noon + 2 });
    await bound('own', {}, { requester: { ...requester, userId: 'U2', channel: 'C9' } });
    await bound('not', {}, { requester: { ...requester, channel: 'C9' }, requestedAt: noon - 1 });
    // Whoever watches is not whose job it is.
    const watcher = { ...requester, userId: 'U2', channel: 'C9' };
    await bound('seen', {}, { requester: watcher, origin: 'watched', requestedAt: noon - 2 });
    await bench().tx(({ threads }) => threads.insert(aThread('t', { launchId: 'both' })));
    const page = async (channels: readonly string[], more: Partial<CardQuery> = {}) => {
      const seenBy = { userId: 'U2', channels };
      const found = await bench().tx((tx) => tx.cards.list({ limit: 9, seenBy, ...more }));
      return [found.cards.map(({ launch }) => launch.id), found.total, found.hidden];
    };
    expect(await page(['C1', 'C7'])).toEqual([['open', 'both', 'own'], 3, 2]);
    expect(await page(['C1'], { limit: 1 })).toEqual([['open'], 3, 2]);
    expect(await page([])).toEqual([['own'], 1, 4]);
    expect(await page(['C1', 'C9'])).toMatchObject({ 1: 5, 2: 0 });
    expect(await page(['C1'], { notBy: 'U2' })).toEqual([['open', 'both'], 2, 2]);
    const named = (channels: readonly string[]) =>
      bench().tx(async (tx) => {
        const seenBy = { userId: 'U2', channels };
        const found = await tx.cards.byNamePrefix('resnet', 9, seenBy);
        return found.cards.map(({ launch }) => launch.id);
      });
    expect(await named(['C1'])).toEqual(['open', 'both', 'own']);
    expect(await named([])).toEqual(['own']);
  });

  test('all that is live is there with what it may burn, and what has ended is not', async () => {
    const requester = { userId: 'U1', teamId: 'T1', channel: 'C1' };
    const elsewhere = { ...requester, channel: 'C9' };
    const total = { known: true, hourly: 12_345_678_901_234n } as const;
    const phases = [{ state: 'RUNNING', since: noon }];
    await bound('runs', { state: 'RUNNING', phases }, { estimate: { total, pools: [total] } });
    await bound('newer', { state: 'DEFROSTING' });
    await bound('done', { state: 'SUCCEEDED' });
    await bound('gone', { gone: true });
    await bound('theirs', {}, { requester: { ...elsewhere, userId: 'U2' } });
    await bound('watched', {}, { requester: elsewhere, origin: 'watched' });
    await add(aLaunch('pending', { state: 'doubt' }));
    await add(aLaunch('failed', { state: 'failed' }));
    await add(aLaunch('held', { state: 'held' }));
    const live = async (query: LiveQuery = {}) => {
      const { burners, hidden } = await bench().tx((tx) => tx.cards.live(query));
      return [burners.map(({ launch }) => launch.id).sort(), hidden];
    };
    expect(await live()).toEqual([['newer', 'pending', 'runs', 'theirs', 'watched'], 0]);
    expect(await live({ channel: 'C1' })).toEqual([['newer', 'pending', 'runs'], 0]);
    expect(await live({ requesterId: 'U1' })).toEqual([['newer', 'pending', 'runs'], 0]);
    const seenBy = { userId: 'U2', channels: ['C1'] };
    expect(await live({ seenBy })).toEqual([['newer', 'pending', 'runs', 'theirs'], 1]);
    const { burners } = await bench().tx((tx) => tx.cards.live({}));
    expect(burners.find(({ launch }) => launch.id === 'runs')).toMatchObject({
      launch: {
        target: aJob('runs').target,
        template: { name: 'resnet-train' },
        estimate: { total },
      },
      job: { state: 'RUNNING', phases, gone: false },
    });
    expect(burners.find(({ launch }) => launch.id === 'pending')?.job).toBeUndefined();
  });

  test('all channels of threads and launches are known', async () => {
    const channels = async () => [...(await bench().tx((tx) => tx.cards.channels()))].sort();
    expect(await channels()).toEqual([]);
    await bound('1');
    await bound('2', {}, { requester: { userId: 'U1', teamId: 'T1', channel: 'C5' } });
    await bound('3', {}, { requester: { userId: 'U1', teamId: 'T1', channel: 'C5' } });
    await bench().tx(async ({ threads }) => {
      await threads.insert(aThread('t'));
      await threads.insert(aThread('u', { channel: 'D2' }));
      await threads.insert(aThread('v', { channel: 'C0', launchId: '3' }));
      // A digest, or what is told to one person.
      await threads.insert(aThread('w', { channel: 'D9', launchId: undefined }));
    });
    expect(await channels()).toEqual(['C0', 'C1', 'C5', 'D2']);
  });

  test('a watched job is of the channels that have its thread, and of nobody', async () => {
    await bound('1', {}, { origin: 'watched' });
    await bound('2');
    await bench().tx(async ({ threads }) => {
      await threads.insert(aThread('a'));
      await threads.insert(aThread('b', { channel: 'C2' }));
    });
    expect(await list({ channel: 'C1' })).toMatchObject({ total: 2 });
    expect(await list({ channel: 'C2' })).toEqual({ ids: ['1'], total: 1 });
    expect(await list({ channel: 'C3' })).toEqual({ ids: [], total: 0 });
    expect(await list({ requesterId: 'U1' })).toEqual({ ids: ['2'], total: 1 });
    const card = await bench().tx(({ cards }) => cards.byLaunch('1'));
    expect(card?.launch).toEqual(aLaunch('1', { state: 'bound', origin: 'watched' }));
  });
}
