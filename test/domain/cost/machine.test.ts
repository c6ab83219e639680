import { describe, expect, test } from 'vitest';
import { carriesGpus, largerMachines, machineOf } from '../../../app/domain/cost/machine.ts';

describe('machineOf', () => {
  test.each([
    ['n1-standard-4', 'n1', 4, 15],
    ['n1-standard-1', 'n1', 1, 3.75],
    ['n1-highmem-16', 'n1', 16, 104],
    ['n1-highcpu-96', 'n1', 96, 86.4],
    ['n2-standard-80', 'n2', 80, 320],
    ['n2d-highcpu-224', 'n2d', 224, 224],
    ['e2-highmem-8', 'e2', 8, 64],
    ['c2-standard-60', 'c2', 60, 240],
    ['c2d-highmem-112', 'c2d', 112, 896],
    ['c3-highcpu-22', 'c3', 22, 44],
  ])('%s is a %s with %i vCPUs and %d GiB', (type, series, vcpus, memoryGib) => {
    expect(machineOf(type)).toEqual({ series, vcpus, memoryGib, localSsdGib: 0 });
  });

  test.each([
    ['g2-standard-8', 'g2', 8, 32, 'NVIDIA_L4', 1, 0],
    ['g2-standard-24', 'g2', 24, 96, 'NVIDIA_L4', 2, 0],
    ['g2-standard-32', 'g2', 32, 128, 'NVIDIA_L4', 1, 0],
    ['g2-standard-96', 'g2', 96, 384, 'NVIDIA_L4', 8, 0],
    ['g4-standard-384', 'g4', 384, 1440, 'NVIDIA_RTX_PRO_6000', 8, 0],
    ['a2-highgpu-4g', 'a2', 48, 340, 'NVIDIA_TESLA_A100', 4, 0],
    ['a2-megagpu-16g', 'a2', 96, 1360, 'NVIDIA_TESLA_A100', 16, 0],
    ['a2-ultragpu-8g', 'a2', 96, 1360, 'NVIDIA_A100_80GB', 8, 3000],
    ['a3-highgpu-8g', 'a3', 208, 1872, 'NVIDIA_H100_80GB', 8, 6000],
    ['a3-highgpu-1g', 'a3', 26, 234, 'NVIDIA_H100_80GB', 1, 750],
    ['a3-megagpu-8g', 'a3plus', 208, 1872, 'NVIDIA_H100_MEGA_80GB', 8, 6000],
    ['a3-ultragpu-8g', 'a3ultra', 224, 2952, 'NVIDIA_H200_141GB', 8, 12_000],
    ['a4-highgpu-8g', 'a4', 224, 3968, 'NVIDIA_B200', 8, 12_000],
  ])('%s carries its GPUs', (type, series, vcpus, memoryGib, gpu, count, localSsdGib) => {
    const machine = { series, vcpus, memoryGib, gpu: { type: gpu, count }, localSsdGib };
    expect(machineOf(type)).toEqual(machine);
  });

  test.each([
    '',
    'n1-standard',
    'n1-standard-3',
    'n1-highmem-1',
    'n1-standard-8g',
    'n1-ultramem-40',
    'n2-highmem-128',
    'a2-highgpu-3g',
    'a2-highgpu-8',
    'g2-standard-8-lssd',
    'c3-standard-22-lssd',
    'constructor-x-1',
    'z9-standard-4',
    ' n1-standard-4',
  ])('%j is not known', (type) => {
    expect(machineOf(type)).toBeUndefined();
  });
});

describe('largerMachines', () => {
  test.each<[string, readonly string[]]>([
    ['n1-standard-32', ['n1-standard-64', 'n1-standard-96']],
    ['n1-standard-96', []],
    ['c2-standard-16', ['c2-standard-30', 'c2-standard-60']],
    ['g2-standard-4', ['g2-standard-8', 'g2-standard-12', 'g2-standard-16', 'g2-standard-32']],
    ['g2-standard-24', []],
    ['a2-highgpu-1g', []],
    ['a3-highgpu-8g', []],
    ['n1-standard-5', []],
    ['nope', []],
    ['', []],
  ])('of %s', (type, larger) => {
    expect(largerMachines(type)).toEqual(larger);
  });
});

describe('carriesGpus', () => {
  test.each<[string, string, number, boolean]>([
    ['n1-standard-8', 'NVIDIA_TESLA_V100', 1, true],
    ['n1-standard-16', 'NVIDIA_TESLA_V100', 1, false],
    ['n1-standard-16', 'NVIDIA_TESLA_V100', 2, true],
    ['n1-standard-8', 'NVIDIA_TESLA_T4', 3, false],
    ['n2-standard-8', 'NVIDIA_TESLA_T4', 1, false],
    ['g2-standard-12', 'NVIDIA_L4', 1, true],
    ['g2-standard-24', 'NVIDIA_L4', 1, false],
    ['nope', 'NVIDIA_L4', 1, false],
  ])('%s and %s × %i: %s', (machineType, type, count, fits) => {
    expect(carriesGpus(machineType, type, count)).toBe(fits);
  });
});
