import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { SlackUnreachableError } from '../../../app/slack/client/errors.ts';
import { until } from '../fake-slack.ts';
import { createBot, noteText, socketMode, startBot, type Bot } from '../harness.ts';

describe('what Socket Mode brings', () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot(socketMode);
  });

  const event = (type: unknown) => ({ type: 'event_callback', team_id: 'T1', event: { type } });

  it.each<[string, string, unknown]>([
    ['an event of nothing', 'events_api', undefined],
    ['an event that is null', 'events_api', { type: 'event_callback', event: null }],
    ['an event of no type', 'events_api', { type: 'event_callback', event: {} }],
    ['an event named as the library’s own', 'events_api', event('ws_message')],
    ['an event named as the connection’s end', 'events_api', event('disconnected')],
    ['an interaction of nothing', 'interactive', null],
    ['an interaction of no kind', 'interactive', { type: 'brand_new' }],
    ['a command that is text', 'slash_commands', 'x'],
    ['an envelope of a new kind', 'brand_new', { a: 1 }],
    ['an envelope named as the connection’s end', 'close', {}],
    ['an envelope named as an error', 'error', {}],
  ])('is acked in whatever shape: %s', async (_name, type, payload) => {
    await bot.slack.send(type, payload);
    expect(await bot.slack.send('slash_commands', bot.command())).toMatchObject({
      text: expect.stringContaining(noteText) as unknown,
    });
    expect(bot.slack.callsOf('apps.connections.open')).toHaveLength(1);
  });

  it.each<[string, string | Buffer]>([
    ['no JSON', '{"type":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an event without an envelope', '{"type":"events_api"}'],
    ['an envelope whose id is a number', '{"type":"events_api","envelope_id":7}'],
    ['bytes', Buffer.from([0, 159, 146, 150])],
  ])('is skipped where it is no envelope: %s', async (_name, data) => {
    bot.slack.sendRaw(data);
    expect(await bot.slack.send('slash_commands', bot.command())).toMatchObject({
      text: expect.stringContaining(noteText) as unknown,
    });
    expect(bot.log.lines).toContainEqual(
      expect.objectContaining({ message: 'Socket Mode brought something I can’t read' }),
    );
  });
});

describe('a Socket Mode connection', () => {
  it('that could not be opened is opened at the next start', async () => {
    const bot = await createBot(socketMode);
    bot.slack.on('apps.connections.open', (_, nth) =>
      nth === 1 ? { status: 503, text: 'upstream' } : undefined,
    );
    await expect(bot.start()).rejects.toBeInstanceOf(SlackUnreachableError);
    await bot.start();
    expect([bot.works(), bot.slack.sockets()]).toEqual([true, 1]);
  });

  it('is none without Slack’s greeting', async () => {
    const bot = await createBot(socketMode, { timeoutMs: 100 });
    const url = `${bot.slack.url.replace('http', 'ws')}/silent`;
    bot.slack.on('apps.connections.open', { body: { ok: true, url } });
    await expect(bot.start()).rejects.toBeInstanceOf(SlackUnreachableError);
    expect(bot.works()).toBe(false);
  });
});

describe('a Socket Mode connection that is lost', () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot(socketMode);
  });

  it('is replaced at once', async () => {
    bot.slack.dropSockets();
    await until(() => bot.slack.callsOf('apps.connections.open').length === 2 && bot.works());
    expect(await bot.slack.send('slash_commands', bot.command())).toMatchObject({
      text: expect.stringContaining(noteText) as unknown,
    });
  });

  it('is replaced at once when Slack asks for it', async () => {
    void bot.slack.send('disconnect', { reason: 'refresh_requested' });
    await until(() => bot.slack.callsOf('apps.connections.open').length === 2);
    await until(() => bot.works() && bot.slack.sockets() === 1);
  });

  it('shows while it can’t be replaced, and is replaced in the end', async () => {
    bot.slack.on('apps.connections.open', (_, nth) =>
      nth === 2 ? { body: { ok: false, error: 'invalid_auth' } } : undefined,
    );
    bot.slack.dropSockets();
    await until(() => !bot.works());
    await until(() => bot.works());
    expect(bot.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'Socket Mode is not connected' }),
    );
  });

  it('is not replaced after a stop', async () => {
    await bot.stopTaking();
    await until(() => bot.slack.sockets() === 0);
    await pause(100);
    expect(bot.slack.callsOf('apps.connections.open')).toHaveLength(1);
    expect(bot.works()).toBe(false);
  });
});
