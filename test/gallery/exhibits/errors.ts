// Errors in Vertex's words: one of each class that the bot explains, and one it can't explain.

import type { JobError } from '../../../app/domain/job/job.ts';
import type { Captioned } from '../exhibit.ts';

const exited = (status: number): JobError => ({
  code: 3,
  message: `The replica workerpool0-0 exited with a non-zero status of ${status}. To find out more about why your job exited please check the logs.`,
});
const quota = (...metrics: readonly string[]): JobError => ({
  code: 8,
  message: `The following quota metrics exceed quota limits: ${metrics.map((one) => `aiplatform.googleapis.com/${one}`).join(',')}`,
});

/** Errors of jobs. */
export const jobErrors: readonly Captioned<JobError>[] = [
  [
    'Host memory',
    {
      code: 8,
      message:
        'Replicas low on memory: workerpool0. Specify a machine with larger memory and try again.',
    },
  ],
  [
    'Container killed',
    {
      code: 9,
      message:
        'The replica workerpool0-0 ran out-of-memory and exited with a non-zero status of 9(SIGKILL)',
    },
  ],
  [
    'Disk full',
    {
      code: 8,
      message: 'Replicas low on disk: workerpool0. Specify a larger bootDiskSizeGb and try again.',
    },
  ],
  ['Over quota', quota('custom_model_training_nvidia_l4_gpus')],
  [
    'Over several quotas',
    quota('custom_model_training_cpus', 'custom_model_training_nvidia_v100_gpus'),
  ],
  [
    'No machines',
    {
      code: 8,
      message:
        'Resources are insufficient in region: us-central1. Try a different region or use a different accelerator.',
    },
  ],
  [
    'Image',
    {
      code: 7,
      message:
        'Vertex AI Service Agent service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com does not have permission to access Artifact Registry repository projects/ml-prod/locations/europe-west4/repositories/train',
    },
  ],
  [
    'Cloud Storage',
    {
      code: 7,
      message:
        "trainer@ml-prod.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage bucket. Permission 'storage.objects.list' denied on resource (or it may not exist).",
    },
  ],
  ['Exit code 1', exited(1)],
  [
    'A traceback',
    {
      code: 3,
      message:
        'The replica workerpool1-1 exited with a non-zero status of 1. Termination reason: Error. \nTraceback (most recent call last):\n  File "/app/train.py", line 212, in <module>\n    main()\nValueError: learning rate must be positive',
    },
  ],
  ['Not executable', exited(126)],
  ['Command not found', exited(127)],
  ['Container could not start', exited(128)],
  ['Aborted', exited(134)],
  ['Crashed', exited(139)],
  ['Told to stop', exited(143)],
  ['Killed by a signal', exited(130)],
  ['Internal error', { code: 13, message: 'Internal error occurred for the current attempt' }],
  ['Timed out', { code: 4, message: 'The job has exceeded its timeout.' }],
  ['Unavailable', { code: 14, message: 'The service is currently unavailable.' }],
  ['Unknown', { code: 3, message: 'The replica was lost to the sea.' }],
];

/** Errors of creates that were certainly refused. */
export const createErrors: readonly Captioned<string>[] = [
  [
    'Service account',
    'You do not have permission to act as service_account: trainer@ml-prod.iam.gserviceaccount.com. (or it may not exist).',
  ],
  ['Machine type', 'Machine type "a2-highgpu-1g" is not supported.'],
  [
    'Permission',
    "Permission 'aiplatform.customJobs.create' denied on resource '//aiplatform.googleapis.com/projects/ml-prod/locations/us-central1' (or it may not exist).",
  ],
  ['Project', 'Permission denied on resource project My First Project.'],
  [
    'Too late to cancel',
    'Operation projects/ml-prod/locations/us-central1/operations/1 is not cancellable.',
  ],
  [
    'Found errors',
    "List of found errors:\t1.Field: job_spec.worker_pool_specs[0].container_spec.env[6].value; Message: Env vars cannot contain any unescaped apostrophe character '\t2.Field: job_spec.worker_pool_specs[0].machine_spec.accelerator_count; Message: Accelerators are not supported for this project.\t",
  ],
  [
    'Accelerator',
    'Accelerator "NVIDIA_TESLA_K80" is not supported for machine type "n1-standard-4".',
  ],
  [
    'Bucket',
    'Service account `123456789012-compute@developer.gserviceaccount.com` does not have `[storage.objects.get, storage.objects.create]` IAM permission(s) to the bucket "acme-models".',
  ],
  ['Quota at the door', quota('custom_model_training_nvidia_h100_gpus').message],
];
