// Every kind of explanation, and each sentence that a kind may be said in, with foreign text wherever Google's text may stand.

import type {
  Cause,
  Explanation,
  FoundError,
  KnownService,
} from '../../app/domain/error/explanation.ts';
import type { Sample } from './problem-samples.ts';

const permissions: Readonly<Record<KnownService, string>> = {
  storage: 'storage.objects.get',
  artifactregistry: 'artifactregistry.repositories.downloadArtifacts',
  secretmanager: 'secretmanager.versions.access',
  bigquery: 'bigquery.jobs.create',
  aiplatform: 'aiplatform.models.upload',
  iam: 'iam.serviceAccounts.actAs',
};

const isService = (name: string): name is KnownService => Object.hasOwn(permissions, name);
const services = Object.keys(permissions).filter(isService);

/** Every kind of cause. */
export function causesOf(foreign: string): readonly Cause[] {
  const account = foreign;
  const machineType = foreign;
  const accelerator = foreign;
  const role = 'roles/storage.objectViewer';
  const unknown = { service: undefined, permission: foreign, role: undefined };
  const samples: Sample<Cause> = {
    'low-memory': [
      { kind: 'low-memory', pool: foreign },
      { kind: 'low-memory', pool: undefined },
    ],
    'low-disk': [
      { kind: 'low-disk', pool: foreign },
      { kind: 'low-disk', pool: undefined },
    ],
    killed: [{ kind: 'killed' }],
    'over-quota': [
      { kind: 'over-quota', quotas: [{ name: foreign, demand: undefined }] },
      {
        kind: 'over-quota',
        quotas: [
          { name: foreign, demand: 8 },
          { name: foreign, demand: undefined },
        ],
      },
    ],
    exhausted: [{ kind: 'exhausted' }],
    'no-machines': [{ kind: 'no-machines' }],
    'timed-out': [{ kind: 'timed-out' }],
    internal: [{ kind: 'internal' }],
    unavailable: [{ kind: 'unavailable' }],
    'not-cancellable': [{ kind: 'not-cancellable' }],
    'not-executable': [{ kind: 'not-executable' }],
    'command-not-found': [{ kind: 'command-not-found' }],
    'not-started': [{ kind: 'not-started' }],
    aborted: [{ kind: 'aborted' }],
    crashed: [{ kind: 'crashed' }],
    'told-to-stop': [{ kind: 'told-to-stop' }],
    signal: [{ kind: 'signal', signal: 2 }],
    'exit-code': [{ kind: 'exit-code', code: 1 }],
    'image-not-pulled': [
      { kind: 'image-not-pulled', agent: foreign, repository: foreign },
      { kind: 'image-not-pulled', agent: undefined, repository: undefined },
    ],
    'act-as-refused': [{ kind: 'act-as-refused', account }],
    'bot-refused': [
      { kind: 'bot-refused', service: 'storage', permission: foreign, role },
      { kind: 'bot-refused', ...unknown },
    ],
    'no-access': [
      {
        kind: 'no-access',
        service: 'storage',
        permission: foreign,
        role,
        account: undefined,
        mayNotExist: true,
      },
      ...services.map((service) => ({
        kind: 'no-access' as const,
        service,
        permission: permissions[service],
        role: 'roles/x',
        account,
        mayNotExist: false,
      })),
      { kind: 'no-access', ...unknown, account, mayNotExist: false },
    ],
    'no-bucket-access': [
      {
        kind: 'no-bucket-access',
        account,
        permissions: [foreign, foreign],
        role,
        bucket: foreign,
      },
      {
        kind: 'no-bucket-access',
        account: undefined,
        permissions: [foreign],
        role,
        bucket: foreign,
      },
    ],
    'permission-denied': [{ kind: 'permission-denied' }],
    'project-refused': [{ kind: 'project-refused' }],
    'api-disabled': [{ kind: 'api-disabled' }],
    'no-billing': [{ kind: 'no-billing' }],
    'policy-forbids': [{ kind: 'policy-forbids', constraint: foreign }],
    'key-unusable': [{ kind: 'key-unusable' }],
    'machine-not-offered': [{ kind: 'machine-not-offered', machineType }],
    'machine-refused': [{ kind: 'machine-refused' }],
    'disk-not-offered': [{ kind: 'disk-not-offered', diskType: foreign }],
    'no-accelerators': [{ kind: 'no-accelerators' }],
    'accelerator-count': [
      { kind: 'accelerator-count', count: '3', accelerator, machineType },
      { kind: 'accelerator-count', count: '3', accelerator, machineType: undefined },
    ],
    'accelerator-misfit': [{ kind: 'accelerator-misfit', accelerator, machineType }],
    'accelerator-not-offered': [{ kind: 'accelerator-not-offered', accelerator }],
    'accelerator-by-half': [{ kind: 'accelerator-by-half' }],
    'env-apostrophe': [{ kind: 'env-apostrophe' }],
    'env-empty': [{ kind: 'env-empty' }],
    'value-missing': [{ kind: 'value-missing' }],
    'wrong-value': [{ kind: 'wrong-value', at: foreign }],
    'display-name-too-long': [{ kind: 'display-name-too-long' }],
    'label-refused': [{ kind: 'label-refused' }],
    'storage-address-malformed': [{ kind: 'storage-address-malformed' }],
    'network-incomplete': [{ kind: 'network-incomplete' }],
    'service-account-malformed': [{ kind: 'service-account-malformed' }],
    'tensorboard-without-account': [{ kind: 'tensorboard-without-account' }],
    'tensorboard-refused': [{ kind: 'tensorboard-refused' }],
    'image-refused': [{ kind: 'image-refused' }],
    'persistent-resource-refused': [{ kind: 'persistent-resource-refused' }],
    'first-pool-replicas': [{ kind: 'first-pool-replicas' }],
    'pool-runs-nothing': [{ kind: 'pool-runs-nothing' }],
    'max-wait-alone': [{ kind: 'max-wait-alone' }],
    'unknown-field': [
      { kind: 'unknown-field', field: foreign, at: foreign },
      { kind: 'unknown-field', field: foreign, at: undefined },
    ],
  };
  return Object.values<readonly Cause[]>(samples).flat();
}

/** Every kind of cause, and lists of several. */
export function explanationsOf(foreign: string): readonly Explanation[] {
  const list = (...[first, ...rest]: readonly [FoundError, ...FoundError[]]): Explanation => ({
    kind: 'found-errors',
    errors: [first, ...rest],
    more: 0,
  });
  const own: FoundError = { field: foreign, cause: { kind: 'value-missing' } };
  const project: FoundError = { field: foreign, cause: { kind: 'no-accelerators' } };
  const template: FoundError = { field: foreign, cause: { kind: 'image-refused' } };
  const outside: FoundError = { field: foreign, cause: { kind: 'internal' } };
  const unknown: FoundError = { field: `job_spec.env[6].${foreign}`, cause: undefined };
  return [
    ...causesOf(foreign),
    list(own),
    list(template),
    list(outside),
    list(unknown),
    list({ field: 'job_spec.env[6].value', cause: undefined }),
    list({ field: undefined, cause: undefined }),
    list(own, own, project),
    list(project, template, outside),
    { kind: 'found-errors', errors: [own, unknown], more: 3 },
  ];
}
