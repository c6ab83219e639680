// One SKU of the Cloud Billing Catalog as a price. Only its description says what it is for, in
// prose. It must be understood completely, from the first word on, or the SKU is skipped: "N1
// Predefined Instance Core running in Iowa" is also the end of a Spot price's, and "Nvidia Tesla
// A100 GPU" the beginning of another GPU's.

import { z } from 'zod';
import { usd, type Usd } from '../domain/cost/money.ts';
import type { Basis, Price, Resource } from '../domain/cost/price-list.ts';

const training = /^Vertex AI: Training\/Pipelines (management fee )?on (.+)$/i;
// Only the last one: a description with two places isn't understood.
const place = /(?: running)? in (?:(?! in )[^:])+$/i;
const spotLead = /^(?:Spot )?Preemptible /i;
const flexLead = /^DWS Defined Duration /i;
const attachedToSpot = / attached to (?:Spot )?Preemptible VMs$/i;
const attachedToFlex = / attached to DWS Defined Duration VMs$/i;

/** What a SKU's description says that it is for; undefined if training jobs don't use it. */
export function readDescription(
  description: string,
): { readonly basis: Basis; readonly resource: Resource } | undefined {
  const [, fee, ofVertex] = training.exec(description) ?? [];
  const said = (ofVertex ?? description).replace(place, '');
  if (ofVertex !== undefined) return of(fee === undefined ? 'standard' : 'fee', said);
  if (spotLead.test(said)) return of('spot', said.replace(spotLead, ''));
  if (attachedToSpot.test(said)) return of('spot', said.replace(attachedToSpot, ''));
  if (flexLead.test(said)) return of('flex', said.replace(flexLead, ''));
  if (attachedToFlex.test(said)) return of('flex', said.replace(attachedToFlex, ''));
  // Compute Engine's on-demand prices: training pays Vertex AI's instead.
  return undefined;
}

function of(basis: Basis, words: string) {
  const resource = machinePart(words) ?? gpu(words) ?? storage(words);
  return resource && { basis, resource };
}

/**
 * `N1 Predefined Instance Core`, `N2D AMD Instance Ram`, `A3 Core`; not custom, extended or
 * sole-tenancy ones.
 */
function machinePart(words: string): Resource | undefined {
  const [, name = '', part = ''] =
    /^([A-Z]\d[A-Z]?(?:Plus|Ultra)?|Compute optimized)(?: AMD| Predefined)?(?: Instance)? (Core|Ram)$/i.exec(
      words,
    ) ?? [];
  if (name === '') return undefined;
  const series = /^compute/i.test(name) ? 'c2' : name.toLowerCase();
  return { kind: part.toLowerCase() === 'core' ? 'vcpu' : 'memory', series };
}

/** GPUs by their names in the lists, without the manufacturer. */
const gpuTypes: Readonly<Record<string, string>> = {
  K80: 'NVIDIA_TESLA_K80',
  P100: 'NVIDIA_TESLA_P100',
  P4: 'NVIDIA_TESLA_P4',
  T4: 'NVIDIA_TESLA_T4',
  V100: 'NVIDIA_TESLA_V100',
  A100: 'NVIDIA_TESLA_A100',
  'A100 40GB': 'NVIDIA_TESLA_A100',
  'A100 80GB': 'NVIDIA_A100_80GB',
  L4: 'NVIDIA_L4',
  'H100 80GB': 'NVIDIA_H100_80GB',
  'H100 80GB PLUS': 'NVIDIA_H100_MEGA_80GB',
  'H100 80GB MEGA': 'NVIDIA_H100_MEGA_80GB',
  'H100 MEGA 80GB': 'NVIDIA_H100_MEGA_80GB',
  'H200 141GB': 'NVIDIA_H200_141GB',
  B200: 'NVIDIA_B200',
  'RTX PRO 6000': 'NVIDIA_RTX_PRO_6000',
};

function gpu(words: string): Resource | undefined {
  const name = words
    .toUpperCase()
    .replace(/^NVIDIA /, '')
    .replace(/^TESLA /, '')
    .replace(/ GPU$/, '');
  const type = Object.hasOwn(gpuTypes, name) ? gpuTypes[name] : undefined;
  return type === undefined ? undefined : { kind: 'gpu', type };
}

const stores: Readonly<Record<string, Resource>> = {
  'ssd backed pd capacity': { kind: 'disk', type: 'pd-ssd' },
  'balanced pd capacity': { kind: 'disk', type: 'pd-balanced' },
  'storage pd capacity': { kind: 'disk', type: 'pd-standard' },
  'ssd backed local storage': { kind: 'local-ssd' },
};

function storage(words: string): Resource | undefined {
  const name = words.toLowerCase();
  return Object.hasOwn(stores, name) ? stores[name] : undefined;
}

const money = z.looseObject({
  currencyCode: z.string(),
  // int64 is encoded as text in JSON; proto3 omits zeros.
  units: z
    .union([z.string().regex(/^\d{1,12}$/), z.int().nonnegative()])
    .default('0')
    .transform(BigInt),
  nanos: z.int().nonnegative().default(0).transform(BigInt),
});

const wireSku = z.looseObject({
  serviceRegions: z.array(z.string()),
  pricingInfo: z
    .array(
      z.looseObject({
        pricingExpression: z.looseObject({
          usageUnit: z.string(),
          tieredRates: z.array(z.looseObject({ unitPrice: money })),
        }),
      }),
    )
    .min(1),
});

const described = z.looseObject({ description: z.string() });

/**
 * A SKU (https://cloud.google.com/billing/docs/reference/rest/v1/services.skus) as a price;
 * undefined if it isn't used here or is invalid. The newest price counts, and of its tiers the
 * first that isn't free: reserved capacity is listed at zero.
 */
export function readSku(body: unknown): Price | undefined {
  // The description first, since few SKUs are of use.
  const named = described.safeParse(body);
  const what = named.success ? readDescription(named.data.description) : undefined;
  const sku = what === undefined ? undefined : wireSku.safeParse(body);
  if (what === undefined || sku?.success !== true) return undefined;
  const { pricingExpression } = sku.data.pricingInfo.at(-1) ?? {};
  const paid = pricingExpression?.tieredRates
    .map(({ unitPrice }) => unitPrice)
    .find(({ units, nanos }) => units > 0n || nanos > 0n);
  if (pricingExpression === undefined || paid?.currencyCode !== 'USD') return undefined;
  const unit = pricingExpression.usageUnit;
  const hourly = byTheHour(what.resource, unit, usd(paid.units, paid.nanos));
  return hourly === undefined ? undefined : { ...what, regions: sku.data.serviceRegions, hourly };
}

/**
 * Google's prices assume 730 hours a month: https://cloud.google.com/compute/disks-image-pricing
 */
const hoursOfMonth = 730n;

/** Lists write GiBy (gibibyte) and GBy for the same memory and disks. */
function byTheHour({ kind }: Resource, usageUnit: string, price: Usd): Usd | undefined {
  if (kind === 'vcpu' || kind === 'gpu') return usageUnit === 'h' ? price : undefined;
  if (/^Gi?By\.h$/.test(usageUnit)) return price;
  return /^Gi?By\.mo$/.test(usageUnit) ? (price + hoursOfMonth / 2n) / hoursOfMonth : undefined;
}

const wirePage = z.looseObject({
  // Otherwise an error with status 200 would count as an empty list.
  error: z.undefined().optional(),
  skus: z.array(z.unknown()).default([]),
  nextPageToken: z.string().default(''),
});

/** Parses one page of the catalog; undefined if it is invalid. */
export function readSkuPage(
  body: unknown,
): { readonly skus: readonly unknown[]; readonly nextPageToken: string } | undefined {
  const parsed = wirePage.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}
