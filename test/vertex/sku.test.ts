import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDescription, readSku, readSkuPage } from '../../app/vertex/sku.ts';

/** What a description is for, in short. */
function reads(description: string): string {
  const what = readDescription(description);
  if (what === undefined) return '-';
  const { basis, resource } = what;
  const name = 'series' in resource ? resource.series : 'type' in resource ? resource.type : '';
  return `${basis} ${resource.kind} ${name}`.trim();
}

describe('readDescription', () => {
  test.each([
    [
      'Vertex AI: Training/Pipelines on N1 Predefined Instance Core running in Iowa',
      'standard vcpu n1',
    ],
    ['Vertex AI: Training/Pipelines on E2 Instance Ram running in Iowa', 'standard memory e2'],
    ['Vertex AI: Training/Pipelines on A3 Instance RAM in Iowa', 'standard memory a3'],
    ['Vertex AI: Training/Pipelines on NVIDIA H100 80GB in Iowa', 'standard gpu NVIDIA_H100_80GB'],
    [
      'Vertex AI: Training/Pipelines on NVIDIA Tesla T4 GPU in Iowa',
      'standard gpu NVIDIA_TESLA_T4',
    ],
    ['Vertex AI: Training/Pipelines on SSD backed PD Capacity', 'standard disk pd-ssd'],
    ['Vertex AI: Training/Pipelines management fee on A3 Instance Core in Iowa', 'fee vcpu a3'],
    ['Vertex AI: Training/Pipelines Management fee on N1 Instance RAM in Iowa', 'fee memory n1'],
    ['Vertex AI: Training/Pipelines management fee on NVIDIA L4 in Iowa', 'fee gpu NVIDIA_L4'],
    ['Spot Preemptible N1 Predefined Instance Core running in Americas', 'spot vcpu n1'],
    ['Spot Preemptible N2D AMD Instance Ram running in EMEA', 'spot memory n2d'],
    ['Spot Preemptible Compute optimized Core running in Americas', 'spot vcpu c2'],
    ['Nvidia L4 GPU attached to Spot Preemptible VMs running in Iowa', 'spot gpu NVIDIA_L4'],
    [
      'Nvidia Tesla A100 80GB GPU attached to Spot Preemptible VMs running in Iowa',
      'spot gpu NVIDIA_A100_80GB',
    ],
    ['SSD backed Local Storage attached to Spot Preemptible VMs in Paris', 'spot local-ssd'],
    ['DWS Defined Duration A3 Core running in Americas', 'flex vcpu a3'],
    ['DWS Defined Duration A3Plus Ram running in Americas', 'flex memory a3plus'],
    [
      'Nvidia H100 Mega 80GB GPU attached to DWS Defined Duration VMs running in Americas',
      'flex gpu NVIDIA_H100_MEGA_80GB',
    ],
    ['DWS Defined Duration SSD backed Local Storage running in Americas', 'flex local-ssd'],
  ])('%s', (description, what) => {
    expect(reads(description)).toBe(what);
  });

  test.each([
    'N1 Predefined Instance Core running in Americas',
    'Nvidia L4 GPU running in Iowa',
    'Commitment v1: G2 Cpu in Iowa for 1 Year',
    'Reserved Nvidia Tesla A100 GPU in Seoul',
    'Reserved Nvidia H100 80GB Mega GPU in Americas in Calendar Mode',
    'DWS Defined Duration A3 Core running in Americas in Calendar Mode',
    'Spot Preemptible Custom Instance Core running in Americas',
    'Spot Preemptible N2 Custom Extended Instance Ram running in Americas',
    'Spot Preemptible A4 Nvidia B200 (1 gpu slice) running in Americas',
    'G2 Sole Tenancy Instance Core running in Iowa',
    'Vertex AI: Online/Batch Prediction N1 Predefined Instance Core running in Iowa',
    'Vertex AI: Training/Pipelines on NVIDIA X900 in Iowa',
    'Vertex AI: Training/Pipelines on constructor in Iowa',
    'Something Vertex AI: Training/Pipelines on NVIDIA L4 in Iowa',
    '',
  ])('passes over: %s', (description) => {
    expect(reads(description)).toBe('-');
  });
});

const rate = (nanos: number, units = '0', currencyCode = 'USD') => ({
  startUsageAmount: 0,
  unitPrice: { currencyCode, units, nanos },
});
const sku = (description: string, usageUnit: string, ...tieredRates: readonly object[]) => ({
  description,
  serviceRegions: ['us-central1'],
  pricingInfo: [{ pricingExpression: { usageUnit, tieredRates } }],
  somethingNew: true,
});
const l4 = 'Vertex AI: Training/Pipelines on NVIDIA L4 in Iowa';
const disk = 'Vertex AI: Training/Pipelines on SSD backed PD Capacity';
const hourly = (body: unknown) => readSku(body)?.hourly;

describe('readSku', () => {
  test('reads units and nanos of the first tier that is not free', () => {
    expect(readSku(sku(l4, 'h', rate(266_033_200, '11')))).toEqual({
      basis: 'standard',
      resource: { kind: 'gpu', type: 'NVIDIA_L4' },
      regions: ['us-central1'],
      hourly: 11_266_033_200n,
    });
    expect(hourly(sku(l4, 'h', rate(0), rate(5), rate(3)))).toBe(5n);
    // proto3 leaves zeros out.
    expect(hourly(sku(l4, 'h', { unitPrice: { currencyCode: 'USD', units: '2' } }))).toBe(
      2_000_000_000n,
    );
  });

  test('counts 730 hours a month, and takes the newest of several prices', () => {
    expect(hourly(sku(disk, 'GiBy.mo', rate(195_500_000)))).toBe(267_808n);
    const [old, current] = [sku(disk, 'GBy.h', rate(1)), sku(disk, 'GBy.h', rate(2))];
    const both = { ...old, pricingInfo: [...old.pricingInfo, ...current.pricingInfo] };
    expect(hourly(both)).toBe(2n);
  });

  test.each([
    ['nothing, as reserved capacity does', sku(l4, 'h', rate(0))],
    ['another currency', sku(l4, 'h', rate(5, '0', 'EUR'))],
    ['another unit', sku(l4, 'mo', rate(5))],
    ['a GPU by its memory', sku(l4, 'GiBy.h', rate(5))],
    ['less than nothing', sku(l4, 'h', rate(-5))],
    ['no rates', sku(l4, 'h')],
    ['no price', { ...sku(l4, 'h'), pricingInfo: [] }],
  ])('a SKU that costs %s has no price', (_, body) => {
    expect(readSku(body)).toBeUndefined();
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(readSku(json)).toBeUndefined();
        expect(readSku({ ...sku(l4, 'h'), pricingInfo: json })).toBeUndefined();
      }),
    );
  });
});

test('an error under a 200 is no empty page', () => {
  expect(readSkuPage({ error: { code: 500 } })).toBeUndefined();
  expect(readSkuPage([])).toBeUndefined();
  expect(readSkuPage({})).toEqual({ skus: [], nextPageToken: '' });
});
