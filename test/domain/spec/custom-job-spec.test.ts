import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEncryptionSpec } from '../../../app/domain/spec/check-spec.ts';
import { checkWholeSpec, container, machine, pool, problemsOf, spec } from './check-whole-spec.ts';

describe('a whole spec', () => {
  it('takes a spec with every field there is', () => {
    const full = {
      workerPoolSpecs: [
        {
          machineSpec: {
            machineType: 'a3-highgpu-8g',
            acceleratorType: 'NVIDIA_H100_80GB',
            acceleratorCount: 8,
            gpuPartitionSize: '1g.10gb',
            minGpuDriverVersion: '535.104.06',
            multihostGpuNodeCount: 2,
            tpuTopology: '2x2x1',
            reservationAffinity: {
              reservationAffinityType: 'SPECIFIC_RESERVATION',
              key: 'compute.googleapis.com/reservation-name',
              values: ['projects/p/zones/z/reservations/r'],
            },
          },
          replicaCount: '1',
          containerSpec: {
            ...container,
            command: ['python'],
            args: ['', '-m'],
            env: [{ name: 'A_1', value: "it\\'s" }],
          },
          diskSpec: { bootDiskType: 'pd-ssd', bootDiskSizeGb: 500 },
          nfsMounts: [{ server: '10.0.0.1', path: '/x', mountPoint: 'data' }],
          lustreMounts: [
            { instanceIp: '10.0.0.2', volumeHandle: 'v', filesystem: 'f', mountPoint: 'm' },
          ],
        },
      ],
      scheduling: {
        timeout: '3600s',
        restartJobOnWorkerRestart: true,
        disableRetries: false,
        strategy: 'STANDARD',
      },
      serviceAccount: 'sa@p.iam.gserviceaccount.com',
      network: 'projects/1/global/networks/n',
      reservedIpRanges: ['range'],
      pscInterfaceConfig: {
        networkAttachment: 'na',
        dnsPeeringConfigs: [{ domain: 'x.corp.', targetProject: 'p', targetNetwork: 'n' }],
      },
      baseOutputDirectory: { outputUriPrefix: 'gs://b/o' },
      protectedArtifactLocationId: 'us-central1',
      tensorboard: 'projects/1/locations/l/tensorboards/2',
      enableWebAccess: true,
      enableDashboardAccess: false,
      experiment: 'e',
      experimentRun: 'r',
      persistentResourceId: 'pr',
      models: ['projects/p/locations/l/models/m@2'],
    };
    expect(checkWholeSpec(full)).toEqual({ ok: true, spec: full });
  });

  it('reads snake_case, numbers as text and nulls as Vertex does, and writes camelCase', () => {
    const checked = checkWholeSpec({
      worker_pool_specs: [
        {
          machine_spec: {
            machine_type: 'g2-standard-8',
            accelerator_type: 'NVIDIA_L4',
            accelerator_count: '1',
          },
          replica_count: 1,
          python_package_spec: {
            executor_image_uri: 'i',
            package_uris: ['gs://p'],
            python_module: 'm',
          },
          disk_spec: { boot_disk_size_gb: 100 },
        },
        {},
      ],
      base_output_directory: { output_uri_prefix: 'gs://b' },
      network: null,
    });
    expect(checked).toEqual({
      ok: true,
      spec: {
        workerPoolSpecs: [
          {
            machineSpec: {
              machineType: 'g2-standard-8',
              acceleratorType: 'NVIDIA_L4',
              acceleratorCount: 1,
            },
            replicaCount: '1',
            pythonPackageSpec: {
              executorImageUri: 'i',
              packageUris: ['gs://p'],
              pythonModule: 'm',
            },
            diskSpec: { bootDiskSizeGb: 100 },
          },
          {},
        ],
        baseOutputDirectory: { outputUriPrefix: 'gs://b' },
      },
    });
  });

  it.each<[string, unknown, string]>([
    ['no pool', { workerPoolSpecs: [] }, 'workerPoolSpecs must have at least one worker pool'],
    ['no pools at all', {}, 'workerPoolSpecs is required'],
    ['not a mapping', 'x', ' must be a mapping'],
    [
      'several primary replicas',
      { workerPoolSpecs: [{ ...pool, replicaCount: 2 }] },
      'workerPoolSpecs[0].replicaCount must be 1: it is the primary pool. Put the others into a second one',
    ],
    ['an empty first pool', { workerPoolSpecs: [{}] }, 'workerPoolSpecs[0] must not be empty'],
    [
      'container and package',
      spec(
        {},
        { pythonPackageSpec: { executorImageUri: 'i', packageUris: ['g'], pythonModule: 'm' } },
      ),
      'workerPoolSpecs[0] must have only one of',
    ],
    [
      'neither',
      { workerPoolSpecs: [{ machineSpec: machine }] },
      'workerPoolSpecs[0] needs a `containerSpec`',
    ],
    [
      'no image',
      spec({}, { containerSpec: {} }),
      'workerPoolSpecs[0].containerSpec.imageUri is required',
    ],
    [
      'no machine',
      spec({}, { machineSpec: {} }),
      'workerPoolSpecs[0].machineSpec.machineType is required',
    ],
    [
      'a GPU without count',
      spec({}, { machineSpec: { ...machine, acceleratorType: 'NVIDIA_L4' } }),
      'acceleratorCount is required beside',
    ],
    [
      'a TPU without count or topology',
      spec({}, { machineSpec: { ...machine, acceleratorType: 'TPU_V2' } }),
      'acceleratorCount is required beside',
    ],
    [
      'a count without a GPU',
      spec({}, { machineSpec: { ...machine, acceleratorCount: 1 } }),
      'workerPoolSpecs[0].machineSpec.acceleratorType is required beside `acceleratorCount`',
    ],
    [
      'a count of an unspecified type',
      spec(
        {},
        {
          machineSpec: {
            ...machine,
            acceleratorCount: 1,
            acceleratorType: 'ACCELERATOR_TYPE_UNSPECIFIED',
          },
        },
      ),
      'acceleratorType is required beside',
    ],
    [
      'an apostrophe in env',
      spec({}, { containerSpec: { ...container, env: [{ name: 'A', value: "['x']" }] } }),
      "containerSpec.env[0].value has an apostrophe, which Vertex refuses: write \\' for '",
    ],
    [
      'an apostrophe after an escaped backslash',
      spec({}, { containerSpec: { ...container, env: [{ name: 'A', value: "\\\\'" }] } }),
      'has an apostrophe',
    ],
    [
      'an empty value in env',
      spec({}, { containerSpec: { ...container, env: [{ name: 'A', value: '' }] } }),
      'containerSpec.env[0].value must not be empty: Vertex refuses that',
    ],
    [
      'zero replicas',
      spec({}, { replicaCount: 0 }),
      'workerPoolSpecs[0].replicaCount must be a whole number of at least 1',
    ],
    [
      'half a replica',
      spec({}, { replicaCount: 1.5 }),
      'workerPoolSpecs[0].replicaCount must be a whole number',
    ],
    [
      'an env name',
      spec({}, { containerSpec: { ...container, env: [{ name: '1A', value: 'x' }] } }),
      'env[0].name must be letters',
    ],
    [
      'an env value that is a number',
      spec({}, { containerSpec: { ...container, env: [{ name: 'A', value: 1 }] } }),
      'env[0].value must be text: quote it',
    ],
    [
      '101 env',
      spec(
        {},
        {
          containerSpec: {
            ...container,
            env: Array.from({ length: 101 }, (_, i) => ({ name: `A${i}`, value: 'x' })),
          },
        },
      ),
      'env must have at most 100 entries',
    ],
    [
      'an accelerator that is none',
      spec({}, { machineSpec: { ...machine, acceleratorType: 'NVIDIA_L44', acceleratorCount: 1 } }),
      '"NVIDIA_L44" is newer than this bot, or misspelt.',
    ],
    [
      'a strategy that is none',
      spec({ scheduling: { strategy: 'SPOTS' } }),
      'scheduling.strategy "SPOTS" is newer than this bot, or misspelt. Did you mean `SPOT`?',
    ],
    [
      'a duration in minutes',
      spec({ scheduling: { timeout: '5m' } }),
      'scheduling.timeout must be seconds with an s',
    ],
    [
      'a duration as a number',
      spec({ scheduling: { timeout: 3600 } }),
      'scheduling.timeout must be seconds with an s',
    ],
    [
      'no time at all',
      spec({ scheduling: { timeout: '0s' } }),
      'scheduling.timeout must be more than 0s',
    ],
    [
      'an unknown field',
      spec({}, { machineSpec: { machineTyp: 'x' } }),
      'workerPoolSpecs[0].machineSpec.machineTyp is newer than this bot, or misspelt. Did you mean `machineType`?',
    ],
    [
      'a misplaced field',
      spec({}, { machineType: 'x' }),
      'workerPoolSpecs[0].machineType does not belong here but in `machineSpec`',
    ],
    ['an output-only field', spec({ createTime: 'x' }), 'createTime is set by Vertex AI alone'],
    [
      'one field under two names',
      spec({ service_account: 'a', serviceAccount: 'b' }),
      'serviceAccount is given twice',
    ],
    [
      'FLEX_START for 8 days',
      spec(
        { scheduling: { strategy: 'FLEX_START', timeout: '691200s' } },
        { machineSpec: { machineType: 'g2-standard-8' } },
      ),
      'scheduling.timeout must be at most 7 days',
    ],
    [
      'SPOT on a TPU Pod',
      spec(
        { scheduling: { strategy: 'SPOT' } },
        {
          machineSpec: {
            machineType: 'cloud-tpu',
            acceleratorType: 'TPU_V3',
            acceleratorCount: 32,
          },
        },
      ),
      'must not be a TPU Pod with SPOT',
    ],
    [
      'a reservation without a name',
      spec(
        {},
        {
          machineSpec: {
            ...machine,
            reservationAffinity: { reservationAffinityType: 'SPECIFIC_RESERVATION' },
          },
        },
      ),
      'reservationAffinity needs `key` and `values`',
    ],
    ['half a character', spec({ experiment: '\ud800' }), 'experiment must be well-formed Unicode'],
    ['no JSON at all', spec({ network: new Map() }), 'network must be text, a number'],
  ])('refuses %s', (_, tree, problem) => {
    const problems = problemsOf(tree);
    expect(problems.join('\n')).toContain(problem);
    expect(problems).toHaveLength(1);
  });

  it('takes FLEX_START, SPOT and deprecated names where they fit', () => {
    const flex = { strategy: 'FLEX_START', maxWaitDuration: '0s', timeout: '604800s' };
    expect(
      problemsOf(spec({ scheduling: flex }, { machineSpec: { machineType: 'a2-highgpu-1g' } })),
    ).toEqual([]);
    expect(problemsOf(spec({ scheduling: { strategy: 'SPOT' } }))).toEqual([]);
    expect(problemsOf(spec({ scheduling: { strategy: 'LOW_COST' } }))).toEqual([]);
  });

  it('takes what is only advised against, and what leaves both accelerator fields out', () => {
    for (const machineSpec of [
      { ...machine, acceleratorCount: 0 },
      { ...machine, acceleratorType: 'ACCELERATOR_TYPE_UNSPECIFIED', acceleratorCount: 0 },
      { machineType: 'ct5lp-hightpu-4t', acceleratorType: 'TPU_V5_LITEPOD', tpuTopology: '2x2' },
    ]) {
      expect(problemsOf(spec({}, { machineSpec }))).toEqual([]);
    }
    expect(problemsOf(spec({ scheduling: { strategy: 'SPOT', maxWaitDuration: '60s' } }))).toEqual(
      [],
    );
    expect(problemsOf(spec({ scheduling: { strategy: 'FLEX_START' } }))).toEqual([]);
    const args = [...Array<string>(2_000).fill('x'), 'y'.repeat(200_000)];
    expect(problemsOf(spec({}, { containerSpec: { ...container, args } }))).toEqual([]);
  });

  it('needs no machine type on a persistent resource', () => {
    const bare = { workerPoolSpecs: [{ containerSpec: container }] };
    expect(problemsOf({ ...bare, persistentResourceId: 'pr' })).toEqual([]);
  });

  it('tells every problem at once', () => {
    expect(
      problemsOf(spec({ nework: 'x', scheduling: { timeout: 'x' } }, { replicaCount: 'many' })),
    ).toHaveLength(3);
  });

  it('survives prototype keys, depth and size', () => {
    expect(problemsOf(JSON.parse('{"__proto__": {"workerPoolSpecs": []}}'))).toEqual([
      ' must not have a key `__proto__`',
    ]);
    expect(problemsOf({ constructor: 1, ...spec() })[0]).toContain(
      'constructor is newer than this bot, or misspelt.',
    );
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(problemsOf(deep)[0]).toContain('is nested too deep');
    const shared = Array.from({ length: 20 }, () => 1);
    let bomb: unknown = shared;
    for (let i = 0; i < 15; i++) bomb = [bomb, bomb, bomb, bomb, bomb, bomb, bomb, bomb];
    expect(problemsOf(bomb)).toEqual([' is too large']);
  });

  it('never throws, whatever the tree', () => {
    const field = fc.constantFrom(
      'workerPoolSpecs',
      'worker_pool_specs',
      'machineSpec',
      'env',
      'scheduling',
      'timeout',
      'replicaCount',
      '__proto__',
      'x',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        fc.constantFrom(1, '1', '1s', 'SPOT', true, null, Number.NaN, undefined),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(field, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const checked = checkWholeSpec(value);
        expect(checked.ok || checked.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('passes again unchanged what it has passed, in whatever spelling that was', () => {
    const count = fc.integer({ min: 1, max: 8 }).chain((n) => fc.constantFrom(n, String(n)));
    const args = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 }), fc.constant(null));
    const container = fc.record(
      { imageUri: fc.constant('i'), args },
      { requiredKeys: ['imageUri'] },
    );
    const python = fc.record({
      executor_image_uri: fc.constant('i'),
      package_uris: fc.constantFrom('gs://p', ['gs://p', 'gs://q']),
      pythonModule: fc.constant('m'),
    });
    const program = fc.oneof(
      fc.record({ containerSpec: container }),
      fc.record({ python_package_spec: python }),
    );
    const gpu = { acceleratorType: fc.constant('NVIDIA_L4'), accelerator_count: count };
    const machine = fc.record(
      { machine_type: fc.constant('g2-standard-8'), ...gpu },
      { requiredKeys: ['machine_type'] },
    );
    const poolOf = (replicas: fc.Arbitrary<unknown>) =>
      fc
        .tuple(program, machine, replicas)
        .map(([one, machineSpec, replicaCount]) => ({ ...one, machineSpec, replicaCount }));
    const pools = fc
      .tuple(poolOf(fc.constantFrom(1, '1')), fc.array(poolOf(count), { maxLength: 2 }))
      .map(([first, rest]) => [first, ...rest]);
    const scheduling = fc.record(
      { timeout: fc.constantFrom('60s', '1.5s', 60), strategy: fc.constantFrom('SPOT', 'spot') },
      { requiredKeys: [] },
    );
    const spec = fc.oneof(
      fc.record({ workerPoolSpecs: pools, network: fc.constantFrom(null, 'n'), scheduling }),
      fc.record({ worker_pool_specs: pools }),
    );
    let passed = 0;
    fc.assert(
      fc.property(spec, (value) => {
        const checked = checkWholeSpec(value);
        if (!checked.ok) return;
        passed += 1;
        expect(checkWholeSpec(checked.spec)).toEqual(checked);
      }),
    );
    expect(passed).toBeGreaterThan(20);
  });
});

describe('checkEncryptionSpec', () => {
  it('takes a key of the documented form only', () => {
    const kmsKeyName = 'projects/p/locations/l/keyRings/r/cryptoKeys/k';
    expect(checkEncryptionSpec({ kmsKeyName })).toEqual({
      ok: true,
      value: { kmsKeyName },
    });
    expect(checkEncryptionSpec({ kmsKeyName: 'k' }).ok).toBe(false);
    expect(checkEncryptionSpec({ kmsKeyNam: 'k' })).toMatchObject({
      problems: [
        { path: 'kmsKeyName' },
        { path: 'kmsKeyNam', message: expect.stringContaining('`kmsKeyName`') as string },
      ],
    });
  });
});
