// Slack's documented rate limits: https://docs.slack.dev/apis/web-api/rate-limits. A refused call does not count against them.

import type { Settings } from './settings.ts';

export type Tier = 2 | 3 | 4 | 'special';

export interface Rates {
  /** Counts one call. Returns the seconds to wait when it is over a limit; undefined when it may proceed. */
  take(key: RateKey, nowMs: number, rates: Settings['rates']): number | undefined;
  reset(): void;
}

export type RateKey = {
  readonly method: string;
  readonly tier: Tier;
  readonly channel?: string | undefined;
};

/** Counts calls per method in a one-minute window, and posts per channel in a token bucket. Nothing is counted yet. */
export function createRates(): Rates {
  const windows = new Map<string, number[]>();
  const buckets = new Map<string, Bucket>();
  return {
    take({ method, tier, channel }, nowMs, rates) {
      if (!rates.enabled) return undefined;
      const perMinute = perMinuteOf(method, tier, rates);
      const recent = (windows.get(method) ?? []).filter((atMs) => atMs > nowMs - 60_000);
      windows.set(method, recent);
      const key = `${method} ${channel ?? ''}`;
      const limit = bucketLimitOf(method, rates);
      const bucket = limit === undefined ? undefined : refilled(buckets.get(key), limit, nowMs);
      if (bucket !== undefined) buckets.set(key, bucket);
      const waitS = windowWaitS(recent, perMinute, nowMs) ?? bucketWaitS(bucket, limit);
      if (waitS !== undefined) return waitS;
      if (bucket !== undefined) bucket.tokens -= 1;
      recent.push(nowMs);
      return undefined;
    },
    reset() {
      windows.clear();
      buckets.clear();
    },
  };
}

/** Seconds until the oldest call leaves the last minute; undefined while there is room. */
function windowWaitS(
  recent: readonly number[],
  perMinute: number,
  nowMs: number,
): number | undefined {
  const [oldest] = recent.slice(-perMinute);
  if (recent.length < perMinute || oldest === undefined) return undefined;
  return Math.max(1, Math.ceil((oldest + 60_000 - nowMs) / 1_000));
}

type Bucket = { tokens: number; readonly atMs: number };
type BucketLimit = { readonly perSecond: number; readonly burst: number };

function bucketLimitOf(method: string, rates: Settings['rates']): BucketLimit | undefined {
  if (method === 'chat.postMessage') {
    return { perSecond: rates.postPerSecond, burst: rates.postBurst };
  }
  return method === 'response_url'
    ? { perSecond: rates.responseUrlPerSecond, burst: rates.responseUrlBurst }
    : undefined;
}

function refilled(
  bucket: Bucket | undefined,
  { perSecond, burst }: BucketLimit,
  nowMs: number,
): Bucket {
  const { tokens, atMs } = bucket ?? { tokens: burst, atMs: nowMs };
  return { tokens: Math.min(burst, tokens + ((nowMs - atMs) / 1_000) * perSecond), atMs: nowMs };
}

/** Seconds until the bucket holds a token again; undefined while it does. */
function bucketWaitS(
  bucket: Bucket | undefined,
  limit: BucketLimit | undefined,
): number | undefined {
  if (bucket === undefined || limit === undefined || bucket.tokens >= 1) return undefined;
  return Math.max(1, Math.ceil((1 - bucket.tokens) / limit.perSecond));
}

function perMinuteOf(method: string, tier: Tier, rates: Settings['rates']): number {
  const own = rates.methods[method];
  if (own !== undefined) return own;
  if (method === 'chat.postMessage') return rates.postPerMinute;
  switch (tier) {
    case 2:
      return rates.tier2;
    case 3:
      return rates.tier3;
    case 4:
      return rates.tier4;
    case 'special':
      return rates.special;
  }
}
