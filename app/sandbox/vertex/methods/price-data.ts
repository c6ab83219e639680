// The sandbox's price catalog: Google's wording with plausible, invented prices. Besides the SKUs that training is charged by, it has
// similar ones that a reader must not confuse with them: custom machines, commitments, free reservations, another product.

/** The services in the catalog. */
export const vertexService = 'C7E2-9256-1C43';
export const computeService = '6F81-5844-456A';

export type SkuData = {
  readonly service: string;
  readonly description: string;
  readonly group: string;
  readonly usageType: string;
  readonly regions: readonly string[];
  readonly unit: 'h' | 'GiBy.h' | 'GiBy.mo' | 'GiBy';
  /** Price per unit in US dollars, from this many units on. */
  readonly tiers: readonly (readonly [from: number, dollars: number])[];
};

const places = [
  { region: 'us-central1', name: 'Iowa', priceFactor: 1 },
  { region: 'europe-west4', name: 'Netherlands', priceFactor: 1.1 },
] as const;
type Place = (typeof places)[number];
type Kind = {
  /** Its name in the two services' SKUs. */
  readonly vertex: string;
  readonly compute: string;
  readonly group: string;
  readonly unit: 'h' | 'GiBy.h';
  /** Compute Engine's on-demand price in Iowa, in US dollars. */
  readonly dollars: number;
  /** Vertex's management fee, as a share of that price. */
  readonly fee: number;
};

const machine = (series: string, core: number, ram: number, fee = 0.15): readonly Kind[] => {
  const instance = `${series} Instance`;
  const vcpu = `${instance} Core`;
  return [
    { vertex: vcpu, compute: vcpu, group: 'CPU', unit: 'h', dollars: core, fee },
    {
      vertex: `${instance} RAM`,
      compute: `${instance} Ram`,
      group: 'RAM',
      unit: 'GiBy.h',
      dollars: ram,
      fee,
    },
  ];
};
const gpu = (name: string, dollars: number, fee = 0.15): Kind => ({
  vertex: `NVIDIA ${name}`,
  compute: `Nvidia ${name} GPU`,
  group: 'GPU',
  unit: 'h',
  dollars,
  fee,
});

const kinds: readonly Kind[] = [
  ...machine('N1 Predefined', 0.031611, 0.004237),
  ...machine('G2', 0.024988, 0.002927),
  ...machine('A2', 0.031611, 0.004237, 0.2),
  ...machine('A3', 0.025498, 0.00222),
  gpu('L4', 0.56004),
  gpu('Tesla T4', 0.35),
  gpu('Tesla V100', 2.48),
  gpu('Tesla A100', 2.933908, 0.2),
  gpu('Tesla A100 80GB', 3.92808, 0.2),
  gpu('H100 80GB', 9.79655),
];

const spot = 0.4;
const flex = 0.5;

/** The SKUs of one kind of resource in one region: Vertex's price and fee, and Compute Engine's prices. */
function charged(kind: Kind, { region, name, priceFactor }: Place): readonly SkuData[] {
  const { vertex, compute, group, unit, dollars, fee } = kind;
  const sku = (service: string, description: string, share: number, usageType = 'OnDemand') => ({
    service,
    description,
    group: service === vertexService ? 'Training' : group,
    usageType,
    regions: [region],
    unit,
    tiers: [[0, dollars * priceFactor * share]] as const,
  });
  const isGpu = group === 'GPU';
  // Google's naming is inconsistent: fees omit "Predefined", flex-start machines omit "Instance".
  const flexName = isGpu
    ? `${compute} attached to DWS Defined Duration VMs`
    : `DWS Defined Duration ${compute.replace(' Instance', '')}`;
  const spotName = isGpu
    ? `${compute} attached to Spot Preemptible VMs`
    : `Spot Preemptible ${compute}`;
  const product = 'Vertex AI: Training/Pipelines';
  return [
    sku(vertexService, `${product} on ${vertex} in ${name}`, 1 + fee),
    sku(
      vertexService,
      `${product} management fee on ${vertex.replace(' Predefined', '')} in ${name}`,
      fee,
    ),
    sku(computeService, `${compute} running in ${name}`, 1),
    sku(computeService, `${spotName} running in ${name}`, spot, 'Preemptible'),
    sku(computeService, `${flexName} running in ${name}`, flex),
  ];
}

/** SKUs of one region whose descriptions resemble those of training. */
function similarSkus({ region, name }: Place): readonly SkuData[] {
  const sku = (description: string, dollars: number, usageType = 'OnDemand'): SkuData => ({
    service: computeService,
    description,
    group: 'CPU',
    usageType,
    regions: [region],
    unit: 'h',
    tiers: [[0, dollars]],
  });
  return [
    sku(`Commitment v1: G2 Cpu in ${name} for 1 Year`, 0.0157, 'Commit1Yr'),
    sku(`Reserved Nvidia Tesla A100 GPU in ${name}`, 0),
    sku(`Reserved Nvidia H100 80GB GPU in ${name} in Calendar Mode`, 4.65),
    sku(`Spot Preemptible N1 Custom Instance Core running in ${name}`, 0.0133, 'Preemptible'),
    sku(`G2 Sole Tenancy Instance Core running in ${name}`, 0.0375),
    {
      ...sku(`Vertex AI: Online/Batch Prediction G2 Instance Core running in ${name}`, 0.0287),
      service: vertexService,
    },
  ];
}

const regions = places.map(({ region }) => region);
const everywhere = (
  data: Pick<SkuData, 'service' | 'description' | 'group' | 'unit' | 'tiers'>,
) => ({
  usageType: 'OnDemand',
  regions,
  ...data,
});
const training = 'Vertex AI: Training/Pipelines on';

const storage: readonly SkuData[] = [
  everywhere({
    service: vertexService,
    description: `${training} SSD backed PD Capacity`,
    group: 'Training',
    unit: 'GiBy.mo',
    tiers: [[0, 0.1955]],
  }),
  everywhere({
    service: vertexService,
    description: `${training} Storage PD Capacity`,
    group: 'Training',
    unit: 'GiBy.mo',
    // The first 30 GiB are free.
    tiers: [
      [0, 0],
      [30, 0.046],
    ],
  }),
  everywhere({
    service: computeService,
    description: 'SSD backed Local Storage attached to Spot Preemptible VMs',
    group: 'LocalSSD',
    unit: 'GiBy.mo',
    tiers: [[0, 0.032]],
  }),
  everywhere({
    service: computeService,
    description: 'DWS Defined Duration SSD backed Local Storage running in Americas',
    group: 'LocalSSD',
    unit: 'GiBy.mo',
    tiers: [[0, 0.04]],
  }),
  everywhere({
    service: computeService,
    description: 'Network Internet Data Transfer Out from Americas to EMEA',
    group: 'PremiumInternetEgress',
    unit: 'GiBy',
    tiers: [
      [0, 0],
      [1, 0.12],
      [1024, 0.11],
    ],
  }),
];

/** All SKUs, in the catalog's order. */
export function catalog(): readonly SkuData[] {
  return [
    ...places.flatMap((place) => [
      ...kinds.flatMap((kind) => charged(kind, place)),
      ...similarSkus(place),
    ]),
    ...storage,
  ];
}
