import { beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { Finding } from '../../../app/domain/doctor/checkup.ts';
import { failed } from '../../../app/domain/error/failure.ts';
import { createTemplateText } from '../../../app/templates/thread.ts';
import { checkHealth } from '../../../app/usecase/doctor/check-health.ts';
import { createTemplates } from '../../../app/usecase/template/templates.ts';
import { requester, createHarness, type Harness } from '../harness.ts';
import { createTemplateInteractions } from '../template/template-interactions.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

async function doctor(userId?: string, channel = requester.channel): Promise<readonly Finding[]> {
  const request = { key: `command:${Math.random()}`, requester: { ...requester, channel } };
  const who = { ...request.requester, userId: userId ?? requester.userId };
  expect(
    await bot.interactions.command({ ...request, requester: who }, '/job', 'doctor'),
  ).toBeUndefined();
  await bot.answered();
  const answer: Answer | undefined = bot.answers.at(-1);
  if (answer?.kind !== 'doctor') throw new Error(`not examined: ${JSON.stringify(answer)}`);
  expect(answer.version).toBe('1.2.3');
  return answer.findings;
}
const about = <About extends Finding['about']>(findings: readonly Finding[], what: About) =>
  findings.filter((one): one is Extract<Finding, { about: About }> => one.about === what);

/** Parks the thread of a launch: the channel refuses its root. */
async function park(): Promise<string> {
  const refused = { kind: 'channel-refused', why: 'is_archived' } as const;
  bot.faults.push({ outcome: refused, recorded: false });
  const handle = await bot.launch();
  await bot.runUntilIdle();
  return handle;
}

test('all is well after a good poll', async () => {
  bot.vertexScript.skewMs = 100;
  await bot.poll();
  const findings = await doctor();
  expect(findings.filter(({ grade }) => grade !== 'ok')).toEqual([]);
  expect(about(findings, 'target')).toMatchObject([{ ageMs: 0 }]);
  expect(about(findings, 'templates')).toMatchObject([{ count: 1 }]);
});

test('an ops channel is looked at if one is set', async () => {
  expect(about(await doctor(), 'ops')).toEqual([]);
  bot.checks.channel = 'archived';
  const answer = await checkHealth(
    {
      ...bot.deps,
      templates: createTemplates({
        files: bot.files,
        store: bot.store,
        text: createTemplateText(),
      }),
      database: 'SQLite',
      version: '1.2.3',
      replica: 'here:1',
      opsChannel: 'C0OPS',
      pause: () => Promise.withResolvers<undefined>().promise,
    },
    requester,
  );
  if (answer.kind !== 'doctor') throw new Error('not examined');
  expect(about(answer.findings, 'ops')).toMatchObject([
    { grade: 'problem', channel: 'C0OPS', check: { value: 'archived' } },
  ]);
});

test('a target that was never read is not known, and one that can’t be read any more says for how long', async () => {
  expect(about(await doctor(), 'target')).toMatchObject([{ grade: 'unknown' }]);
  await bot.launch();
  await bot.runUntilIdle();
  await bot.poll();
  bot.vertexScript.onList = { kind: 'transient', message: 'HTTP 503' };
  bot.skip(12 * 60_000);
  await bot.poll();
  expect(about(await doctor(), 'target')).toMatchObject([
    { grade: 'problem', ageMs: 720_000, target: { problem: 'HTTP 503', projectNumber: '123' } },
  ]);
});

test('a parked thread is named where it is, with its channel’s reason, and since when', async () => {
  const handle = await park();
  bot.skip(60_000);
  const [found] = about(await doctor(), 'parked');
  expect(found).toMatchObject({ thread: { handle, why: 'is_archived' }, forMs: 60_000 });
});

test('a parked thread’s time goes on while it is tried again, and ends with it', async () => {
  await park();
  const refused = { kind: 'channel-refused', why: 'is_archived' } as const;
  bot.faults.push({ outcome: refused, recorded: false });
  await bot.wait(11 * 60_000);
  expect(about(await doctor(), 'parked')).toMatchObject([{ forMs: 11 * 60_000 }]);
  await bot.wait(10 * 60_000);
  expect(about(await doctor(), 'parked')).toEqual([]);
});

test('what is of other channels is counted for members, and named to admins', async () => {
  const handle = await park();
  const elsewhere = await doctor('U0BO', 'C0OTHER');
  expect(about(elsewhere, 'parked')).toEqual([]);
  expect(about(elsewhere, 'unseen')).toMatchObject([{ parked: 1, stuck: 0, overdue: 0 }]);
  expect(JSON.stringify(elsewhere)).not.toMatch(new RegExp(`${handle}|${requester.channel}`));
  const all = await doctor('U0ADMIN', 'C0OTHER');
  expect(about(all, 'parked')).toMatchObject([{ thread: { handle, channel: requester.channel } }]);
  expect(about(all, 'unseen')).toEqual([]);
});

test('what went wrong with a job of a private channel is for who is there', async () => {
  bot.membership.kinds.set(requester.channel, { kind: 'private' });
  const failure = { kind: 'in-doubt', message: 'tell-tale' } as const;
  bot.vertexScript.onCreate = { failure, recorded: false };
  const handle = await bot.launch();
  await bot.runUntilIdle();
  await bot.wait(301_000);
  const outside = await doctor('U0ADMIN', 'C0OTHER');
  expect(about(outside, 'stuck')).toMatchObject([{ launch: { handle, why: undefined } }]);
  expect(JSON.stringify(outside)).not.toContain('tell-tale');
  bot.membership.shared.set('U0ADMIN', [requester.channel]);
  expect(JSON.stringify(await doctor('U0ADMIN', 'C0OTHER'))).toContain('tell-tale');
});

test('launches in doubt and overdue cancels are named', async () => {
  const failure = { kind: 'in-doubt', message: 'lost' } as const;
  bot.vertexScript.onCreate = { failure, recorded: false };
  const doubtful = await bot.launch('launch hello steps=9');
  await bot.runUntilIdle();
  const overdue = await bot.launch();
  await bot.runUntilIdle();
  await bot.type(`cancel ${overdue}`);
  await bot.runUntilIdle();
  await bot.wait(301_000);
  const findings = await doctor();
  expect(about(findings, 'stuck')).toMatchObject([
    { launch: { handle: doubtful, state: 'unknown' } },
  ]);
  expect(about(findings, 'overdue')).toMatchObject([{ cancel: { handle: overdue } }]);
});

test('broken files are named, with what stays in use', async () => {
  bot.broken.push({ file: 'a.yaml', problems: ['It is broken.'], inUse: 'c0ffee1' });
  expect(about(await doctor(), 'template')).toMatchObject([
    { grade: 'warning', file: 'a.yaml', problems: ['It is broken.'] },
  ]);
});

test('a database that hangs is said to, and the rest is answered', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const busy = bot.store.transaction(() => promise);
  bot.patience.resolve(undefined);
  const findings = await doctor();
  expect(about(findings, 'database')).toMatchObject([
    { grade: 'problem', why: 'no answer within 5 s' },
  ]);
  expect(about(findings, 'account')).toMatchObject([{ grade: 'ok' }]);
  resolve(undefined);
  await busy;
});

test('a database that fails is said to', async () => {
  await bot.store.close();
  expect(about(await doctor(), 'database')).toMatchObject([
    { grade: 'problem', why: 'a read failed, and the log says why' },
  ]);
});

test('a Slack that refuses is a problem', async () => {
  bot.checks.account = failed({ kind: 'permanent', message: 'token_revoked' });
  bot.checks.channel = 'archived';
  const findings = await doctor();
  expect(findings.slice(0, 2)).toMatchObject([
    { about: 'account', grade: 'problem' },
    { about: 'channel', grade: 'problem' },
  ]);
});

test('somebody who is no member is told nothing', async () => {
  expect(await bot.type('doctor', 'U0STRANGER')).toBeUndefined();
  await bot.runUntilIdle();
  expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused', act: 'view' });
});

test('it changes nothing', async () => {
  await park();
  await bot.runUntilIdle(); // whoever launched it is told directly
  const before = await bot.store.transaction((tx) => tx.threads.nextDueAt());
  const posted = [...bot.posts];
  await doctor();
  expect(await bot.store.transaction((tx) => tx.threads.nextDueAt())).toBe(before);
  expect(bot.posts).toEqual(posted);
});

test('a template kept in Slack that can’t be read any more is looked through for secrets all the same', async () => {
  const text = 'name: train\njobSpec: { args: [--password=hunter2x] }\n';
  await createTemplateInteractions(bot).keep('train', text);
  expect(about(await doctor(), 'template-secret')).toMatchObject([
    { name: 'train', origin: 'Slack', places: ['jobSpec.args[0]'], isRefused: true },
  ]);
});

test('the use of GPUs is told by project: readable, refused, or slow', async () => {
  expect(about(await doctor(), 'use')).toMatchObject([
    { grade: 'ok', check: { project: 'ml-prod' } },
  ]);
  bot.use.reading = failed({ kind: 'permanent', message: 'no', httpStatus: 403 });
  expect(about(await doctor(), 'use')).toMatchObject([
    { grade: 'warning', check: { problem: { kind: 'use-forbidden', project: 'ml-prod' } } },
  ]);
  bot.use.reading = new Promise(() => undefined);
  bot.patience.resolve(undefined);
  expect(about(await doctor(), 'use')).toMatchObject([
    {
      grade: 'unknown',
      check: { problem: { why: 'Cloud Monitoring gave no answer within 5 s.' } },
    },
  ]);
});
