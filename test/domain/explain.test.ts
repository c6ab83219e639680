import { describe, expect, test } from 'vitest';
import { explainError } from '../../app/domain/explain.ts';
import { demandOn } from '../../app/domain/quota.ts';

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
      /another region.*FLEX_START.*SPOT/,
    ],
    ['a zone', 'the zone does not have enough resources available to fulfill', /another region/],
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
    ['a machine', 'Machine type "a2-highgpu-1g" is not supported.', /another region with `in=/],
    [
      'IAM',
      "Permission 'aiplatform.customJobs.create' denied on resource '//x'",
      /role with `aiplatform\.customJobs\.create`/,
    ],
    ['a project', 'Permission denied on resource project My Project.', /`VERTEX_TARGETS`/],
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
