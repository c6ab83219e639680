import { expect, it } from 'vitest';
import { specNotes } from '../../../app/domain/spec/spec-notes.ts';

const pool = (machineSpec: object, container: object = {}) => ({
  machineSpec,
  containerSpec: { imageUri: 'i', ...container },
});
const cpu = { machineType: 'n1-standard-4' };
const notes = (scheduling: object | undefined, ...workerPoolSpecs: readonly object[]) =>
  specNotes({ workerPoolSpecs, ...(scheduling && { scheduling }) });
const flex = { strategy: 'FLEX_START' };
const gpu = (acceleratorType: string) => ({ ...cpu, acceleratorType, acceleratorCount: 1 });

it('says nothing of what is as Google advises', () => {
  expect(notes(undefined, pool(cpu))).toEqual([]);
  expect(notes({ strategy: 'SPOT' }, pool(cpu))).toEqual([]);
  expect(
    notes({ ...flex, maxWaitDuration: '0s' }, pool({ machineType: 'a2-highgpu-1g' }), {}),
  ).toEqual([]);
  expect(notes(flex, pool(gpu('NVIDIA_L4')))).toEqual([]);
  expect(specNotes({})).toEqual([]);
});

it.each([
  [
    'a wait with SPOT',
    notes({ strategy: 'SPOT', maxWaitDuration: '3600s' }, pool(cpu)),
    '`jobSpec.scheduling.maxWaitDuration` is documented for `strategy: FLEX_START` only, and may have no effect here.',
  ],
  [
    'FLEX_START on a T4',
    notes(flex, pool(gpu('NVIDIA_TESLA_T4'))),
    '`jobSpec.workerPoolSpecs[0].machineSpec` should have `NVIDIA_L4`',
  ],
  [
    'FLEX_START on a CPU',
    notes(flex, pool(cpu)),
    '`jobSpec.workerPoolSpecs[0].machineSpec` should have `NVIDIA_L4`',
  ],
  [
    'FLEX_START on two machines',
    notes(flex, pool({ machineType: 'g2-standard-8' }), pool({ machineType: 'g2-standard-4' })),
    '`jobSpec.workerPoolSpecs` should have the same `machineSpec` in every pool with FLEX_START.',
  ],
  [
    'an argument that no program gets',
    notes(undefined, pool(cpu, { args: ['-c', 'x'.repeat(131_072)] })),
    '`jobSpec.workerPoolSpecs[0]` has an entry of `args` of more than 128 kB',
  ],
])('notes %s', (_, said, note) => {
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(note);
});

it('leaves an argument that still fits alone', () => {
  expect(notes(undefined, pool(cpu, { args: ['x'.repeat(131_071)] }))).toEqual([]);
});
