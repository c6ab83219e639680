// What is asked while others wait for it goes by an index, however much there is: the plans that the databases make.

import { CompiledQuery, Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expiringKinds, parseRetention } from '../../../app/domain/retention/retention.ts';
import { openBackend, prepare } from '../../../app/store/backend.ts';
import type { Context } from '../../../app/store/db/context.ts';
import { createExpiry } from '../../../app/store/repositories/expiry.ts';
import { createBudgets } from '../../../app/store/repositories/launch/budgets.ts';
import type { Schema } from '../../../app/store/schema/schema.ts';
import { databases, servers, type TestServer } from '../databases.ts';
import { startMs } from '../harness.ts';
import { insertMany } from '../many-rows.ts';
import { noon } from '../samples.ts';

const day = 86_400_000;
/** The rows of these grow with all that ever happened. */
const large =
  /\b(?:launches|launch_labels|expired_launches|expired_requests|jobs|threads|updates|cancels|votes|watches|watch_jobs|audit)\b/;

const [memory] = databases;

/** Indexes of the live jobs, and of the threads without a launch. */
const ofFewRows = /INDEX (?:jobs_live|threads_digests)$/;
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
    await insertMany(db, name, { count: name === 'sqlite' ? 4_000 : 40_000, now: noon });
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

  test.each(expiringKinds)('a step of the expiry of %s looks at a few rows', async (kind) => {
    const reached = { at: noon - 190 * day, id: '0' };
    const steps = await plansOf(() =>
      createExpiry(context).step({ value: { kind, reached }, lease: newLease(60_000) }),
    );
    expect(scansIn(steps)).toEqual([]);
  });
});
