import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer } from '../../app/domain/answer/answer.ts';
import { SlackRefusedError, SlackUnreachableError } from '../../app/slack/client/errors.ts';
import { postSigned, startFakeSlack, until } from './fake-slack.ts';
import {
  createBot,
  httpMode,
  inEachMode,
  note,
  noteText,
  signingSecret,
  socketMode,
  startBot,
} from './harness.ts';
import { cancelButton, mention } from './payloads.ts';

inEachMode((bot) => {
  it('works, and leaves other routes alone', async () => {
    expect(bot().works()).toBe(true);
    expect(await (await fetch(`http://127.0.0.1:${bot().port}/health/live`)).text()).toBe('ok');
    expect((await fetch(`http://127.0.0.1:${bot().port}/elsewhere`)).status).toBe(404);
  });

  it('acks what it has in hand before it stops, and waits for it', async () => {
    const work = Promise.withResolvers<Answer | undefined>();
    bot().script.reply = () => work.promise;
    const acked = bot().deliver('slash_commands', bot().command());
    await until(() => bot().seen.length === 1);
    const stopped = bot().stopTaking();
    expect(await bot().drain(10)).toBe(false);
    work.resolve(note);
    await stopped;
    expect(await acked).toMatchObject({
      text: expect.stringContaining(noteText) as unknown,
    });
    expect(await bot().drain(1_000)).toBe(true);
  });

  it('logs no token, no response_url and no text', async () => {
    await bot().deliver('slash_commands', bot().command({ text: 'launch secret=hunter2' }));
    await bot().deliver('interactive', bot().press({ action_id: 'unknown', value: 'x' }));
    expect(bot().log.lines).not.toEqual([]);
    const lines = JSON.stringify(bot().log.lines);
    for (const word of ['xoxb-', 'xapp-', 'hunter2', 'response_url']) {
      expect(lines).not.toContain(word);
    }
  });
});

describe('work that is slow', () => {
  it('is owned up to in time in both modes, and its answer follows', async () => {
    const bots = await Promise.all([startBot(socketMode), startBot(httpMode)]);
    const work = Promise.withResolvers<Answer | undefined>();
    for (const { script } of bots) script.reply = () => work.promise;
    const begun = performance.now();
    const commands = bots.map((bot) => bot.deliver('slash_commands', bot.command()));
    const presses = bots.map((bot) => bot.deliver('interactive', bot.press(cancelButton)));
    const late = { text: expect.stringContaining('before you repeat it') as unknown };
    expect(await Promise.all(commands)).toMatchObject([late, late]);
    await Promise.all(presses);
    expect(performance.now() - begun).toBeLessThan(2_950);
    work.resolve(note);
    for (const { slack } of bots) {
      const told = () =>
        slack.callsOf('response_url').filter(({ args }) => args.json?.includes(noteText));
      await until(() => told().length === 2);
    }
  });
});

describe('signed HTTP', () => {
  it('refuses an event that could not be stored, so that Slack repeats it', async () => {
    const bot = await startBot(httpMode);
    bot.script.reply = () => Promise.reject(new Error('database is locked'));
    expect((await postSigned(bot.port, signingSecret, mention())).status).toBe(503);
  });

  it('refuses a bad signature', async () => {
    const bot = await startBot(httpMode);
    const bad = await postSigned(
      bot.port,
      signingSecret,
      new URLSearchParams(bot.command()),
      'v0=00',
    );
    expect([bad.status, bot.seen]).toEqual([401, []]);
  });

  it('puts Slack off until the bot knows who it is', async () => {
    const bot = await createBot(httpMode);
    const early = await postSigned(bot.port, signingSecret, new URLSearchParams(bot.command()));
    expect([early.status, bot.seen]).toEqual([503, []]);
  });
});

describe('starting', () => {
  it.each([
    ['auth.test', 'invalid_auth', 'SLACK_BOT_TOKEN'],
    ['auth.test', 'token_revoked', 'SLACK_BOT_TOKEN'],
    ['auth.test', 'account_inactive', 'SLACK_BOT_TOKEN'],
    ['apps.connections.open', 'invalid_auth', 'SLACK_APP_TOKEN'],
    ['apps.connections.open', 'not_allowed_token_type', 'SLACK_APP_TOKEN'],
  ])('is refused when %s says %s', async (method, error, variable) => {
    const bot = await createBot(socketMode);
    bot.slack.on(method, { body: { ok: false, error } });
    const failure: unknown = await bot.start().catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(SlackRefusedError);
    expect(String(failure)).toContain(variable);
    expect(bot.works()).toBe(false);
  });

  it('serves health while Slack can’t be reached, and succeeds once it is back', async () => {
    const slack = await startFakeSlack();
    await slack.stop();
    const bot = await createBot(socketMode, { slack });
    await expect(bot.start()).rejects.toBeInstanceOf(SlackUnreachableError);
    expect((await fetch(`http://127.0.0.1:${bot.port}/health/live`)).status).toBe(200);
    expect(bot.works()).toBe(false);
    const back = await startFakeSlack(Number(new URL(slack.url).port));
    onTestFinished(() => back.stop());
    await bot.start();
    expect(bot.works()).toBe(true);
  });
});

describe('a token revoked while the bot runs', () => {
  it('shows until it is good again', async () => {
    const bot = await startBot(httpMode, { timeoutMs: 200 });
    bot.slack.on('auth.test', (_, nth) =>
      nth === 2 ? { body: { ok: false, error: 'token_revoked' } } : undefined,
    );
    await until(() => !bot.works());
    await until(() => bot.works());
  });
});
