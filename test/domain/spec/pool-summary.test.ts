import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarizePools } from '../../../app/domain/spec/pool-summary.ts';

describe('summarizePools', () => {
  it('reads what Vertex writes', () => {
    const pools = [
      {
        machineSpec: {
          machineType: 'g2-standard-8',
          acceleratorType: 'NVIDIA_L4',
          acceleratorCount: 1,
        },
        replicaCount: '2',
        containerSpec: { imageUri: 'i' },
        diskSpec: { bootDiskType: 'pd-ssd', bootDiskSizeGb: 100 },
      },
      {},
      {
        machineSpec: { machineType: 'n1' },
        pythonPackageSpec: { executorImageUri: 'e', pythonModule: 'm' },
      },
    ];
    expect(summarizePools({ workerPoolSpecs: pools })).toEqual([
      {
        replicas: 2,
        machineType: 'g2-standard-8',
        accelerator: { type: 'NVIDIA_L4', count: 1 },
        image: 'i',
        disk: { type: 'pd-ssd', sizeGb: 100 },
      },
      { replicas: 1, machineType: 'n1', image: 'e', pythonModule: 'm' },
    ]);
  });

  it('leaves out what it can not read', () => {
    const pool = {
      machineSpec: { machineType: 7, acceleratorType: 'NEW_CHIP' },
      replicaCount: 'many',
    };
    expect(summarizePools({ workerPoolSpecs: [pool, 7] })).toEqual([
      { replicas: 1, accelerator: { type: 'NEW_CHIP', count: 1 } },
    ]);
    expect(summarizePools(undefined)).toEqual([]);
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(summarizePools({ workerPoolSpecs: json })).toBeInstanceOf(Array);
        expect(
          summarizePools({ workerPoolSpecs: [{ machineSpec: json, diskSpec: json }] }),
        ).toBeInstanceOf(Array);
      }),
    );
  });
});
