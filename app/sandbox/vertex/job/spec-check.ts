// The checks that Vertex makes on a CustomJob that matches the proto. Problems are reported together, with the proto's paths.

import { ApiError, foundErrors, type Violation } from '../base/errors.ts';
import { isEmptyPool, poolsOf, type CheckedJob, type WorkerPool } from './job-spec.ts';
import { acceleratorProblem, isSupportedMachine } from './machines.ts';
import { checkScheduling, type Problem } from './scheduling-check.ts';

const required = 'Required field is not set.';
// Vertex's own words: "must start with a letter or number" (statmike/vertex-ai-mlops#6).
const labelKey = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;
const labelValue = /^[\p{Ll}\p{Lo}\p{N}_-]{0,64}$/u;

/** @throws ApiError (400) when Vertex would refuse the job */
export function checkJob(job: CheckedJob): void {
  const violations = [...checkFrame(job), ...checkPools(job), ...checkScheduling(job)].map(
    ([field, description]): Violation => ({ field, description }),
  );
  if (violations.length > 0) throw foundErrors(violations);
  for (const { machineSpec } of poolsOf(job)) checkMachine(machineSpec);
}

function checkFrame(job: CheckedJob): Problem[] {
  const problems: Problem[] = [];
  const { displayName, jobSpec } = job;
  if (displayName === '') problems.push(['display_name', required]);
  if (Array.from(displayName).length > 128) {
    problems.push(['display_name', 'The display name can be up to 128 characters long.']);
  }
  problems.push(...checkLabels(job.labels));
  if (job.encryptionSpec?.kmsKeyName === '') {
    problems.push(['encryption_spec.kms_key_name', required]);
  }
  if (jobSpec === undefined) return [...problems, ['job_spec', required]];
  const output = jobSpec.baseOutputDirectory?.outputUriPrefix;
  if (output !== undefined && !/^gs:\/\/[a-z0-9]/.test(output)) {
    problems.push([
      'job_spec.base_output_directory.output_uri_prefix',
      `Invalid Cloud Storage URI: "${output}".`,
    ]);
  }
  if (!/^(projects\/\d+\/global\/networks\/[^/]+)?$/.test(jobSpec.network ?? '')) {
    problems.push([
      'job_spec.network',
      'The network must be of the form projects/{project number}/global/networks/{network}.',
    ]);
  }
  if (!/^([^@\s]+@[^@\s]+)?$/.test(jobSpec.serviceAccount ?? '')) {
    problems.push(['job_spec.service_account', 'Invalid service account email.']);
  }
  if (jobSpec.tensorboard !== undefined && jobSpec.serviceAccount === undefined) {
    problems.push([
      'job_spec.service_account',
      'A service account is required when a tensorboard is set.',
    ]);
  }
  return problems;
}

function checkLabels(labels: Readonly<Record<string, string>>): Problem[] {
  const entries = Object.entries(labels);
  const isLong = (text: string): boolean => Buffer.byteLength(text) > 128;
  const bad = entries.filter(
    ([key, value]) =>
      !labelKey.test(key) || !labelValue.test(value) || isLong(key) || isLong(value),
  );
  const problems = bad.map(([key]): Problem => [
    'labels',
    `Invalid label "${key}": keys and values can be no longer than 64 characters and can only contain lowercase letters, numeric characters, underscores and dashes.`,
  ]);
  return entries.length > 64
    ? [...problems, ['labels', 'No more than 64 labels are allowed.']]
    : problems;
}

function checkPools(job: CheckedJob): Problem[] {
  if (job.jobSpec === undefined) return [];
  const pools = poolsOf(job);
  const [chief] = pools;
  const path = 'job_spec.worker_pool_specs';
  if (chief === undefined) return [[path, required]];
  if (isEmptyPool(chief)) return [[`${path}[0]`, 'The first worker pool can not be empty.']];
  const problems = pools.flatMap((pool, index) =>
    isEmptyPool(pool)
      ? []
      : checkPool(pool, `${path}[${index}]`, job.jobSpec?.persistentResourceId !== undefined),
  );
  if (chief.replicaCount > 1) {
    problems.push([
      `${path}[0].replica_count`,
      'The replica count of the first worker pool must be 1.',
    ]);
  }
  if (pools.length > 4) problems.push([path, 'No more than 4 worker pools are allowed.']);
  return problems;
}

/** On a persistent resource the machines exist already, so a pool need not name a machine type. */
function checkPool(pool: WorkerPool, path: string, hasMachines: boolean): Problem[] {
  const problems: Problem[] = [];
  if (pool.replicaCount < 1) {
    problems.push([`${path}.replica_count`, 'The replica count must be greater than 0.']);
  }
  if ((pool.containerSpec === undefined) === (pool.pythonPackageSpec === undefined)) {
    problems.push([
      path,
      'Exactly one of `container_spec` and `python_package_spec` should be specified.',
    ]);
  }
  const machine = pool.machineSpec;
  if ((machine?.machineType ?? '') === '' && !hasMachines) {
    problems.push([`${path}.machine_spec.machine_type`, required]);
  }
  if ((machine?.acceleratorType === undefined) !== ((machine?.acceleratorCount ?? 0) === 0)) {
    problems.push([
      `${path}.machine_spec.accelerator_type`,
      'Both `accelerator_type` and `accelerator_count` should be specified or none.',
    ]);
  }
  if ((machine?.acceleratorCount ?? 0) < 0) {
    problems.push([
      `${path}.machine_spec.accelerator_count`,
      'The accelerator count must not be negative.',
    ]);
  }
  return [...problems, ...checkDisk(pool, path), ...checkTask(pool, path)];
}

function checkDisk({ diskSpec }: WorkerPool, path: string): Problem[] {
  const types = ['pd-ssd', 'pd-standard', 'pd-balanced', 'hyperdisk-balanced', 'hyperdisk-extreme'];
  const problems: Problem[] = [];
  if (diskSpec?.bootDiskType !== undefined && !types.includes(diskSpec.bootDiskType)) {
    problems.push([
      `${path}.disk_spec.boot_disk_type`,
      `Boot disk type "${diskSpec.bootDiskType}" is not supported.`,
    ]);
  }
  const sizeGb = diskSpec?.bootDiskSizeGb ?? 100;
  if (sizeGb < 100 || sizeGb > 64_000) {
    problems.push([
      `${path}.disk_spec.boot_disk_size_gb`,
      'The boot disk size must be between 100 and 64000 GB.',
    ]);
  }
  return problems;
}

function checkTask({ containerSpec, pythonPackageSpec }: WorkerPool, path: string): Problem[] {
  const problems: Problem[] = [];
  if (containerSpec !== undefined) {
    if (containerSpec.imageUri === '') {
      problems.push([`${path}.container_spec.image_uri`, required]);
    }
    problems.push(...checkEnv(containerSpec.env, `${path}.container_spec.env`));
  }
  if (pythonPackageSpec !== undefined) {
    const here = `${path}.python_package_spec`;
    const { executorImageUri, packageUris, pythonModule, env } = pythonPackageSpec;
    if (executorImageUri === '') problems.push([`${here}.executor_image_uri`, required]);
    if (pythonModule === '') problems.push([`${here}.python_module`, required]);
    if (packageUris.length === 0) problems.push([`${here}.package_uris`, required]);
    if (packageUris.length > 100) {
      problems.push([`${here}.package_uris`, 'The maximum number of package URIs is 100.']);
    }
    problems.push(...checkEnv(env, `${here}.env`));
  }
  return problems;
}

type EnvVar = { readonly name: string; readonly value: string };

function checkEnv(env: readonly EnvVar[], path: string): Problem[] {
  const problems = env.flatMap(({ name, value }, index): Problem[] => {
    const at = `${path}[${index}]`;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      return [[`${at}.name`, 'The name must be a valid C identifier.']];
    }
    // kubeflow/pipelines#10111 and PrefectHQ/prefect#5940.
    if (value === '') return [[`${at}.value`, required]];
    return /(?<!\\)(?:\\\\)*'/.test(value)
      ? [[`${at}.value`, "Env vars cannot contain any unescaped apostrophe character '"]]
      : [];
  });
  return env.length > 100
    ? [...problems, [path, 'The maximum number of environment variables is 100.']]
    : problems;
}

/** Machines are checked only when the rest is valid. The first problem is reported alone. */
function checkMachine(machine: WorkerPool['machineSpec']): void {
  // `checkPool` has already reported a missing one.
  if (machine === undefined || machine.machineType === '') return;
  const { machineType, acceleratorType, acceleratorCount } = machine;
  if (!isSupportedMachine(machineType)) {
    throw new ApiError('INVALID_ARGUMENT', `Machine type "${machineType}" is not supported.`);
  }
  if (acceleratorType === undefined) return;
  const problem = acceleratorProblem(machineType, acceleratorType, acceleratorCount);
  if (problem !== undefined) throw new ApiError('INVALID_ARGUMENT', problem);
}
