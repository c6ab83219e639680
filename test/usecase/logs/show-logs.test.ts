import { beforeEach, expect, test } from 'vitest';
import { failed, succeeded, type Failure } from '../../../app/domain/error/failure.ts';
import { createHarness, target, type Harness } from '../harness.ts';
import { saying } from '../../domain/text/written.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});
const launched = async () => {
  const handle = await bot.launch();
  await bot.runUntilIdle();
  return handle;
};
const entry = (text: string) => ({ at: 1, severity: 'INFO', replica: 'workerpool0-0', text });
const found = (...texts: readonly string[]) =>
  succeeded({ entries: texts.map(entry), more: false, cutShort: false });

test('the newest lines of a job are read, and shown to the requester after the ack, without secrets', async () => {
  const handle = await launched();
  bot.log.reading = found('a\nb', 'password=hunter2');
  expect(await bot.askSlow(`logs ${handle} 2 0-1`)).toMatchObject({
    kind: 'logs',
    lines: [{ text: 'b' }, { text: 'password=[redacted]' }],
    replica: 'workerpool0-1',
    more: true,
    cutShort: false,
  });
  const job = bot.job();
  expect(bot.logReads).toEqual([
    {
      target,
      jobId: job.key.id,
      since: job.createTime,
      replica: 'workerpool0-1',
      most: 2,
    },
  ]);
});

test('a button shows the usual number of lines', async () => {
  const handle = await launched();
  bot.log.reading = found('a');
  const requester = { userId: 'U0BO', teamId: 'T1', channel: 'C0JOBS' };
  expect(
    await bot.interactions.press({ key: 'button:1', requester }, { verb: 'logs', handle }),
  ).toBeUndefined();
  await bot.runUntilIdle();
  expect(bot.answers.at(-1)).toMatchObject({ kind: 'logs', lines: [{ text: 'a' }], more: false });
  expect(bot.logReads).toMatchObject([{ most: 20 }]);
});

test('a launch without a job has no log, and nobody is asked for it', async () => {
  bot.vertexScript.onCreate = {
    failure: { kind: 'user', message: 'no', httpStatus: 400 },
    recorded: false,
  };
  const handle = await launched();
  expect(await bot.askSlow(`logs ${handle}`)).toMatchObject({
    kind: 'note',
    note: { kind: 'no-log', pending: false },
  });
  const waiting = await bot.launch('launch hello steps=4');
  expect(await bot.type(`logs ${waiting}`)).toBeUndefined();
  await expect
    .poll(() => bot.answers.at(-1))
    .toMatchObject({
      note: { kind: 'no-log', pending: true },
    });
  expect(bot.logReads).toEqual([]);
});

test.each<[Failure, string]>([
  [
    { kind: 'permanent', message: 'Permission denied', httpStatus: 403 },
    'give it `roles/logging.viewer` there',
  ],
  [
    { kind: 'permanent', message: 'x', httpStatus: 403, reason: 'SERVICE_DISABLED' },
    'enable logging.googleapis.com there',
  ],
  [
    { kind: 'transient', message: 'Cloud Logging’s answer was lost.' },
    'Cloud Logging’s answer was lost. Try again',
  ],
])('a log that can’t be read is said to be, with the remedy', async (failure, sentence) => {
  const handle = await launched();
  bot.log.reading = failed(failure);
  expect(await bot.askSlow(`logs ${handle}`)).toMatchObject({
    kind: 'logs-unread',
    why: saying(sentence),
  });
});

test('several that fit are asked about, one that nobody knows is named, somebody who is no member is shown nothing', async () => {
  await launched();
  await bot.launch('launch hello loud=true');
  await bot.runUntilIdle();
  expect(await bot.askSlow('logs hel')).toMatchObject({ kind: 'picker', verb: 'logs' });
  expect(await bot.askSlow('logs nobody')).toMatchObject({ kind: 'problem' });
  expect(await bot.askSlow('logs hel', 'U0STRANGER')).toMatchObject({
    kind: 'refused',
    act: 'view',
  });
  expect(bot.logReads).toEqual([]);
});
