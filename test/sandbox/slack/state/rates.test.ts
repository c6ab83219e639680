import { expect, it } from 'vitest';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { createRates, type RateKey } from '../../../../app/sandbox/slack/state/rates.ts';
import { settingsSchema } from '../../../../app/sandbox/slack/state/settings.ts';
import { webClient } from '../bolt-app.ts';
import { mlJobs, start } from '../harness.ts';

const { rates: limits } = settingsSchema.parse({});
const update: RateKey = { method: 'chat.update', tier: 3 };

it('allows a burst of posts in a channel, then one per second', () => {
  const rates = createRates();
  const post = (channel: string, nowMs: number) =>
    rates.take({ method: 'chat.postMessage', tier: 'special', channel }, nowMs, limits);
  expect([1, 2, 3, 4, 5].map(() => post('C1', 0))).toEqual(Array(5).fill(undefined));
  expect(post('C1', 0)).toBe(1);
  expect(post('C2', 0)).toBeUndefined();
  expect(post('C1', 999)).toBe(1);
  expect(post('C1', 1_000)).toBeUndefined();
  expect(post('C1', 1_000)).toBe(1);
});

it('allows fifty chat.update per minute over all channels', () => {
  const rates = createRates();
  for (let call = 0; call < 50; call += 1) {
    expect(rates.take({ ...update, channel: `C${call % 7}` }, call * 100, limits)).toBeUndefined();
  }
  expect(rates.take(update, 5_000, limits)).toBe(55);
  expect(rates.take({ method: 'chat.delete', tier: 3 }, 5_000, limits)).toBeUndefined();
  expect(rates.take(update, 60_001, limits)).toBeUndefined();
  expect(rates.take(update, 60_001, limits)).toBe(1);
});

it('has a limit for each tier, and for single methods', () => {
  const countUntilRefused = (tier: RateKey['tier'], settings = limits): number => {
    const rates = createRates();
    let calls = 0;
    while (rates.take({ method: 'm', tier }, 0, settings) === undefined) calls += 1;
    return calls;
  };
  expect(([2, 3, 4] as const).map((tier) => countUntilRefused(tier))).toEqual([20, 50, 100]);
  expect(countUntilRefused(4, { ...limits, methods: { m: 3 } })).toBe(3);
  const rates = createRates();
  const off = { ...limits, enabled: false };
  expect(Array(200).every(() => rates.take(update, 0, off) === undefined)).toBe(true);
});

it('answers 429 with a Retry-After that the library understands', async () => {
  const client = await start();
  await client.control('POST', 'settings', { rates: { postBurst: 1, postPerSecond: 0.5 } });
  await client.post();
  const response = await client.fetchApi('chat.postMessage', { channel: mlJobs, text: 'x' });
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('2');
  expect(await response.json()).toEqual({ ok: false, error: 'ratelimited' });
  const again = webClient(client).chat.postMessage({ channel: mlJobs, text: 'x' });
  await expect(again).rejects.toBeInstanceOf(WebAPIRateLimitedError);
  expect(await client.messages()).toHaveLength(1);
});
