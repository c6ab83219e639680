// Slack's documented limits: https://docs.slack.dev/apis/web-api/rate-limits. A refused call takes nothing from a budget.

import type { Settings } from './settings.ts';

export type Tier = 2 | 3 | 4 | 'special';

export interface Rates {
  /** Takes one call; how many seconds to wait when it is too many, undefined when it may go on. */
  take(key: RateKey, nowMs: number, rates: Settings['rates']): number | undefined;
  reset(): void;
}

export type RateKey = {
  readonly method: string;
  readonly tier: Tier;
  readonly channel?: string | undefined;
};

export function createRates(): Rates {
  /** Times of the calls of the last minute, by method. */
  const windows = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; atMs: number }>();

  function window(method: string, perMinute: number, nowMs: number): number | undefined {
    const recent = (windows.get(method) ?? []).filter((atMs) => atMs > nowMs - 60_000);
    windows.set(method, recent);
    const [oldest] = recent.slice(-perMinute);
    if (recent.length < perMinute || oldest === undefined) return undefined;
    return Math.max(1, Math.ceil((oldest + 60_000 - nowMs) / 1_000));
  }

  function bucket(
    key: string,
    perSecond: number,
    burst: number,
    nowMs: number,
  ): number | undefined {
    const known = buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    const tokens = Math.min(burst, known.tokens + ((nowMs - known.atMs) / 1_000) * perSecond);
    buckets.set(key, { tokens, atMs: nowMs });
    return tokens >= 1 ? undefined : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }

  function spend(key: string): void {
    const known = buckets.get(key);
    if (known !== undefined) known.tokens -= 1;
  }

  return {
    take({ method, tier, channel }, nowMs, rates) {
      if (!rates.enabled) return undefined;
      const burstKey = `${method} ${channel ?? ''}`;
      let waitS = window(method, perMinuteOf(method, tier, rates), nowMs);
      if (method === 'chat.postMessage') {
        waitS ??= bucket(burstKey, rates.postPerSecond, rates.postBurst, nowMs);
      }
      if (method === 'response_url') {
        waitS ??= bucket(burstKey, rates.responseUrlPerSecond, rates.responseUrlBurst, nowMs);
      }
      if (waitS !== undefined) return waitS;
      spend(burstKey);
      windows.get(method)?.push(nowMs);
      return undefined;
    },
    reset() {
      windows.clear();
      buckets.clear();
    },
  };
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
