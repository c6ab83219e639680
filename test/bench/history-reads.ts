// What the bench of the history asks: each read path of the bot, through the use cases.

import type { ListTurn } from '../../app/domain/job/list-filter.ts';
import { listJobs } from '../../app/usecase/job/list-jobs.ts';
import { requester, target, type Harness } from '../usecase/harness.ts';

export type Asked = Harness;

/** Prepares something to ask, which takes no part in the time. */
type Read = (asked: Asked) => Promise<() => Promise<unknown>>;

const day = 86_400_000;
/** Half the names begin with it. */
const common = 'train-';

/** A command of a person in a channel of finished jobs; fails if the answer is a problem. */
const typed =
  (text: string, channel = 'C7', userId = 'U0ANA'): Read =>
  (asked) =>
    Promise.resolve(async () => {
      const answer = await asked.ask(text, userId, undefined, channel);
      if (answer === undefined || answer.kind === 'problem') {
        throw new Error(`${text} was answered with ${JSON.stringify(answer)}`);
      }
    });

/** A page of a list that begins that long ago. */
const page =
  (ageMs: number, to: ListTurn['to']): Read =>
  (asked) => {
    const turn = { to, requestedAt: asked.now() - ageMs, id: '0' };
    const request = { key: 'x', requester: { ...requester, channel: 'C7' } };
    const filter = { scope: 'all', states: ['SUCCEEDED', 'FAILED'] } as const;
    const deps = { ...asked.deps, targets: [target] };
    return Promise.resolve(() => listJobs(deps, request, filter, turn));
  };

const inStore =
  (
    work: (tx: Parameters<Parameters<Asked['store']['transaction']>[0]>[0]) => Promise<unknown>,
  ): Read =>
  (asked) =>
    Promise.resolve(() => asked.store.transaction(work));

/** By what is asked. */
export const reads: Readonly<Record<string, Read>> = {
  list: typed('list'),
  'list mine': typed('list mine'),
  'list all': typed('list all'),
  'list failed': typed('list failed'),
  'list succeeded': typed('list succeeded'),
  'list all failed': typed('list all failed'),
  'list all succeeded': typed('list all succeeded'),
  'list all expired': typed('list all expired'),
  'list all succeeded failed': typed('list all succeeded failed'),
  'list all succeeded 24h': typed('list all succeeded 24h'),
  'list all 24h': typed('list all 24h'),
  'list all 300d': typed('list all 300d'),
  'list 300d': typed('list 300d'),
  'list mine failed 300d': typed('list mine failed 300d'),
  'list all by=@ failed': typed('list all by=<@U7> failed'),
  'list all template=t7 failed': typed('list all template=t7 failed 300d'),
  'list all template=t8': typed('list all template=t8 300d'),
  'list all label.team=team-7': typed('list all label.team=team-7 300d'),
  'list failed label.team=team-7': typed('list failed label.team=team-7'),
  'list all of somebody who sees one channel': typed('list all failed', 'C7', 'U0BO'),
  'list, an older page': page(10 * day, 'older'),
  'list, a page of long ago': page(150 * day, 'older'),
  'list, back from long ago': page(150 * day, 'newer'),
  'status by handle': typed('status h9990'),
  'status by a whole name': typed('status train-9990'),
  'status by the beginning of a name': typed('status train-999'),
  'status by a common beginning': typed(`status ${common}`),
  'status by a job’s number': typed('status 9990'),
  'status last': typed('status last', 'C0JOBS'),
  'status in a thread': async (asked) => {
    const request = { key: 'x', requester: { ...requester, channel: 'C10' } };
    return Promise.resolve(() => asked.interactions.showThread(request, '/job', '9990.0'));
  },
  'a name to cancel': inStore((tx) => tx.cards.byNamePrefix(common, 100)),
  top: typed('top'),
  'top all': typed('top all'),
  'cancel of many': typed('cancel state=running older=9h', 'C0JOBS'),
  audit: typed('audit 300d', 'C7', 'U0ADMIN'),
  'audit of a job': typed('audit h9990', 'C7', 'U0ADMIN'),
  'audit of a person': typed('audit <@U7> 300d', 'C7', 'U0ADMIN'),
  'audit of a template': typed('audit template=t7 300d', 'C7', 'U0ADMIN'),
  'audit of an unknown template': typed('audit template=nobody 300d', 'C7', 'U0ADMIN'),
  'audit of somebody who sees little': typed('audit 300d', 'C7', 'U0BO'),
  'template list': typed('template list'),
  locks: typed('locks'),
  policy: typed('policy'),
  watch: typed('watch'),
  doctor: typed('doctor'),
  'doctor of an admin': typed('doctor', 'C7', 'U0ADMIN'),
  'launch dry-run': typed('launch hello steps=1 dry-run'),
  Home: async (asked) => {
    // What the week has cost is read every ten minutes.
    asked.skip(11 * 60_000);
    await asked.interactions.homeOpened({
      userId: 'U0ANA',
      teamId: 'T1',
      channel: 'D0ANA',
      mark: undefined,
    });
    return () => asked.homes();
  },
  'daily digest': async (asked) => {
    await asked.store.transaction((tx) =>
      tx.channels.set(
        { channel: 'C7', mode: 'all', broadcast: false, digest: { minutes: 1, zone: 'UTC' } },
        'U0ANA',
        tx.now,
      ),
    );
    return () => asked.dailyDigests();
  },
  'a poll with nothing new': (asked) => Promise.resolve(() => asked.poll()),
  gauges: inStore(async (tx) => {
    await tx.threads.countOpen();
    await tx.jobs.countLive();
    await tx.guards.unheard();
    await tx.cards.live({});
  }),
  'claims of what is due': (asked) => Promise.resolve(() => asked.runUntilIdle()),
  'when is something due': inStore(async (tx) => {
    for (const one of [tx.launches, tx.cancels, tx.threads, tx.watches, tx.guards])
      await one.nextDueAt();
  }),
  'the channels of cards': inStore((tx) => tx.cards.channels()),
  'a step of expiry, nothing is due': inStore((tx) =>
    tx.expiry.step({ value: { kind: 'audit' }, lease: { token: 'x', deadline: 0 } }),
  ),
};
