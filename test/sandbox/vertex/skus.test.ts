import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { start, type Client } from './harness.ts';

const vertex = '/v1/services/C7E2-9256-1C43/skus';
const compute = '/v1/services/6F81-5844-456A/skus';

const pageSchema = z.strictObject({
  skus: z.array(z.looseObject({ description: z.string(), skuId: z.string() })),
  nextPageToken: z.string(),
});

async function read(client: Client, path: string) {
  const { status, json } = await client.call('GET', path);
  expect(status).toBe(200);
  return pageSchema.parse(json);
}

/** All pages, with this many SKUs each. */
async function readAll(client: Client, path: string, pageSize: number) {
  const pages: z.infer<typeof pageSchema>['skus'][] = [];
  let token = '';
  do {
    const page = await read(client, `${path}?pageSize=${pageSize}&pageToken=${token}`);
    pages.push(page.skus);
    token = page.nextPageToken;
  } while (token !== '');
  return pages;
}

describe('the catalog of list prices', () => {
  test('needs a token, and no permission', async () => {
    const client = await start();
    await client.control('POST', 'permissions', { deny: [{ permission: '*' }] });
    expect((await client.call('GET', vertex)).status).toBe(200);
    expect((await client.call('GET', vertex, undefined, { headers: {} })).status).toBe(401);
  });

  test('has SKUs as the discovery document describes them', async () => {
    const { skus } = await read(await start(), `${vertex}?currencyCode=USD`);
    const l4 = skus.find(({ description }) => description.endsWith('on NVIDIA L4 in Iowa'));
    expect(l4).toMatchObject({
      name: `services/C7E2-9256-1C43/skus/${l4?.skuId ?? ''}`,
      category: { serviceDisplayName: 'Vertex AI', usageType: 'OnDemand' },
      serviceRegions: ['us-central1'],
      pricingInfo: [
        {
          pricingExpression: {
            usageUnit: 'h',
            tieredRates: [
              {
                startUsageAmount: 0,
                unitPrice: { currencyCode: 'USD', units: '0', nanos: 644_046_000 },
              },
            ],
          },
        },
      ],
    });
    expect(new Set(skus.map(({ skuId }) => skuId)).size).toBe(skus.length);
  });

  test('comes in pages, each SKU once', async () => {
    const client = await start();
    const pages = await readAll(client, compute, 7);
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.flat()).toHaveLength((await readAll(client, compute, 100)).flat().length);
    const { nextPageToken } = await read(client, `${compute}?pageSize=7`);
    const elsewhere = await client.call('GET', `${vertex}?pageToken=${nextPageToken}`);
    expect(elsewhere.status).toBe(400);
  });

  test('returns only the requested fields', async () => {
    const client = await start();
    const fields = 'skus(description,pricingInfo/pricingExpression(usageUnit)),nextPageToken';
    const { json } = await client.call('GET', `${vertex}?pageSize=1&fields=${fields}`);
    expect(json).toMatchObject({
      skus: [
        {
          description: 'Vertex AI: Training/Pipelines on N1 Predefined Instance Core in Iowa',
          pricingInfo: [{ pricingExpression: { usageUnit: 'h' } }],
        },
      ],
    });
    expect(JSON.stringify(json)).not.toContain('nanos');
  });

  test.each([
    ['/v1/services/0000-0000-0000/skus', 404],
    [`${vertex}?currencyCode=EUR`, 400],
    [`${vertex}?pageSize=5001`, 400],
    [`${vertex}?filter=x`, 400],
  ])('refuses %s', async (path, status) => {
    expect((await (await start()).call('GET', path)).status).toBe(status);
  });
});
