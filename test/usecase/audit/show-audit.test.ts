// Who reads what of the audit, and page by page.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { AuditTurn } from '../../../app/domain/audit/audit-view.ts';
import { auditPageSize } from '../../../app/usecase/audit/show-audit.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

type Audit = AnswerOf<'audit'>;

const secret = 'C0SECRET';
const open = 'C0OPEN';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const auditOf = (answer: Answer | undefined): Audit => {
  if (answer?.kind !== 'audit') throw new Error(`no audit: ${JSON.stringify(answer)}`);
  return answer;
};
const audit = async (text: string, userId: string, channel = open) =>
  auditOf(await bot.ask(text, userId, undefined, channel));
const acts = ({ rows }: Audit) => rows.map(({ actor, verb, subject }) => [actor, verb, subject]);

let keys = 0;
const press = async ({ filter, rows }: Audit, to: AuditTurn['to'], userId: string) => {
  const row = to === 'newer' ? rows[0] : rows.at(-1);
  if (row === undefined) throw new Error('nothing to turn from');
  const turn = { to, at: row.at, key: row.key };
  const request = {
    key: `button:turned${++keys}`,
    requester: { ...requester, userId, channel: open },
  };
  const acked = await bot.interactions.press(request, { verb: 'audit-turn', filter, turn });
  await bot.answered();
  return auditOf(acked ?? bot.answers.at(-1));
};

describe('the audit of a private channel’s job', () => {
  /** Of @ana, in a private channel that @bo and the admin are not in. */
  let handle: string;

  beforeEach(async () => {
    bot.membership.kinds.set(secret, { kind: 'private' });
    bot.membership.shared.set('U0ANA', [secret]);
    await bot.type('launch hello steps=7', 'U0ANA', 'first', secret);
    await bot.runUntilIdle();
    await bot.poll();
    const launch = await bot.store.transaction((tx) => tx.launches.byRequestKey('command:first'));
    if (launch === undefined) throw new Error('nothing was launched');
    ({ handle } = launch);
    bot.skip(1_000);
    await bot.ask('lock all the data moves', 'U0BO', 'refused');
  });

  test('is read whole by who has the permission, with what is on record of it', async () => {
    const all = await audit('audit', 'U0ADMIN');
    expect(all).toMatchObject({ whole: true, sure: true, newer: false, older: false });
    expect(acts(all)).toEqual([
      ['U0BO', 'lock', 'all'],
      ['U0ANA', 'launch', handle],
    ]);
    expect(all.rows[0]).toMatchObject({ actor: 'U0BO', verdict: 'refused' });
    expect(all.rows[0]?.outcome).toMatch(/^refused/);
    expect(all.rows[1]).toMatchObject({ verdict: 'allowed', template: 'hello', job: handle });
    const one = await audit(`audit ${handle}`, 'U0ADMIN');
    expect(one.filter.job).toBe(handle);
    expect(acts(one)).toEqual([['U0ANA', 'launch', handle]]);
  });

  test('shows to somebody outside only what they did, and says so', async () => {
    const own = await audit('audit', 'U0BO');
    expect(own).toMatchObject({ whole: false, sure: true });
    expect(acts(own)).toEqual([['U0BO', 'lock', 'all']]);
    for (const narrow of ['<@U0ANA>', 'template=hello']) {
      expect(acts(await audit(`audit ${narrow}`, 'U0BO'))).toEqual([]);
    }
  });

  test('is for somebody outside as if there were no such job', async () => {
    const answer = await bot.ask(`audit ${handle}`, 'U0BO', undefined, open);
    expect(answer).toMatchObject({ problems: [{ kind: 'no-such-job', typed: handle }] });
    const other = await bot.ask('audit zzz9', 'U0BO', undefined, open);
    expect(other).toMatchObject({ problems: [{ kind: 'no-such-job', typed: 'zzz9' }] });
  });

  test('shows to who sees the job what others did to it, but not what else they did', async () => {
    bot.membership.shared.set('U0BO', [secret]);
    bot.skip(1_000);
    await bot.ask('lock all for fun', 'U0GUEST', 'guest');
    expect(acts(await audit('audit', 'U0BO'))).toEqual([
      ['U0BO', 'lock', 'all'],
      ['U0ANA', 'launch', handle],
    ]);
    expect(acts(await audit(`audit ${handle}`, 'U0BO'))).toEqual([['U0ANA', 'launch', handle]]);
    // Her own job, wherever she asks, but not the refusals of others.
    expect(acts(await audit('audit', 'U0ANA'))).toEqual([['U0ANA', 'launch', handle]]);
  });

  test('is narrowed to a person, a template and a time', async () => {
    expect(acts(await audit('audit <@U0ANA|ana>', 'U0ADMIN'))).toHaveLength(1);
    expect(acts(await audit('audit template=HELLO', 'U0ADMIN'))).toHaveLength(1);
    expect(acts(await audit('audit template=other', 'U0ADMIN'))).toEqual([]);
    bot.skip(3_600_000);
    expect(acts(await audit('audit 30m', 'U0ADMIN'))).toEqual([]);
    expect(acts(await audit('audit 2h', 'U0ADMIN'))).toHaveLength(2);
    bot.skip(8 * 86_400_000);
    expect(acts(await audit('audit', 'U0ADMIN'))).toEqual([]);
    expect(acts(await audit('audit 9d', 'U0ADMIN'))).toHaveLength(2);
  });

  test('is answered to a mention and in direct messages as well', async () => {
    for (const channel of [open, 'D0ADMIN']) {
      const who = { ...requester, userId: 'U0ADMIN', channel };
      const request = { key: `message:${channel}`, requester: who };
      await bot.interactions.hear(request, '/job', { text: 'audit' });
      await bot.runUntilIdle();
      expect(acts(auditOf(bot.answers.at(-1)))).toHaveLength(2);
    }
  });

  test('follows a policy file that gives `admin` to others', async () => {
    bot.setPolicy({ roles: { lead: { people: ['U0BO'] } }, grants: { admin: ['lead'] } });
    expect(await audit('audit', 'U0BO')).toMatchObject({ whole: true });
    expect(await audit('audit', 'U0ADMIN')).toMatchObject({ whole: false, rows: [] });
  });

  test('knows a launch that never became a job by its handle', async () => {
    bot.setPolicy({ grants: { launch: [] } });
    await bot.store.transaction((tx) =>
      tx.audit.begin({
        ...{ key: 'old', actor: 'U0BO', verb: 'launch', subject: 'gone1', job: 'gone1' },
        ...{ channel: open, detail: {} },
      }),
    );
    expect(acts(await audit('audit gone1', 'U0BO'))).toEqual([['U0BO', 'launch', 'gone1']]);
    expect(acts(await audit('audit gone1', 'U0ADMIN'))).toHaveLength(1);
    const answer = await bot.ask('audit gone1', 'U0ANA', undefined, open);
    expect(answer).toMatchObject({ problems: [{ kind: 'no-such-job' }] });
  });
});

describe('pages of the audit', () => {
  const refuse = async (count: number, from = 0) => {
    for (let index = from; index < from + count; index++) {
      await bot.ask(`lock all number ${index}`, 'U0BO', `refused${index}`);
      bot.skip(1_000);
    }
  };
  const keysOf = ({ rows }: Audit) =>
    rows.map(({ key }) => Number(/refused(\d+)/.exec(key)?.[1] ?? NaN));
  const down = (from: number, count = auditPageSize) =>
    Array.from({ length: count }, (_, index) => from - index);

  test('are turned both ways, and stay in step while others are added', async () => {
    await refuse(2 * auditPageSize + 3);
    const first = await audit('audit 1d', 'U0BO');
    expect(keysOf(first)).toEqual(down(22));
    expect(first).toMatchObject({ newer: false, older: true, turned: false });
    await refuse(2, 23);
    const second = await press(first, 'older', 'U0BO');
    expect(keysOf(second)).toEqual(down(12));
    expect(second).toMatchObject({ newer: true, older: true, turned: true });
    expect(second.filter).toEqual(first.filter);
    const third = await press(second, 'older', 'U0BO');
    expect(keysOf(third)).toEqual(down(2, 3));
    expect(third).toMatchObject({ newer: true, older: false });
    const back = await press(third, 'newer', 'U0BO');
    expect(keysOf(back)).toEqual(down(12));
    expect(back).toMatchObject({ newer: true, older: true });
    // A full page that begins with what was added meanwhile.
    const top = await press(back, 'newer', 'U0BO');
    expect(keysOf(top)).toEqual(down(22));
    const newest = await press(top, 'newer', 'U0BO');
    expect(keysOf(newest)).toEqual(down(24));
    expect(newest).toMatchObject({ newer: false, older: true });
  });

  test('show no more to whoever presses than they may read', async () => {
    await refuse(auditPageSize + 1);
    const first = await audit('audit', 'U0ADMIN');
    expect(first.older).toBe(true);
    const other = await press(first, 'older', 'U0ANA');
    expect(other).toMatchObject({ rows: [], whole: false, newer: false, older: false });
  });

  test('that are gone become the newest', async () => {
    await refuse(1);
    const only = await audit('audit', 'U0BO');
    expect(keysOf(await press(only, 'older', 'U0BO'))).toEqual([0]);
    expect(keysOf(await press(only, 'newer', 'U0BO'))).toEqual([0]);
  });
});

describe('several jobs that fit', () => {
  test('are offered, and the picked one is shown', async () => {
    const first = await bot.launch('launch hello steps=1');
    bot.skip(1_000);
    await bot.launch('launch hello steps=2');
    await bot.runUntilIdle();
    const answer = await bot.ask('audit hello', 'U0ANA');
    expect(answer).toMatchObject({ kind: 'picker', verb: 'audit', candidates: [{}, {}] });
    const request = { key: 'button:picked', requester };
    await bot.interactions.press(request, { verb: 'audit', handle: first });
    await bot.answered();
    expect(acts(auditOf(bot.answers.at(-1)))).toEqual([['U0ANA', 'launch', first]]);
  });
});
