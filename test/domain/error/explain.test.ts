import { describe, expect, test } from 'vitest';
import { explainError } from '../../../app/domain/error/explain.ts';
import type { Cause, FoundError, KnownService } from '../../../app/domain/error/explanation.ts';
import { otherPlace } from '../../../app/domain/error/other-place.ts';
import { demandOn } from '../../../app/domain/error/quota.ts';

const exited = (status: string): string =>
  `The replica workerpool0-0 exited with a non-zero status of ${status}`;
const quota = 'The following quota metrics exceed quota limits: aiplatform.googleapis.com/';
const quotas = (...names: readonly string[]) => ({
  kind: 'over-quota' as const,
  quotas: names.map((name) => ({ name, demand: undefined })),
});
const agent = 'service-1@x.iam.gserviceaccount.com';

describe('each class of error that Vertex is known to give is explained', () => {
  test.each<readonly [name: string, message: string, cause: Cause]>([
    ['exit 1', `${exited('1')}. To find out more`, { kind: 'exit-code', code: 1 }],
    [
      'a traceback',
      `${exited('1')}. Termination reason: Error. ran out of memory`,
      { kind: 'exit-code', code: 1 },
    ],
    ['128', `${exited('128')}. Termination reason: StartError.`, { kind: 'not-started' }],
    ['126', exited('126'), { kind: 'not-executable' }],
    ['127', exited('127'), { kind: 'command-not-found' }],
    ['134', exited('134'), { kind: 'aborted' }],
    ['137', exited('137'), { kind: 'killed' }],
    ['139', exited('139'), { kind: 'crashed' }],
    ['143', exited('143'), { kind: 'told-to-stop' }],
    ['130', exited('130'), { kind: 'signal', signal: 2 }],
    ['9', exited('9(SIGKILL)'), { kind: 'killed' }],
    [
      'memory of a container',
      'The replica master 0 ran out-of-memory and exited',
      { kind: 'killed' },
    ],
    [
      'host memory',
      'Replicas low on memory: workerpool1. Specify',
      { kind: 'low-memory', pool: 'workerpool1' },
    ],
    ['memory of no pool', 'Replicas low on memory.', { kind: 'low-memory', pool: undefined }],
    [
      'disk',
      'Replicas low on disk: workerpool0. Specify',
      { kind: 'low-disk', pool: 'workerpool0' },
    ],
    ['disk of no pool', 'Replicas low on disk.', { kind: 'low-disk', pool: undefined }],
    [
      'a quota',
      `${quota}custom_model_training_nvidia_l4_gpus`,
      quotas('custom_model_training_nvidia_l4_gpus'),
    ],
    ['several', `${quota}a,aiplatform.googleapis.com/b`, quotas('a', 'b')],
    [
      'a stockout',
      'Resources are insufficient in region: us-central1. Try',
      { kind: 'no-machines' },
    ],
    [
      'a zone',
      'the zone does not have enough resources available to fulfill',
      { kind: 'no-machines' },
    ],
    ['internal', 'Internal error occurred for the current attempt', { kind: 'internal' }],
    [
      'an image',
      `Vertex AI Service Agent ${agent} does not have permission to access Artifact Registry repository projects/p/locations/l/repositories/r.`,
      { kind: 'image-not-pulled', agent, repository: 'projects/p/locations/l/repositories/r' },
    ],
    [
      'an image, in other words',
      'The agent does not have permission to access Artifact Registry.',
      { kind: 'image-not-pulled', agent: undefined, repository: undefined },
    ],
    [
      'act-as',
      'You do not have permission to act as service_account: a@b.iam.gserviceaccount.com. (or it may not exist).',
      { kind: 'act-as-refused', account: 'a@b.iam.gserviceaccount.com' },
    ],
    [
      'a machine',
      'Machine type "a2-highgpu-1g" is not supported.',
      { kind: 'machine-not-offered', machineType: 'a2-highgpu-1g' },
    ],
    ['a project', 'Permission denied on resource project My Project.', { kind: 'project-refused' }],
    [
      'a bucket',
      'Unable to start training due to the following error: Service account `1-compute@developer.gserviceaccount.com` does not have `[storage.objects.get, storage.objects.create]` IAM permission(s) to the bucket "acme". Please either copy the files',
      {
        kind: 'no-bucket-access',
        account: '1-compute@developer.gserviceaccount.com',
        permissions: ['storage.objects.get', 'storage.objects.create'],
        role: 'roles/storage.objectAdmin',
        bucket: 'acme',
      },
    ],
    [
      'a bucket to be read',
      'Service account a@b.c does not have [storage.objects.get] IAM permission(s) to the bucket acme.',
      {
        kind: 'no-bucket-access',
        account: 'a@b.c',
        permissions: ['storage.objects.get'],
        role: 'roles/storage.objectViewer',
        bucket: 'acme',
      },
    ],
    [
      'a bucket to be looked at, by nobody named',
      'It does not have `[storage.buckets.get, storage.objects.get]` IAM permission(s) to the bucket `acme`',
      {
        kind: 'no-bucket-access',
        account: undefined,
        permissions: ['storage.buckets.get', 'storage.objects.get'],
        role: 'roles/storage.admin',
        bucket: 'acme',
      },
    ],
    [
      'the API',
      'Vertex AI API has not been used in project 1 before or it is disabled. Enable it by visiting https://x',
      { kind: 'api-disabled' },
    ],
    ['billing', 'This API method requires billing to be enabled.', { kind: 'no-billing' }],
    ['closed billing', 'The billing account is closed.', { kind: 'no-billing' }],
    [
      'a policy',
      "Constraint constraints/gcp.resourceLocations violated for 'projects/p'",
      { kind: 'policy-forbids', constraint: 'constraints/gcp.resourceLocations' },
    ],
    ['a key', 'The CMEK key is not usable.', { kind: 'key-unusable' }],
    [
      'too late',
      'Operation projects/p/operations/1 is not cancellable.',
      { kind: 'not-cancellable' },
    ],
  ])('%s', (_, message, cause) => {
    expect(explainError({ code: 2, message })).toEqual(cause);
    // The product was renamed, and may be again.
    const renamed = message.replace('Vertex AI', 'Agent Platform');
    expect(explainError({ code: 2, message: renamed })).toEqual(cause);
  });

  test.each<readonly [code: number, kind: Cause['kind']]>([
    [4, 'timed-out'],
    [7, 'permission-denied'],
    [8, 'exhausted'],
    [13, 'internal'],
    [14, 'unavailable'],
  ])('code %i without a text that is known: %s', (code, kind) => {
    expect(explainError({ code, message: 'The sea took it.' })).toEqual({ kind });
  });

  test('and what nobody knows is not', () => {
    expect(explainError({ code: 3, message: 'The sea took it.' })).toBeUndefined();
    expect(explainError({ code: 5, message: '' })).toBeUndefined();
  });
});

describe('each class of rejected create is explained', () => {
  test.each<readonly [message: string, cause: Cause]>([
    ['Env vars cannot contain any unescaped apostrophe', { kind: 'env-apostrophe' }],
    ['env[0].value; Message: Required field is not set.', { kind: 'env-empty' }],
    ['Required field is not set.', { kind: 'value-missing' }],
    ['Accelerators are not supported for this project.', { kind: 'no-accelerators' }],
    [
      'Accelerator count 3 is not supported for accelerator "NVIDIA_L4" and machine type "g2-standard-8".',
      {
        kind: 'accelerator-count',
        count: '3',
        accelerator: 'NVIDIA_L4',
        machineType: 'g2-standard-8',
      },
    ],
    [
      'Accelerator count 3 is not supported for accelerator "NVIDIA_L4".',
      { kind: 'accelerator-count', count: '3', accelerator: 'NVIDIA_L4', machineType: undefined },
    ],
    [
      'Accelerator "NVIDIA_TESLA_K80" is not supported for machine type "n1-standard-4".',
      {
        kind: 'accelerator-misfit',
        accelerator: 'NVIDIA_TESLA_K80',
        machineType: 'n1-standard-4',
      },
    ],
    [
      'Accelerator "NVIDIA_H100_80GB" is not supported in region us-west4.',
      { kind: 'accelerator-not-offered', accelerator: 'NVIDIA_H100_80GB' },
    ],
    [
      'Both `accelerator_type` and `accelerator_count` should be specified or none.',
      { kind: 'accelerator-by-half' },
    ],
    ['The display name can be up to 128 characters', { kind: 'display-name-too-long' }],
    ['A label may have 63 characters', { kind: 'label-refused' }],
    ['Invalid Cloud Storage URI: "x".', { kind: 'storage-address-malformed' }],
    ['The network must be of the form projects/1', { kind: 'network-incomplete' }],
    ['Invalid service account', { kind: 'service-account-malformed' }],
    [
      'A service account is required when a tensorboard is set',
      { kind: 'tensorboard-without-account' },
    ],
    ['The replica count of the first worker pool must be 1', { kind: 'first-pool-replicas' }],
    ['The first worker pool must have one replica', { kind: 'first-pool-replicas' }],
    [
      'Exactly one of `container_spec` and `python_package_spec` must be set',
      { kind: 'pool-runs-nothing' },
    ],
    ['Boot disk type "pd-x" is not supported.', { kind: 'disk-not-offered', diskType: 'pd-x' }],
    ['`max_wait_duration` can only be set when FLEX_START is', { kind: 'max-wait-alone' }],
    [
      'Invalid JSON payload received. Unknown name "fooBar" at \'custom_job.job_spec\': Cannot find field.',
      { kind: 'unknown-field', field: 'fooBar', at: 'custom_job.job_spec' },
    ],
    ['Unknown name "fooBar": x', { kind: 'unknown-field', field: 'fooBar', at: undefined }],
    [
      'Invalid value at \'custom_job.job_spec.worker_pool_specs[0].replica_count\' (TYPE_INT64), "x"',
      { kind: 'wrong-value', at: 'custom_job.job_spec.worker_pool_specs[0].replica_count' },
    ],
  ])('%s', (message, cause) => {
    expect(explainError({ code: 3, message })).toEqual(cause);
  });
});

describe('who lacks a permission is who Google names, and the role is one that has it', () => {
  const x = 'x@p.iam.gserviceaccount.com';
  test.each<
    readonly [
      name: string,
      message: string,
      account: string | undefined,
      service: KnownService,
      permission: string,
      role: string,
    ]
  >([
    [
      'a bucket to be listed',
      `${x} does not have storage.objects.list access to the Google Cloud Storage bucket. Permission 'storage.objects.list' denied on resource (or it may not exist).`,
      x,
      'storage',
      'storage.objects.list',
      'roles/storage.objectViewer',
    ],
    [
      'an object',
      `${x} does not have storage.objects.get access to the Google Cloud Storage object.`,
      x,
      'storage',
      'storage.objects.get',
      'roles/storage.objectViewer',
    ],
    [
      'an object to be written',
      `Error 403: ${x} does not have storage.objects.create access to the Google Cloud Storage object.`,
      x,
      'storage',
      'storage.objects.create',
      'roles/storage.objectAdmin',
    ],
    [
      'an object of nobody’s',
      "Permission 'storage.objects.get' denied on resource (or it may not exist).",
      undefined,
      'storage',
      'storage.objects.get',
      'roles/storage.objectViewer',
    ],
    [
      'an image',
      `Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "//artifactregistry.googleapis.com/projects/p/locations/l/repositories/r" (or it may not exist)`,
      undefined,
      'artifactregistry',
      'artifactregistry.repositories.downloadArtifacts',
      'roles/artifactregistry.reader',
    ],
    [
      'a secret',
      "Permission 'secretmanager.versions.access' denied for resource 'projects/p/secrets/s/versions/latest' (or it may not exist).",
      undefined,
      'secretmanager',
      'secretmanager.versions.access',
      'roles/secretmanager.secretAccessor',
    ],
    [
      'a query',
      'Access Denied: Project p: User does not have bigquery.jobs.create permission in project p.',
      undefined,
      'bigquery',
      'bigquery.jobs.create',
      'roles/bigquery.jobUser',
    ],
    [
      'a table',
      `Access Denied: Table p:d.t: ${x} does not have bigquery.tables.getData permission.`,
      x,
      'bigquery',
      'bigquery.tables.getData',
      'roles/bigquery.dataViewer',
    ],
    [
      'Vertex, asked by the job',
      `${x} does not have aiplatform.models.upload permission.`,
      x,
      'aiplatform',
      'aiplatform.models.upload',
      'roles/aiplatform.user',
    ],
  ])('%s', (_, message, account, service, permission, role) => {
    expect(explainError({ code: 2, message })).toEqual({
      kind: 'no-access',
      account,
      service,
      permission,
      role,
      mayNotExist: message.includes('may not exist'),
    });
  });

  test.each<readonly [message: string, service: KnownService, permission: string, role: string]>([
    [
      "Permission 'aiplatform.customJobs.create' denied on resource '//x'",
      'aiplatform',
      'aiplatform.customJobs.create',
      'roles/aiplatform.user',
    ],
    [
      "Permission 'iam.serviceAccounts.actAs' denied on x",
      'iam',
      'iam.serviceAccounts.actAs',
      'roles/iam.serviceAccountUser',
    ],
  ])('what the bot asked for itself is the bot’s: %s', (message, service, permission, role) => {
    expect(explainError({ code: 2, message })).toEqual({
      kind: 'bot-refused',
      service,
      permission,
      role,
    });
  });

  test('of a service that is not known, no role is named', () => {
    const unknown = { service: undefined, permission: 'pubsub.topics.publish', role: undefined };
    const denied = "Permission 'pubsub.topics.publish' denied on resource x";
    expect(explainError({ code: 2, message: denied })).toEqual({ kind: 'bot-refused', ...unknown });
    const named = `${x} does not have pubsub.topics.publish access to y`;
    expect(explainError({ code: 2, message: named })).toEqual({
      kind: 'no-access',
      ...unknown,
      account: x,
      mayNotExist: false,
    });
  });
});

describe('a list of found errors is explained by field and cause', () => {
  const pool = 'job_spec.worker_pool_specs[0]';
  const found = (...entries: readonly (readonly [field: string, message: string])[]) =>
    explainError({
      code: 3,
      message: `List of found errors:\t${entries
        .map(([field, message], index) => `${index + 1}.Field: ${field}; Message: ${message}\t`)
        .join('')}`,
    });

  test.each<readonly [field: string, message: string, cause: FoundError['cause']]>([
    [
      `${pool}.container_spec.env[6].value`,
      "Env vars cannot contain any unescaped apostrophe character '",
      { kind: 'env-apostrophe' },
    ],
    [`${pool}.container_spec.env[0].value`, 'Required field is not set.', { kind: 'env-empty' }],
    ['display_name', 'Required field is not set.', { kind: 'value-missing' }],
    [
      `${pool}.machine_spec.accelerator_count`,
      'Accelerators are not supported for this project.',
      { kind: 'no-accelerators' },
    ],
    [
      `${pool}.machine_spec.machine_type`,
      'Machine type "a2-highgpu-1g" is not supported.',
      { kind: 'machine-not-offered', machineType: 'a2-highgpu-1g' },
    ],
    [
      'job_spec.base_output_directory.output_uri_prefix',
      'Invalid Cloud Storage URI: "x".',
      { kind: 'storage-address-malformed' },
    ],
    ['labels', 'Value is longer than 128 bytes.', { kind: 'label-refused' }],
    // The field alone says what to check.
    ['labels', 'Not good.', { kind: 'label-refused' }],
    [`${pool}.container_spec.image_uri`, 'Not good.', { kind: 'image-refused' }],
    [`${pool}.machine_spec.machine_type`, 'Not good.', { kind: 'machine-refused' }],
    ['job_spec.persistent_resource_id', 'Not good.', { kind: 'persistent-resource-refused' }],
    ['job_spec.tensorboard', 'Not good.', { kind: 'tensorboard-refused' }],
    [`${pool}.disk_spec.boot_disk_size_gb`, 'Too odd.', undefined],
  ])('%s: %s', (field, message, cause) => {
    expect(found([field, message])).toEqual({
      kind: 'found-errors',
      errors: [{ field, cause }],
      more: 0,
    });
  });

  test('the first few of many', () => {
    const fields = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `job_spec.${name}`);
    expect(found(...fields.map((field) => [field, 'Required field is not set.'] as const))).toEqual(
      {
        kind: 'found-errors',
        errors: fields.slice(0, 4).map((field) => ({ field, cause: { kind: 'value-missing' } })),
        more: 2,
      },
    );
  });

  test('a field that is none is not taken for a name', () => {
    expect(found(['`<@U1>` x', 'Too odd.'])).toMatchObject({ errors: [{ field: undefined }] });
  });

  test('a list without entries, or a huge one, is no harm', () => {
    const explained = (message: string) => explainError({ code: 3, message });
    expect(explained('List of found errors:')).toBeUndefined();
    const started = performance.now();
    expect(
      found(...Array.from({ length: 40_000 }, () => ['x', 'Too odd.'] as const)),
    ).toMatchObject({ errors: { length: 4 }, more: expect.any(Number) as unknown });
    explained(`List of found errors:${'1.Field:'.repeat(120_000)}`);
    explained(`List of found errors:\t${' '.repeat(1_000_000)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('what is missing here may be had elsewhere', () => {
  const placeOf = (message: string, code = 3) => {
    const explanation = explainError({ code, message });
    return explanation && otherPlace(explanation);
  };
  const listed = (...messages: readonly string[]) =>
    `List of found errors:\t${messages.map((one, nth) => `${nth + 1}.Field: f${nth}; Message: ${one}\t`).join('')}`;
  const none = 'Accelerators are not supported for this project.';
  const machine = 'Machine type "x1" is not supported.';

  test.each([
    `${quota}a`,
    'Resources are insufficient in region: us-central1.',
    machine,
    'Accelerator "NVIDIA_H100_80GB" is not supported in region us-west4.',
    listed(machine),
    listed('Not good.', machine),
  ])('in another region: %s', (message) => {
    expect(placeOf(message)).toBe('region');
  });

  test('in another region: resources exhausted', () => {
    expect(placeOf('The sea took it.', 8)).toBe('region');
  });

  test.each([none, listed(none), listed(machine, none)])('in another project: %s', (message) => {
    expect(placeOf(message)).toBe('project');
  });

  test.each([exited('1'), 'Required field is not set.', listed('Not good.')])(
    'nowhere: %s',
    (message) => {
      expect(placeOf(message)).toBeUndefined();
    },
  );
});

describe('how much of a quota a job takes', () => {
  const pool = (replicaCount: number, machineType: string, more: object = {}) => ({
    replicaCount: String(replicaCount),
    machineSpec: { machineType, ...more },
  });
  const v100 = { acceleratorType: 'NVIDIA_TESLA_V100', acceleratorCount: 2 };
  const spec = (...workerPoolSpecs: readonly object[]) => ({ workerPoolSpecs });

  test.each([
    [
      'custom_model_training_cpus',
      spec(pool(1, 'n1-standard-4'), {}, pool(3, 'n1-standard-8')),
      28,
    ],
    [
      'custom_model_training_nvidia_v100_gpus',
      spec(pool(1, 'n1-standard-4'), pool(3, 'n1-standard-8', v100)),
      6,
    ],
    ['custom_model_training_preemptible_nvidia_v100_gpus', spec(pool(2, 'n1-standard-8', v100)), 4],
    ['custom_model_training_nvidia_l4_gpus', spec(pool(2, 'g2-standard-24')), 4],
    ['custom_model_training_nvidia_h100_gpus', spec(pool(2, 'a3-highgpu-8g')), 16],
    ['custom_model_training_nvidia_a100_80gb_gpus', spec(pool(1, 'a2-ultragpu-2g')), 2],
    ['custom_model_training_nvidia_a100_gpus', spec(pool(1, 'a2-ultragpu-2g')), undefined],
    [
      'custom_model_training_cpus',
      spec(pool(1, 'n1-standard-4'), pool(1, 'x9-unheard-of')),
      undefined,
    ],
    ['custom_model_training_tpu_v2', spec(pool(1, 'cloud-tpu')), undefined],
    ['custom_model_training_cpus', undefined, undefined],
    ['something_else', spec(pool(1, 'n1-standard-4')), undefined],
  ])('%s', (name, jobSpec, demand) => {
    expect(demandOn(name, jobSpec)).toBe(demand);
  });

  test('goes with the quota, so that somebody can ask for enough', () => {
    const message = `${quota}custom_model_training_nvidia_v100_gpus`;
    expect(explainError({ code: 8, message }, spec(pool(4, 'n1-standard-8', v100)))).toEqual({
      kind: 'over-quota',
      quotas: [{ name: 'custom_model_training_nvidia_v100_gpus', demand: 8 }],
    });
  });
});
