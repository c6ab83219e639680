// Google's list prices, kept in memory and refreshed in the background. Nothing ever waits for
// them.

import { backOffMs } from '../domain/error/back-off.ts';
import { failed, succeeded, type Failure, type Result } from '../domain/error/failure.ts';
import { createPriceList, type Price, type PriceList } from '../domain/cost/price-list.ts';
import type { Prices } from '../usecase/ports/prices.ts';
import { request, type RequestDeps } from './request.ts';
import { retryRead, type RetryDeps } from './retry.ts';
import { readSku, readSkuPage } from './sku.ts';

export type PriceDeps = RequestDeps &
  RetryDeps & {
    /** Base URL of the Cloud Billing API. */
    readonly endpoint: string;
    /** Locations where jobs may run; prices of other regions aren't kept. */
    readonly locations: readonly string[];
    readonly log: {
      info(message: string, fields?: Record<string, unknown>): void;
      warn(message: string, fields?: Record<string, unknown>): void;
    };
  };

export interface PriceBook extends Prices {
  /** Reads the list now and then once a day, until the bot stops. */
  run(): Promise<void>;
}

/** Service ids in the catalog, the same for everybody: Vertex AI and Compute Engine. */
const services = ['C7E2-9256-1C43', '6F81-5844-456A'];
const dayMs = 24 * 3_600_000;
/**
 * Pause after a failure, doubled after each further one, up to the longest: a bot that has just
 * started has no prices yet.
 */
const failedPauses = { firstMs: 15_000, longestMs: 10 * 60_000 };
/** The largest page: https://cloud.google.com/billing/docs/reference/rest/v1/services.skus/list */
const pageSize = 5_000;
/** So that a list that never ends can't block the reader forever. */
const mostPages = 1_000;
/** Partial response: the other fields aren't used, and there are tens of thousands of SKUs. */
const fields =
  'skus(description,serviceRegions,pricingInfo/pricingExpression(usageUnit,tieredRates/unitPrice)),nextPageToken';
/** Retries of a page start within this many time limits. */
const patience = 2;

/**
 * List prices of Vertex AI and Compute Engine. Each service's last good list counts until the next
 * one is read.
 */
export function createPriceBook(deps: PriceDeps): PriceBook {
  const read = new Map<string, readonly Price[]>();
  let list: PriceList | undefined;

  /** Whether every service's list was read. */
  async function refresh(): Promise<boolean> {
    let isComplete = true;
    for (const service of services) {
      const prices = await readService(deps, service);
      if (prices.ok) {
        read.set(service, prices.value);
        list = createPriceList([...read.values()].flat());
      } else {
        isComplete = false;
        if (deps.signal?.aborted === true) return false;
        const why = prices.failure.message;
        deps.log.warn('the price list could not be read, trying again later', { service, why });
      }
    }
    return isComplete;
  }

  return {
    current: () => list,
    async run() {
      let pauseMs: number;
      let failures = 0;
      do {
        const isComplete = await refresh();
        failures = isComplete ? 0 : failures + 1;
        if (isComplete) deps.log.info('prices read', { count: [...read.values()].flat().length });
        pauseMs = isComplete ? dayMs : backOffMs(failures - 1, failedPauses);
      } while (await waited(deps, pauseMs));
    },
  };
}

/** False if the bot is stopping, which ends a pause early. */
async function waited({ pause }: PriceDeps, ms: number): Promise<boolean> {
  try {
    await pause(ms);
    return true;
  } catch {
    return false;
  }
}

/** All pages or a failure: with a page missing, two different prices might look like one. */
async function readService(deps: PriceDeps, service: string): Promise<Result<readonly Price[]>> {
  const prices: Price[] = [];
  const seenTokens = new Set<string>();
  let pageToken = '';
  do {
    const page = await readPage(deps, service, pageToken);
    if (!page.ok) return page;
    prices.push(...page.value.prices);
    pageToken = page.value.nextPageToken;
    if (seenTokens.has(pageToken) || seenTokens.size >= mostPages) return failed(endless);
    seenTokens.add(pageToken);
  } while (pageToken !== '');
  return succeeded(prices);
}

type Page = { readonly prices: readonly Price[]; readonly nextPageToken: string };

async function readPage(
  deps: PriceDeps,
  service: string,
  pageToken: string,
): Promise<Result<Page>> {
  const query = new URLSearchParams({ currencyCode: 'USD', pageSize: String(pageSize), fields });
  if (pageToken !== '') query.set('pageToken', pageToken);
  const base = deps.endpoint.replace(/\/$/, '');
  const url = `${base}/v1/services/${service}/skus?${query.toString()}`;
  const deadline = deps.clock() + patience * deps.timeoutMs;
  const reply = await retryRead(deps, deadline, () =>
    request(deps, { kind: 'read', method: 'GET', url }),
  );
  if (!reply.ok) return reply;
  const page = readSkuPage(reply.value.body);
  if (page === undefined) return failed(unreadable);
  const prices = page.skus.flatMap((sku) => kept(deps.locations, readSku(sku)));
  return succeeded({ prices, nextPageToken: page.nextPageToken });
}

function kept(locations: readonly string[], price: Price | undefined): readonly Price[] {
  const regions = price?.regions.filter((one) => one === 'global' || locations.includes(one)) ?? [];
  return price === undefined || regions.length === 0 ? [] : [{ ...price, regions }];
}

const endless: Failure = { kind: 'transient', message: 'Google’s price list did not end.' };
const unreadable: Failure = {
  kind: 'transient',
  message: 'Google sent a price list in a form I can’t read.',
};
