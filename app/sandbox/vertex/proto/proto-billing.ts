/** The messages of the Cloud Billing Catalog, from the discovery document of 2026-09, in the notation of proto-schema.ts. */
export const billingMessages = {
  ListSkusResponse: { skus: 'Sku[]', nextPageToken: 'string' },
  Sku: {
    name: 'string',
    skuId: 'string',
    description: 'string',
    category: 'SkuCategory',
    serviceRegions: 'string[]',
    pricingInfo: 'PricingInfo[]',
    serviceProviderName: 'string',
    geoTaxonomy: 'GeoTaxonomy',
  },
  SkuCategory: {
    serviceDisplayName: 'string',
    resourceFamily: 'string',
    resourceGroup: 'string',
    usageType: 'string',
  },
  GeoTaxonomy: { type: 'string', regions: 'string[]' },
  PricingInfo: {
    effectiveTime: 'timestamp',
    summary: 'string',
    pricingExpression: 'PricingExpression',
    aggregationInfo: 'any',
    currencyConversionRate: 'double',
  },
  PricingExpression: {
    usageUnit: 'string',
    usageUnitDescription: 'string',
    baseUnit: 'string',
    baseUnitDescription: 'string',
    baseUnitConversionFactor: 'double',
    displayQuantity: 'double',
    tieredRates: 'TierRate[]',
  },
  TierRate: { startUsageAmount: 'double', unitPrice: 'Money' },
  Money: { currencyCode: 'string', units: 'int64', nanos: 'int32' },
} as const satisfies Record<string, Record<string, string>>;
