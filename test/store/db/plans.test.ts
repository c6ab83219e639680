// What is asked while others wait for it goes by an index, however much there is: the plans that the databases make.

import { CompiledQuery, Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expiringKinds, parseRetention } from '../../../app/domain/retention/retention.ts';
import { openBackend, prepare } from '../../../app/store/backend.ts';
import type { Context } from '../../../app/store/db/context.ts';
import { createExpiry } from '../../../app/store/repositories/expiry.ts';
import { createBudgets } from '../../../app/store/repositories/launch/budgets.ts';
import type { Schema } from '../../../app/store/schema/schema.ts';
import { auditPage } from '../../../app/store/queries/audit-page.ts';
import { readBacklog } from '../../../app/store/queries/backlog.ts';
import { createCards } from '../../../app/store/queries/cards.ts';
import { createGuards } from '../../../app/store/repositories/guards.ts';
import { createHomes } from '../../../app/store/repositories/home/homes.ts';
import { createJobs } from '../../../app/store/repositories/jobs.ts';
import { createLaunches } from '../../../app/store/repositories/launch/launches.ts';
import { createChannels } from '../../../app/store/repositories/thread/channels.ts';
import { createThreads } from '../../../app/store/repositories/thread/threads.ts';
import type { CardQuery } from '../../../app/usecase/ports/store/cards.ts';
import { databases, servers, type TestServer } from '../databases.ts';
import { startMs } from '../harness.ts';
import { insertMany } from '../many-rows.ts';
import { noon } from '../samples.ts';

const day = 86_400_000;
/** The rows of these grow with all that ever happened. */
const large =
  /\b(?:launches|launch_labels|expired_launches|expired_requests|jobs|threads|updates|cancels|votes|watches|watch_jobs|audit)\b/;

const [memory] = databases;

/** Indexes of the few rows that are live, wait or have no launch; and the one that lists go along until they have enough. */
const ofFewRows =
  /INDEX (?:jobs_live|jobs_open_place|threads_digests|threads_parked(?:_of)?|updates_delivery|launches_requested)$/;
const newLease: Context['newLease'] = (leaseMs) => ({ token: 'x', deadline: leaseMs });

describe.each([memory, ...servers].filter((one) => one !== undefined))('on $name', ({ start }) => {
  let server: TestServer;
  let db: Kysely<Schema>;
  let context: Context;
  const asked: CompiledQuery[] = [];
  beforeAll(async () => {
    server = await start();
    const log = { warn: () => undefined };
    const backend = openBackend(await server.fresh(), { log });
    const { name, dialect } = backend;
    db = new Kysely<Schema>({ dialect, log: ({ query }) => void asked.push(query) });
    await prepare(backend, db);
    // SQLite plans without looking at how many rows there are.
    const count = name === 'sqlite' ? 4_000 : 100_000;
    await insertMany(db, name, { count, now: noon, bodyLength: 1_000 });
    const retention = parseRetention('audit:150d,jobs:100d') ?? {};
    const rest = { now: noon, newLease, log, policy: undefined, retention };
    context = { db, dialect: name, rowLocks: name === 'postgres', ...rest };
  }, startMs);
  afterAll(async () => {
    await db.destroy();
    await server.stop();
  });

  /** The steps of the plans of everything that some work asks. */
  async function plansOf(work: () => Promise<unknown>): Promise<readonly string[]> {
    asked.length = 0;
    await work();
    const steps: string[] = [];
    for (const query of [...asked]) {
      if (!/^\s*(?:select|delete|insert|update|with)/i.test(query.sql)) continue;
      const explain = context.dialect === 'sqlite' ? 'explain query plan' : 'explain';
      const explained = CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]);
      const { rows } = await db.executeQuery<Record<string, unknown>>(explained);
      steps.push(...rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])));
    }
    expect(steps).not.toEqual([]);
    return steps;
  }
  const scansIn = (steps: readonly string[]) =>
    steps.filter(
      (step) => /^SCAN |Seq Scan/.test(step.trim()) && large.test(step) && !ofFewRows.test(step),
    );

  test('a label’s budget reads the launches of that label alone, and no request body', async () => {
    const purse = { kind: 'label', key: 'team', value: 'team-7' } as const;
    const steps = await plansOf(async () => {
      const spenders = await createBudgets(context).spenders([purse], noon - 10 * day);
      expect(spenders.length).toBeGreaterThan(0);
      expect(spenders.every(({ labels }) => labels['team'] === 'team-7')).toBe(true);
    });
    expect(scansIn(steps)).toEqual([]);
    expect(asked.filter(({ sql }) => /json/.test(sql))).toEqual([]);
  });

  const others = { userId: 'U5', channels: ['C1', 'C2'] };
  const since = noon - 30 * day;
  const list = (query: Partial<CardQuery>) => () =>
    createCards(context).list({ limit: 20, seenBy: others, ...query });
  const states = ['SUCCEEDED', 'FAILED'];
  const label = { key: 'team', value: 'team-7' };
  const turn = { requestedAt: noon - 90 * day, id: '7' };
  const named = (prefix: string) => () => createCards(context).byNamePrefix(prefix, 100, others);
  const audit = { since, limit: 20 };
  const reads: Readonly<Record<string, () => Promise<unknown>>> = {
    'a list': list({}),
    'a list of a state': list({ state: 'FAILED' }),
    'a list of states': list({ state: ['live', ...states] }),
    'a list of a state in a channel': list({ state: 'FAILED', channel: 'C7' }),
    'a list of a channel': list({ state: 'any', channel: 'C7', since }),
    'a list of a person': list({ state: 'any', requesterId: 'U7' }),
    'a list of a template': list({ state: 'FAILED', template: 'T7' }),
    'a list of a label': list({ state: 'FAILED', label }),
    'a list of everything': list({ state: 'any', seenBy: undefined }),
    'an older page': list({ state: states, turn: { to: 'older', ...turn } }),
    'a page back': list({ state: states, channel: 'C7', turn: { to: 'newer', ...turn } }),
    'what many may be cancelled': list({ channel: 'C7', cancellable: {}, until: noon }),
    'all that is live': () => createCards(context).live({ seenBy: others, channel: 'C7' }),
    'a common beginning of names': named('train-'),
    'a name': named('train-3998'),
    'a job’s number': () => createCards(context).byJobId('3998'),
    'a handle': () => createCards(context).byHandle('h3998'),
    'the channels of cards': () => createCards(context).channels(),
    'the thread of a message': () => createThreads(context).byRoot('C18', '3998.0'),
    'what is due in threads': () => createThreads(context).claimDue(10, 60_000),
    'what is due in launches': () => createLaunches(context).claimDue(10, 60_000),
    'what is not told yet': () => createThreads(context).countOpen(),
    'how many jobs are live': () => createJobs(context).countLive(),
    'the open jobs of a target': () =>
      createJobs(context).open({ project: 'p', location: 'l' }, '1'),
    'what is told in a day': () => createChannels(context).told('C7', noon - day, noon),
    'what somebody has to resolve': () =>
      createHomes(context).needs('U7', { failed: noon - day, parked: noon - 7 * day }, 50),
    'what a day cost': () => createHomes(context).paidSince(noon - day),
    'what everybody spent in a day': () =>
      createBudgets(context).spenders([{ kind: 'all' }], noon - day),
    'what somebody spent in a day': () =>
      createBudgets(context).spenders([{ kind: 'person', userId: 'U7' }], noon - day),
    'whose silence is watched': () => createGuards(context).silentJobs('p'),
    'what is stuck': () => readBacklog(context, undefined),
    'a channel that is open again': () => createThreads(context).unpark('C7'),
    'whether a digest waits': () => createChannels(context).digestWaits('C7'),
    'what is stuck in a channel': () => readBacklog(context, 'C7'),
    'the audit': () => auditPage(db, { ...audit, seenBy: others }),
    'the audit of a template': () => auditPage(db, { ...audit, template: 'nobody' }),
    'the audit of a person': () => auditPage(db, { ...audit, actor: 'U7' }),
  };
  const by: Readonly<Record<string, RegExp>> = {
    'a list of a state': /jobs_state/,
    'a list of states': /jobs_state/,
    'a list of a state in a channel': /launches_channel[^]*threads_newest/,
    'a list of a channel': /launches_channel[^]*threads_newest/,
    'a list of a person': /launches_asker/,
    'a list of a template': /launches_template/,
    'a list of a label': /launch_labels_value/,
    'a list of everything': /launches_requested/,
    'what many may be cancelled': /jobs_live/,
    'all that is live': /jobs_live/,
    'a name': /launches_name/,
    'the thread of a message': /threads_root/,
    'what a day cost': /jobs_since[^]*jobs_live/,
    'what everybody spent in a day': /jobs_since[^]*jobs_live/,
    'whose silence is watched': /jobs_live/,
    'a channel that is open again': /threads_parked/,
    'whether a digest waits': /threads_(?:root|digests)/,
    'the audit': /audit_(?:at|expiry)/,
    'the audit of a template': /audit_template/,
    'the audit of a person': /audit_actor/,
  };
  const never: Readonly<Record<string, RegExp>> = {
    'what is stuck in a channel': /launches_channel|threads_(?:channel|newest|root)/,
  };
  test.each(Object.keys(reads))('%s goes by an index', async (name) => {
    const steps = await plansOf(reads[name] ?? (() => Promise.reject(new Error(name))));
    expect(scansIn(steps)).toEqual([]);
    // Another index may be worse than a scan: all of a channel, or all there is in order.
    expect(steps.join('\n')).toMatch(by[name] ?? '');
    expect(steps.join('\n')).not.toMatch(never[name] ?? /^$/);
  });

  test.each(expiringKinds)('a step of the expiry of %s looks at a few rows', async (kind) => {
    const reached = { at: noon - 190 * day, id: '0' };
    const steps = await plansOf(() =>
      createExpiry(context).step({ value: { kind, reached }, lease: newLease(60_000) }),
    );
    expect(scansIn(steps)).toEqual([]);
  });
});
