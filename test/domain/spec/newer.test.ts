import { describe, expect, test } from 'vitest';
import { checkWholeSpec } from './check-whole-spec.ts';
import { parseTemplate } from '../../../app/domain/template/read/parse-template.ts';
import { fillTemplate } from '../../../app/domain/template/fill/fill-template.ts';
import { writeTemplate } from '../../../app/domain/template/text/write-template.ts';

const target = { project: 'p', location: 'l' };
const newer = 'is newer than this bot, or misspelt.';
const poolOf = (machine: object, more: object = {}) => ({
  machineSpec: { machineType: 'n1-standard-4', ...machine },
  containerSpec: { imageUri: 'gcr.io/x/y' },
  ...more,
});
const gpu = (acceleratorType: string) => ({
  workerPoolSpecs: [poolOf({ acceleratorType, acceleratorCount: 1 })],
});
const said = (spec: object): string => {
  const checked = checkWholeSpec(spec);
  return checked.ok ? 'fine' : checked.problems.map(({ message }) => message).join('\n');
};

describe('a value that is in no enum', () => {
  test.each([
    ['NVIDIA_TESLA_L4', ' Did you mean `NVIDIA_L4`?'],
    ['NVIDIA_T4', ' Did you mean `NVIDIA_TESLA_T4`?'],
    ['nvidia-l4', ' Did you mean `NVIDIA_L4`?'],
    ['NVIDIA_H100', ' Did you mean `NVIDIA_H100_80GB`?'],
    ['NVIDIA_A100', ' Did you mean `NVIDIA_TESLA_A100` or `NVIDIA_A100_80GB`?'],
    ['NVIDIA_GB300', ''],
    ['NVIDIA_B300', ''],
    ['NVIDIA_B100', ''],
    ['NVIDIA_L40S', ''],
    ['NVIDIA_RTX_6000', ''],
    ['NVIDIA_H200_MEGA_141GB', ''],
    ['TPU_V6E', ' Leave `acceleratorType` out: `machineType` and `tpuTopology` say it.'],
    ['TPU_V5E', ' Leave `acceleratorType` out: `machineType` and `tpuTopology` say it.'],
    ['tpu-v2', ' Did you mean `TPU_V2`?'],
  ])('%s is newer or misspelt, and no other product is named%s', (value, advice) => {
    expect(said(gpu(value))).toBe(`${JSON.stringify(value)} ${newer}${advice}`);
  });

  test('the same of strategies and reservations', () => {
    const scheduled = (strategy: string) => said({ ...gpu('NVIDIA_L4'), scheduling: { strategy } });
    expect(scheduled('FLEXSTART')).toBe(`"FLEXSTART" ${newer} Did you mean \`FLEX_START\`?`);
    expect(scheduled('STANDARD_2')).toBe(`"STANDARD_2" ${newer}`);
    const reservationAffinity = { reservationAffinityType: 'SHARED_RESERVATION' };
    expect(said({ workerPoolSpecs: [poolOf({ reservationAffinity })] })).toContain(newer);
  });
});

describe('a field that is not known', () => {
  test('is newer or misspelt, wherever it stands; one that contradicts a rule is something else', () => {
    expect(said({ ...gpu('NVIDIA_L4'), zeroGravity: { a: { b: 1 } } })).toBe(newer);
    expect(said({ workerPoolSpecs: [poolOf({ machineTyp2: 'x' })] })).toBe(newer);
    expect(said({ ...gpu('NVIDIA_L4'), state: 'x' })).toContain('set by Vertex AI alone');
    for (const key of ['displayName', 'display_name', 'labels', 'encryptionSpec']) {
      expect(said({ ...gpu('NVIDIA_L4'), [key]: {} })).toBe(
        'belongs beside the job spec, not in it',
      );
    }
    expect(said({ ...gpu('NVIDIA_L4'), replicaCount: 2 })).toContain('does not belong here');
  });
});

describe('a field that is another word than any that is known', () => {
  const inside: Readonly<Record<string, (key: string) => object>> = {
    scheduling: (key) => ({ ...gpu('NVIDIA_L4'), scheduling: { [key]: '1s' } }),
    spec: (key) => ({ ...gpu('NVIDIA_L4'), [key]: 'x' }),
    pool: (key) => ({ workerPoolSpecs: [poolOf({}, { [key]: [{ a: 1 }] })] }),
    machine: (key) => ({ workerPoolSpecs: [poolOf({ [key]: 'x' })] }),
    disk: (key) => ({ workerPoolSpecs: [poolOf({}, { diskSpec: { [key]: 1 } })] }),
    container: (key) => ({
      workerPoolSpecs: [poolOf({}, { containerSpec: { imageUri: 'x', [key]: 'y' } })],
    }),
  };

  test.each([
    ['scheduling', 'maxRunDuration'],
    ['scheduling', 'minWaitDuration'],
    ['spec', 'enableDebugAccess'],
    ['spec', 'disableWebAccess'],
    ['pool', 'gcsMounts'],
    ['pool', 'gcsmounts'],
    ['pool', 'zfsMounts'],
    ['pool', 'nfsCounts'],
    ['machine', 'maxGpuDriverVersion'],
    ['machine', 'minCpuDriverVersion'],
    ['machine', 'acceleratorTopology'],
    ['machine', 'gpuTopology'],
    ['disk', 'bootDiskIops'],
    ['disk', 'bootDiskSizeMb'],
    ['disk', 'hootDiskType'],
  ])('is not said to be another one: %s.%s', (place, key) => {
    expect(said(inside[place]?.(key) ?? {})).toBe(newer);
  });

  test.each([
    ['scheduling', 'maxWaitDuratoin', 'maxWaitDuration'],
    ['scheduling', 'maxWatiDuration', 'maxWaitDuration'],
    ['scheduling', 'timeouts', 'timeout'],
    ['scheduling', 'disableRetry', 'disableRetries'],
    ['spec', 'enableWebAcces', 'enableWebAccess'],
    ['spec', 'enable_Web_Access', 'enableWebAccess'],
    ['spec', 'enablewebaccess', 'enableWebAccess'],
    ['spec', 'ExperimentRun', 'experimentRun'],
    ['spec', 'baseOutputDirectoy', 'baseOutputDirectory'],
    ['spec', 'netwrok', 'network'],
    ['spec', 'persistantRessourceId', 'persistentResourceId'],
    ['pool', 'nfsmount', 'nfsMounts'],
    ['pool', 'lustre-mounts', 'lustreMounts'],
    ['machine', 'machineTyp', 'machineType'],
    ['machine', 'machinetyp', 'machineType'],
    ['machine', 'acelleratorType', 'acceleratorType'],
    ['machine', 'gpu_partition_sizes', 'gpuPartitionSize'],
    ['container', 'imageUrl', 'imageUri'],
    ['container', 'imageURI', 'imageUri'],
  ])('but a slip of the fingers is found: %s.%s', (place, key, meant) => {
    expect(said(inside[place]?.(key) ?? {})).toContain(`${newer} Did you mean \`${meant}\`?`);
  });

  test.each([
    ['MY_RESERVATION', ''],
    ['A_RESERVATION', ''],
    ['SHARED_RESERVATION', ''],
    ['NO_RESERVATIONS', ' Did you mean `NO_RESERVATION`?'],
    ['specificReservation', ' Did you mean `SPECIFIC_RESERVATION`?'],
    ['ANY_RESERVATOIN', ' Did you mean `ANY_RESERVATION`?'],
  ])('the same of a kind of reservation: %s%s', (reservationAffinityType, advice) => {
    const reservationAffinity = { reservationAffinityType };
    expect(said({ workerPoolSpecs: [poolOf({ reservationAffinity })] })).toBe(
      `${JSON.stringify(reservationAffinityType)} ${newer}${advice}`,
    );
  });
});

describe('what a template lists as unchecked', () => {
  const tree = (unchecked?: unknown) => ({
    parameters: { gpu: { type: 'string', default: 'NVIDIA_GB300' } },
    ...(unchecked === undefined ? {} : { unchecked }),
    jobSpec: {
      workerPoolSpecs: [
        poolOf(
          { acceleratorType: '{{gpu}}', acceleratorCount: 4 },
          { newer_thing: { a: ['{{gpu}}'] } },
        ),
      ],
      scheduling: { strategy: 'WARP' },
    },
  });
  const source = { name: 'x', origin: 'x', version: 'v1' };
  const all = [
    'jobSpec.workerPoolSpecs[0].machineSpec.acceleratorType',
    'jobSpec.workerPoolSpecs.newerThing',
    'job_spec.scheduling.strategy',
  ];

  test('is sent as it is, and told; all of it has to be listed', () => {
    expect(parseTemplate(tree(), source).ok).toBe(false);
    for (const left of all) {
      expect(parseTemplate(tree(all.filter((one) => one !== left)), source).ok).toBe(false);
    }
    const read = parseTemplate(tree(all), source);
    if (!read.ok) throw new Error(read.problems.join('\n'));
    expect(fillTemplate(read.template, { parameters: {} }, [target])).toMatchObject({
      ok: true,
      launch: {
        body: {
          jobSpec: {
            workerPoolSpecs: [
              {
                machineSpec: { acceleratorType: 'NVIDIA_GB300' },
                newer_thing: { a: ['NVIDIA_GB300'] },
              },
            ],
            scheduling: { strategy: 'WARP' },
          },
        },
        unchecked: [
          'jobSpec.workerPoolSpecs[0].machineSpec.acceleratorType',
          'jobSpec.workerPoolSpecs[0].newer_thing',
          'jobSpec.scheduling.strategy',
        ],
      },
    });
    expect(parseTemplate(writeTemplate(read.template), source)).toEqual(read);
  });

  test('the rest is checked as ever', () => {
    const broken = { ...tree(all), jobSpec: { ...tree(all).jobSpec, timeout: '1s' } };
    expect(parseTemplate(broken, source)).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('does not belong here') as string],
    });
  });

  const filled = (unchecked: readonly string[], spec: object, more: object = {}) => {
    const written = { name: 'x', unchecked, jobSpec: spec, ...more };
    const read = parseTemplate(written, source);
    if (!read.ok) return { problems: read.problems };
    const result = fillTemplate(read.template, { parameters: {} }, [target]);
    return result.ok ? result.launch : { problems: result.problems };
  };

  test('has what stands in it as it is written: names, single values, nulls', () => {
    const inside = {
      args: 'single',
      values: 'one',
      env: { A: 'b', C: null },
      boot_disk_type: 'z',
      workerPoolSpecs: [{ machine_spec: null }],
      list: [null, { models: 'm' }],
    };
    const workerPoolSpecs = [poolOf({ gpu_profile: inside, none: null })];
    const unchecked = ['jobSpec.workerPoolSpecs.machineSpec', 'jobSpec.zeroGravity'];
    expect(filled(unchecked, { workerPoolSpecs, zeroGravity: { args: 'x' } })).toMatchObject({
      body: {
        jobSpec: {
          workerPoolSpecs: [{ machineSpec: { gpu_profile: inside, none: null } }],
          zeroGravity: { args: 'x' },
        },
      },
    });
    const kmsKeyName = 'projects/p/locations/l/keyRings/r/cryptoKeys/k';
    const encryptionSpec = { kms_key_name: kmsKeyName, newKeys: { models: 'm' } };
    expect(filled(['encryptionSpec.newKeys'], gpu('NVIDIA_L4'), { encryptionSpec })).toMatchObject({
      body: { encryptionSpec: { kmsKeyName, newKeys: { models: 'm' } } },
      unchecked: ['encryptionSpec.newKeys'],
    });
  });

  test('of the whole job lifts no more than that, and all of it is told', () => {
    const whole = ['jobSpec'];
    const gpus = { acceleratorType: 'NVIDIA_GB300', acceleratorCount: 4, fast: { x: 1 } };
    expect(filled(whole, { workerPoolSpecs: [poolOf(gpus)] })).toMatchObject({
      unchecked: [
        'jobSpec.workerPoolSpecs[0].machineSpec.acceleratorType',
        'jobSpec.workerPoolSpecs[0].machineSpec.fast',
      ],
    });
  });

  test.each<[string, string, object]>([
    [
      'jobSpec.workerPoolSpecs.containerSpec.env.value',
      'must not be empty',
      {
        workerPoolSpecs: [
          poolOf({}, { containerSpec: { imageUri: 'x', env: [{ name: 'A', value: '' }] } }),
        ],
      },
    ],
    [
      'jobSpec.workerPoolSpecs.machineSpec.key',
      'does not belong here but in',
      { workerPoolSpecs: [poolOf({ key: 'a' })] },
    ],
    ['jobSpec.state', 'is set by Vertex AI alone', { ...gpu('NVIDIA_L4'), state: 'x' }],
    [
      'jobSpec.scheduling.timeout',
      'must be more than 0s',
      { ...gpu('NVIDIA_L4'), scheduling: { timeout: '0s' } },
    ],
    [
      'jobSpec.workerPoolSpecs.machineSpec',
      'is required beside',
      { workerPoolSpecs: [poolOf({ acceleratorType: 'NVIDIA_GB300' })] },
    ],
  ])('%s may be listed, and what contradicts a rule there is refused: %s', (place, why, spec) => {
    for (const listed of [place, 'jobSpec']) {
      expect(filled([listed], spec)).toEqual({
        problems: [expect.stringContaining(why) as string],
      });
    }
  });

  test('must be a place of the job', () => {
    expect(parseTemplate(tree(['name']), source)).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('must be a path in the job') as string],
    });
  });

  test('a config of gcloud’s is read, and says at its launch what is wrong', () => {
    const read = parseTemplate(gpu('NVIDIA_GB300'), source);
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const place = 'jobSpec.workerPoolSpecs[0].machineSpec.acceleratorType';
    expect(fillTemplate(read.template, { parameters: {} }, [target])).toMatchObject({
      ok: false,
      problems: [`\`${place}\` "NVIDIA_GB300" ${newer}`],
      newer: { paths: [place] },
    });
    const both = {
      workerPoolSpecs: [poolOf({ acceleratorType: 'NVIDIA_GB300' })],
      zero: 1,
      state: 1,
    };
    expect(parseTemplate(both, source).ok).toBe(false);
  });
});
