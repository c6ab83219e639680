import { describe, expect, test } from 'vitest';
import { explainError } from '../../../app/domain/error/explain.ts';
import { createErrors, jobErrors } from '../../gallery/exhibits/errors.ts';
import { demandOn } from '../../../app/domain/error/quota.ts';

const told = (message: string, code = 2) => {
  const known = explainError({ code, message });
  return known && `${known.what}. ${known.hint}`;
};
const exited = (status: string): string =>
  `The replica workerpool0-0 exited with a non-zero status of ${status}`;
const quota = 'The following quota metrics exceed quota limits: aiplatform.googleapis.com/';

describe('each class of error that Vertex is known to give is explained', () => {
  test.each<readonly [name: string, message: string, said: RegExp]>([
    ['exit 1', `${exited('1')}. To find out more`, /exit code 1\. .*log’s last lines/],
    ['a traceback', `${exited('1')}. Termination reason: Error. ran out of memory`, /exit code 1/],
    ['128', `${exited('128')}. Termination reason: StartError.`, /could not start\. .*entry point/],
    ['126', exited('126'), /not executable/],
    ['127', exited('127'), /command was not found\. .*PATH/],
    ['134', exited('134'), /aborted/],
    ['137', exited('137'), /out of memory\. .*machineType/],
    ['139', exited('139'), /segmentation fault/],
    ['143', exited('143'), /SIGTERM.*preempted/],
    ['130', exited('130'), /signal 2/],
    ['9(SIGKILL)', 'The replica master 0 ran out-of-memory and exited', /out of memory/],
    [
      'host memory',
      'Replicas low on memory: workerpool1. Specify',
      /memory in workerpool1.*machineType/,
    ],
    ['disk', 'Replicas low on disk: workerpool0. Specify', /disk full.*`diskSpec\.bootDiskSizeGb`/],
    [
      'a quota',
      `${quota}custom_model_training_nvidia_l4_gpus`,
      /over quota\. Ask for more of `custom_/,
    ],
    ['several', `${quota}a,aiplatform.googleapis.com/b`, /`a`, `b`/],
    [
      'a stockout',
      'Resources are insufficient in region: us-central1. Try',
      /again later.*FLEX_START.*SPOT/,
    ],
    ['a zone', 'the zone does not have enough resources available to fulfill', /again later/],
    ['internal', 'Internal error occurred for the current attempt', /Launch it again/],
    [
      'an image',
      'Vertex AI Service Agent service-1@x.iam.gserviceaccount.com does not have permission to access Artifact Registry repository projects/p/locations/l/repositories/r',
      /exist, and give `service-1@x\.iam\.gserviceaccount\.com` `roles\/artifactregistry\.reader` on `projects\/p\/locations\/l\/repositories\/r`\.$/,
    ],
    [
      'an image, in other words',
      'The agent does not have permission to access Artifact Registry.',
      /give the Vertex service agent `roles\/artifactregistry\.reader` on it/,
    ],
    [
      'act-as',
      'You do not have permission to act as service_account: a@b.iam.gserviceaccount.com. (or it may not exist).',
      /`roles\/iam\.serviceAccountUser` on `a@b\.iam\.gserviceaccount\.com`/,
    ],
    ['a machine', 'Machine type "a2-highgpu-1g" is not supported.', /another machineType/],
    [
      'IAM',
      "Permission 'aiplatform.customJobs.create' denied on resource '//x'",
      /role with `aiplatform\.customJobs\.create`/,
    ],
    ['a project', 'Permission denied on resource project My Project.', /`VERTEX_TARGETS`/],
    [
      'an accelerator that its machine can’t carry',
      'Accelerator "NVIDIA_TESLA_K80" is not supported for machine type "n1-standard-4".',
      /^NVIDIA_TESLA_K80 does not go with n1-standard-4\. .*`acceleratorType`/,
    ],
    [
      'as many of them',
      'Accelerator count 3 is not supported for accelerator "NVIDIA_L4" and machine type "g2-standard-8".',
      /^3 × NVIDIA_L4 does not go with g2-standard-8\. .*`acceleratorCount`/,
    ],
    [
      'a bucket',
      'Unable to start training due to the following error: Service account `1-compute@developer.gserviceaccount.com` does not have `[storage.objects.get, storage.objects.create]` IAM permission(s) to the bucket "acme". Please either copy the files',
      /^no access to the bucket acme\. Give `1-compute@developer\.gserviceaccount\.com` `roles\/storage\.objectAdmin` on `gs:\/\/acme` \(it lacks `storage\.objects\.get`, `storage\.objects\.create`\)/,
    ],
    [
      'a bucket to be read',
      'Service account a@b.c does not have [storage.objects.get] IAM permission(s) to the bucket acme.',
      /`a@b\.c` `roles\/storage\.objectViewer` on `gs:\/\/acme`/,
    ],
    [
      'a bucket to be looked at',
      'Service account `a@b.c` does not have `[storage.buckets.get, storage.objects.get]` IAM permission(s) to the bucket `acme`',
      /`roles\/storage\.admin`/,
    ],
    [
      'the API',
      'Vertex AI API has not been used in project 1 before or it is disabled. Enable it by visiting https://x',
      /Enable `aiplatform\.googleapis\.com`/,
    ],
    ['billing', 'This API method requires billing to be enabled.', /Link a billing account/],
    [
      'a policy',
      "Constraint constraints/gcp.resourceLocations violated for 'projects/p'",
      /administrators about `constraints\/gcp\.resourceLocations`/,
    ],
    [
      'a field that Google has not',
      'Invalid JSON payload received. Unknown name "fooBar" at \'custom_job.job_spec\': Cannot find field.',
      /no field fooBar\. .*in `custom_job\.job_spec`/,
    ],
    [
      'a value that fits no field',
      'Invalid value at \'custom_job.job_spec.worker_pool_specs[0].replica_count\' (TYPE_INT64), "x"',
      /Change `custom_job\.job_spec\.worker_pool_specs\[0\]\.replica_count`/,
    ],
    ['too late', 'Operation projects/p/operations/1 is not cancellable.', /ended by itself/],
  ])('%s', (_, message, said) => {
    expect(told(message)).toMatch(said);
    // The product was renamed, and may be again.
    expect(told(message.replace('Vertex AI', 'Agent Platform'))).toMatch(said);
  });

  test.each([
    [4, /max-time/],
    [7, /service account/],
    [8, /quotas/],
    [13, /Launch it again/],
    [14, /Launch it again/],
  ])('code %i without a text that is known', (code, said) => {
    expect(told('The sea took it.', code)).toMatch(said);
  });

  test('and what nobody knows is not', () => {
    expect(told('The sea took it.', 3)).toBeUndefined();
    expect(told('', 5)).toBeUndefined();
  });
});

describe('who lacks a permission is who Google names, and the role is one that has it', () => {
  const x = 'x@p.iam.gserviceaccount.com';
  test.each<readonly [name: string, message: string, who: string, role: string]>([
    [
      'a bucket to be listed',
      `${x} does not have storage.objects.list access to the Google Cloud Storage bucket. Permission 'storage.objects.list' denied on resource (or it may not exist).`,
      `\`${x}\``,
      'roles/storage.objectViewer',
    ],
    [
      'an object',
      `${x} does not have storage.objects.get access to the Google Cloud Storage object.`,
      `\`${x}\``,
      'roles/storage.objectViewer',
    ],
    [
      'an object to be written',
      `Error 403: ${x} does not have storage.objects.create access to the Google Cloud Storage object.`,
      `\`${x}\``,
      'roles/storage.objectAdmin',
    ],
    [
      'an object of nobody’s',
      "Permission 'storage.objects.get' denied on resource (or it may not exist).",
      'the job’s service account',
      'roles/storage.objectViewer',
    ],
    [
      'an image',
      `Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "//artifactregistry.googleapis.com/projects/p/locations/l/repositories/r" (or it may not exist)`,
      'the job’s service account',
      'roles/artifactregistry.reader',
    ],
    [
      'a secret',
      "Permission 'secretmanager.versions.access' denied for resource 'projects/p/secrets/s/versions/latest' (or it may not exist).",
      'the job’s service account',
      'roles/secretmanager.secretAccessor',
    ],
    [
      'a query',
      'Access Denied: Project p: User does not have bigquery.jobs.create permission in project p.',
      'the job’s service account',
      'roles/bigquery.jobUser',
    ],
    [
      'a table',
      `Access Denied: Table p:d.t: ${x} does not have bigquery.tables.getData permission.`,
      `\`${x}\``,
      'roles/bigquery.dataViewer',
    ],
    [
      'Vertex, asked by the job',
      `${x} does not have aiplatform.models.upload permission.`,
      `\`${x}\``,
      'roles/aiplatform.user',
    ],
  ])('%s', (_, message, who, role) => {
    const said = told(message) ?? '';
    expect(said).toMatch(/^no access to /);
    expect(said).toContain(`Give ${who} \`${role}\` on the `);
    expect(said).not.toContain('bot');
    expect(said.includes('check that it is there')).toBe(message.includes('may not exist'));
  });

  test.each([
    ["Permission 'aiplatform.customJobs.create' denied on resource '//x'", 'aiplatform.user'],
    ["Permission 'iam.serviceAccounts.actAs' denied on x", 'iam.serviceAccountUser'],
  ])('what the bot asked for itself is the bot’s: %s', (message, role) => {
    expect(told(message)).toMatch(/^Google refused the bot’s account\. /);
    expect(told(message)).toContain(`\`roles/${role}\``);
  });

  test('of a service that is not known, no certain role is named', () => {
    expect(told("Permission 'pubsub.topics.publish' denied on resource x")).toBe(
      'Google refused the bot’s account. Give it a role with `pubsub.topics.publish` on the project.',
    );
    expect(told(`${x} does not have pubsub.topics.publish access to y`)).toContain(
      `Give \`${x}\` a role with \`pubsub.topics.publish\` on the project.`,
    );
  });
});

describe('a remedy is one that its reader has', () => {
  const field = 'job_spec.worker_pool_specs[0].machine_spec';
  const listed = (...messages: readonly string[]) =>
    `List of found errors:\t${messages.map((one, nth) => `${nth + 1}.Field: ${field}.f${nth}; Message: ${one}\t`).join('')}`;
  const none = 'Accelerators are not supported for this project.';
  const byProject =
    'Ask whoever runs the project to check its billing account (a free trial has no GPUs) and its GPU quotas.';
  const explained = (message: string) => explainError({ code: 3, message });

  test.each([none, listed(none)])(
    'a project without accelerators is no template’s fault: %s',
    (message) => {
      expect(explained(message)).toMatchObject({ withoutSpec: byProject, elsewhere: 'project' });
    },
  );

  test('an accelerator that a region lacks may be had in another', () => {
    const message = 'Accelerator "NVIDIA_H100_80GB" is not supported in region us-west4.';
    expect(explained(message)).toMatchObject({
      what: 'NVIDIA_H100_80GB is not offered here',
      withoutSpec: 'Ask whoever maintains its template for another accelerator.',
      elsewhere: 'region',
    });
  });

  test('a value may be their own', () => {
    expect(explained(listed('Env vars cannot contain any unescaped apostrophe'))).toMatchObject({
      withoutSpec: expect.stringMatching(/^Check the values that you gave;/) as unknown,
    });
  });

  test('of several errors each has its own, and the rest is the template’s', () => {
    const carried = 'Accelerator "K80" is not supported for machine type "n1-standard-4".';
    expect(explained(listed(none, carried, none))?.withoutSpec).toBe(
      `${byProject} The rest is set in its template: ask whoever maintains it.`,
    );
    expect(explained(listed(carried))?.withoutSpec).toBeUndefined();
    const machine = 'Machine type "x1" is not supported.';
    expect(explained(listed(machine, none))?.elsewhere).toBe('project');
    expect(explained(listed(machine))?.elsewhere).toBe('region');
  });

  test('who can’t change the template is told of none of its fields', () => {
    const errors = [...jobErrors.map(([, one]) => one), { code: 4, message: 'x' }];
    const refused = createErrors.map(([, message]) => ({ code: 2, message }));
    for (const error of [...errors, ...refused]) {
      const { inSpec, hint = '', withoutSpec = '' } = explainError(error) ?? {};
      const read = inSpec === true ? withoutSpec : hint;
      expect(read).not.toMatch(/`(?:[a-z]+[A-Z]\w*|(?:scheduling|diskSpec|machineSpec)\.\w+)`/);
    }
  });

  test('no hint names another place: whether there is one is its template’s to say', () => {
    const texts = [
      ...jobErrors.map(([, { message }]) => message),
      ...createErrors.map(([, one]) => one),
    ];
    for (const message of [...texts, none, 'The sea took it.']) {
      for (const code of [4, 7, 8, 13, 14]) {
        const { hint = '', withoutSpec = '' } = explainError({ code, message }) ?? {};
        expect(`${hint} ${withoutSpec}`).not.toMatch(
          /(?:another|other) (?:region|place|project)|in=/,
        );
      }
    }
  });
});

describe('a list of found errors is explained by field and remedy', () => {
  const pool = 'job_spec.worker_pool_specs[0]';
  const found = (...entries: readonly (readonly [field: string, message: string])[]) =>
    told(
      `List of found errors:\t${entries
        .map(([field, message], index) => `${index + 1}.Field: ${field}; Message: ${message}\t`)
        .join('')}`,
      3,
    );

  test.each<readonly [field: string, message: string, what: string, remedy: RegExp]>([
    [
      `${pool}.container_spec.env[6].value`,
      "Env vars cannot contain any unescaped apostrophe character '",
      'an apostrophe in an env value',
      /leave it out/,
    ],
    [
      `${pool}.container_spec.env[0].value`,
      'Required field is not set.',
      'an env variable is empty',
      /leave the variable out/,
    ],
    [
      'display_name',
      'Required field is not set.',
      'a required value is missing',
      /Give it a value/,
    ],
    [
      `${pool}.machine_spec.accelerator_count`,
      'Accelerators are not supported for this project.',
      'this project gets no accelerators',
      /free trial.*quotas.*`acceleratorType`/,
    ],
    [
      `${pool}.machine_spec.accelerator_type`,
      'Both `accelerator_type` and `accelerator_count` should be specified or none.',
      'an accelerator’s type without its count, or the count without the type',
      /both, or neither/,
    ],
    [
      `${pool}.machine_spec.machine_type`,
      'Machine type "a2-highgpu-1g" is not supported.',
      'machine type a2-highgpu-1g is not offered here',
      /another machineType/,
    ],
    [
      'job_spec.base_output_directory.output_uri_prefix',
      'Invalid Cloud Storage URI: "x".',
      'not a Cloud Storage address',
      /`gs:\/\/bucket\/folder`/,
    ],
    ['labels', 'Value is longer than 128 bytes.', 'a label is not allowed', /128 bytes/],
    [`${pool}.container_spec.image_uri`, 'Not good.', 'the image is refused', /IMAGE:TAG/],
    [
      `${pool}.disk_spec.boot_disk_size_gb`,
      'Too odd.',
      'boot_disk_size_gb is refused',
      /Google’s words/,
    ],
  ])('%s: %s', (field, message, what, remedy) => {
    const said = found([field, message]) ?? '';
    expect(said.startsWith(`${what}. In \`${field}\`: `)).toBe(true);
    expect(said).toMatch(remedy);
    expect(said).not.toContain('\t');
  });

  test('each of several, the first few in full', () => {
    const required = 'Required field is not set.';
    const fields = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `job_spec.${name}`);
    expect(found(...fields.map((field) => [field, required] as const))).toBe(
      `a required value is missing, and 5 more. ${fields
        .slice(0, 4)
        .map((field) => `In \`${field}\`: Give it a value.`)
        .join(' ')} 2 more stand below.`,
    );
  });

  test('a field that is none is not taken for a name', () => {
    expect(found(['`<@U1>` x', 'Too odd.'])).toBe(
      'a value is refused. Change it as Google’s words below say.',
    );
  });

  test('a list without entries, or a huge one, is no harm', () => {
    expect(told('List of found errors:', 3)).toBeUndefined();
    const started = performance.now();
    expect(found(...Array.from({ length: 40_000 }, () => ['x', 'Too odd.'] as const))).toMatch(
      /x is refused, and \d+ more/,
    );
    told(`List of found errors:${'1.Field:'.repeat(120_000)}`, 3);
    told(`List of found errors:\t${' '.repeat(1_000_000)}`, 3);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
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

  test('is said with the quota, so that somebody can ask for enough', () => {
    const message = `${quota}custom_model_training_nvidia_v100_gpus`;
    const known = explainError({ code: 8, message }, spec(pool(4, 'n1-standard-8', v100)));
    expect(known?.hint).toContain('`custom_model_training_nvidia_v100_gpus` (this job takes 8)');
    expect(known?.quotas).toEqual(['custom_model_training_nvidia_v100_gpus']);
  });
});
