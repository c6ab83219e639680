// The Cloud Billing Catalog's services.skus.list.

import { createHash } from 'node:crypto';
import type { JsonObject } from '../../shared/json.ts';
import { ApiError } from '../base/errors.ts';
import { readPageToken, writePageToken } from '../base/page-token.ts';
import type { Settings } from '../base/settings.ts';
import { formatTime } from '../base/times.ts';
import { ownParam } from '../proto/params.ts';
import { catalog, computeService, vertexService, type SkuData } from './price-data.ts';

const serviceNames: Readonly<Record<string, string>> = {
  [vertexService]: 'Vertex AI',
  [computeService]: 'Compute Engine',
};
/** The largest page size, and the default. */
const longestPage = 5_000;

/** One page of a service's SKUs. Prices are in US dollars only. @throws ApiError for what the catalog would refuse */
export function listSkus(
  service: string,
  params: URLSearchParams,
  settings: Settings,
  nowMs: number,
): JsonObject {
  const serviceName = serviceNames[service];
  if (serviceName === undefined) {
    throw new ApiError('NOT_FOUND', `Service services/${service} is not found.`);
  }
  const currency = ownParam(params, 'currencyCode');
  if (!['', 'USD'].includes(currency)) {
    throw new ApiError('INVALID_ARGUMENT', `Currency code ${currency} is not supported.`);
  }
  const asked = ownParam(params, 'pageSize');
  if (!/^\d{0,4}$/.test(asked) || Number(asked) > longestPage) {
    throw new ApiError('INVALID_ARGUMENT', `The page size must be from 0 to ${longestPage}.`);
  }
  const size = Math.min(Number(asked) === 0 ? longestPage : Number(asked), settings.maxPageSize);
  const query = [service, currency];
  const start = Number(readPageToken(ownParam(params, 'pageToken'), query) ?? 0);
  const all = catalog().filter((one) => one.service === service);
  const end = start + Math.max(1, size);
  const more = end < all.length;
  return {
    skus: all.slice(start, end).map((one) => viewSku(one, serviceName, nowMs)),
    // The catalog has it on the last page too: empty.
    nextPageToken: more ? writePageToken(String(end), query) : '',
  };
}

function viewSku(data: SkuData, serviceDisplayName: string, nowMs: number): JsonObject {
  const { service, description, group, usageType, regions, unit } = data;
  const skuId = idOf(`${service} ${description}`);
  return {
    name: `services/${service}/skus/${skuId}`,
    skuId,
    description,
    category: {
      serviceDisplayName,
      resourceFamily: familyOf(data),
      resourceGroup: group,
      usageType,
    },
    serviceRegions: [...regions],
    pricingInfo: [
      {
        summary: '',
        pricingExpression: {
          usageUnit: unit,
          displayQuantity: 1,
          tieredRates: data.tiers.map(([from, dollars]) => ({
            startUsageAmount: from,
            unitPrice: viewMoney(dollars),
          })),
        },
        currencyConversionRate: 1,
        effectiveTime: formatTime(nowMs),
      },
    ],
    serviceProviderName: 'Google',
    geoTaxonomy: {
      type: regions.length === 1 ? 'REGIONAL' : 'MULTI_REGIONAL',
      regions: [...regions],
    },
  };
}

function familyOf({ group, service }: SkuData): string {
  if (service === vertexService) return 'ApplicationServices';
  if (group === 'LocalSSD') return 'Storage';
  return group === 'PremiumInternetEgress' ? 'Network' : 'Compute';
}

function viewMoney(dollars: number): JsonObject {
  const nanos = Math.round(dollars * 1e9);
  return {
    currencyCode: 'USD',
    units: String(Math.floor(nanos / 1e9)),
    nanos: nanos % 1e9,
  };
}

/** `D041-B8A1-6E0B`; always the same for the same SKU. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').slice(0, 12).toUpperCase();
  return (hex.match(/.{4}/g) ?? []).join('-');
}
