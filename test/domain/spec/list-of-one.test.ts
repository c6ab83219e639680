import { describe, expect, it } from 'vitest';
import { listFields } from '../../../app/domain/spec/custom-job-spec.ts';
import { messages } from '../../../app/sandbox/vertex/proto/proto-schema.ts';
import { checkWholeSpec, container, machine, pool, problemsOf, spec } from './check-whole-spec.ts';

describe('a single value where the API has a list', () => {
  const one = {
    worker_pool_specs: {
      machineSpec: {
        ...machine,
        reservationAffinity: {
          reservationAffinityType: 'SPECIFIC_RESERVATION',
          key: 'k',
          values: 'v',
        },
      },
      containerSpec: {
        ...container,
        command: 'python3',
        args: '--epochs=5',
        env: { name: 'A', value: 'b' },
      },
      nfs_mounts: { server: 's', path: '/p', mountPoint: 'm' },
      lustreMounts: { instanceIp: 'i', volumeHandle: 'v', filesystem: 'f', mountPoint: 'm' },
    },
    reservedIpRanges: 'range',
    pscInterfaceConfig: {
      dnsPeeringConfigs: { domain: 'a.', targetProject: 'p', targetNetwork: 'n' },
    },
    models: 'model',
  };

  it('is a list of one, in every field that is a list', () => {
    expect(checkWholeSpec(one)).toMatchObject({
      ok: true,
      spec: {
        workerPoolSpecs: [
          {
            machineSpec: { reservationAffinity: { values: ['v'] } },
            containerSpec: {
              command: ['python3'],
              args: ['--epochs=5'],
              env: [{ name: 'A', value: 'b' }],
            },
            nfsMounts: [{ server: 's' }],
            lustreMounts: [{ filesystem: 'f' }],
          },
        ],
        reservedIpRanges: ['range'],
        pscInterfaceConfig: { dnsPeeringConfigs: [{ domain: 'a.' }] },
        models: ['model'],
      },
    });
    const python = {
      executorImageUri: 'e',
      packageUris: 'gs://b/p',
      pythonModule: 'm',
      args: '-v',
      env: { name: 'A', value: 'b' },
    };
    expect(
      checkWholeSpec({ workerPoolSpecs: { machineSpec: machine, pythonPackageSpec: python } }),
    ).toMatchObject({
      spec: {
        workerPoolSpecs: [
          {
            pythonPackageSpec: {
              packageUris: ['gs://b/p'],
              args: ['-v'],
              env: [{ name: 'A', value: 'b' }],
            },
          },
        ],
      },
    });
  });

  it('knows the lists that the API has, and no other', () => {
    const lists = Object.values(messages).flatMap((fields) =>
      Object.entries(fields).flatMap(([name, type]) =>
        type.endsWith('[]') && !type.startsWith('out ') ? [name] : [],
      ),
    );
    expect([...listFields].filter((name) => !lists.includes(name))).toEqual([]);
    const inSpec = [...listFields].sort();
    expect(inSpec).toEqual(
      [
        'args',
        'command',
        'dnsPeeringConfigs',
        'env',
        'lustreMounts',
        'models',
        'nfsMounts',
        'packageUris',
        'reservedIpRanges',
        'values',
        'workerPoolSpecs',
      ].sort(),
    );
  });

  it('says what is wrong with it in its place', () => {
    expect(problemsOf({ workerPoolSpecs: { ...pool, replicas: 2 } })).toEqual([
      'workerPoolSpecs[0].replicas is newer than this bot, or misspelt.',
    ]);
    expect(problemsOf({ workerPoolSpecs: {} })).toEqual([
      'workerPoolSpecs[0] must not be empty: it is the primary pool',
    ]);
    expect(problemsOf(spec({}, { containerSpec: { ...container, args: 5 } }))).toEqual([
      'workerPoolSpecs[0].containerSpec.args[0] must be text: quote it',
    ]);
    expect(problemsOf(spec({}, { containerSpec: { ...container, args: null } }))).toEqual([]);
  });
});
