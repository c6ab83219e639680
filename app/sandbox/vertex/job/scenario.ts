// Scenarios: the phases of a job's life, its error, and how it reacts to a cancel. Durations are for speed 1.

import { z } from 'zod';

const state = z
  .string()
  .regex(/^(JOB_STATE_)?[A-Z][A-Z_]*$/)
  .transform((word) => word.replace(/^JOB_STATE_/, ''));

export const phaseSchema = z.strictObject({
  state,
  /** null: forever, or until something is done to the job. */
  ms: z.number().nonnegative().nullable().default(null),
});

export const jobErrorSchema = z.strictObject({
  code: z.int(),
  /** `{project}`, `{number}`, `{location}`, `{id}` and `{quota}` are filled in. */
  message: z.string(),
});

export const cancelSchema = z.strictObject({
  /** From the cancel call until CANCELLING shows. */
  delayMs: z.number().nonnegative().default(0),
  /** How long it stays CANCELLING; null: forever. */
  ms: z.number().nonnegative().nullable().default(2000),
  end: state.default('CANCELLED'),
});

export const scenarioSchema = z.strictObject({
  phases: z.array(phaseSchema).min(1),
  /** The error of a FAILED phase. */
  error: jobErrorSchema.optional(),
  /** The job says that it was created so long before it was, whatever the speed. */
  ageMs: z.number().nonnegative().default(0),
  /** How long after the end `error` is filled in. On Vertex it has taken a minute. */
  lateErrorMs: z.number().nonnegative().default(0),
  cancel: cancelSchema.default({ delayMs: 0, ms: 2000, end: 'CANCELLED' }),
  /** Create is refused with this error. */
  refusal: z
    .strictObject({
      status: z.enum(['INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'RESOURCE_EXHAUSTED', 'INTERNAL']),
      message: z.string(),
    })
    .optional(),
});

export type Phase = z.output<typeof phaseSchema>;
export type JobError = z.output<typeof jobErrorSchema>;
export type Cancel = z.output<typeof cancelSchema>;
export type Scenario = z.output<typeof scenarioSchema>;

type Draft = Partial<Omit<Scenario, 'phases' | 'cancel'>> & { readonly cancel?: Partial<Cancel> };

/** Reads phases and their durations in ms: `'QUEUED 1000, RUNNING 5000, SUCCEEDED'`. */
function scenario(phases: string, draft: Draft = {}): Scenario {
  return {
    ageMs: 0,
    lateErrorMs: 0,
    ...draft,
    phases: phases.split(', ').map((phase) => {
      const [name = '', ms] = phase.split(' ');
      return { state: name, ms: ms === undefined ? null : Number(ms) };
    }),
    cancel: { delayMs: 0, ms: 2000, end: 'CANCELLED', ...draft.cancel },
  };
}

const logUrl =
  'https://console.cloud.google.com/logs/viewer?project={number}&resource=ml_job%2Fjob_id%2F{id}&advancedFilter=resource.type%3D%22ml_job%22%0Aresource.labels.job_id%3D%22{id}%22';
const exitText = (status: number): string =>
  `The replica workerpool0-0 exited with a non-zero status of ${status}. To find out more about why your job exited please check the logs: ${logUrl}`;
const imageText =
  'Vertex AI Service Agent service-{number}@gcp-sa-aiplatform-cc.iam.gserviceaccount.com does not have permission to access Artifact Registry repository projects/{project}/locations/{location}/repositories/train';
const quotaText = 'The following quota metrics exceed quota limits: {quota}';
const up = 'QUEUED 1000, PENDING 3000';

/** The scenarios by name. Error texts are from public reports; where a report has no code, the likely one is used. */
export const scenarios = {
  success: scenario(`${up}, RUNNING 12000, SUCCEEDED`),
  crash: scenario(`${up}, RUNNING 6000, FAILED`, { error: { code: 3, message: exitText(1) } }),
  exit127: scenario(`${up}, RUNNING 1000, FAILED`, { error: { code: 3, message: exitText(127) } }),
  oom: scenario(`${up}, RUNNING 8000, FAILED`, {
    error: {
      code: 8,
      message:
        'Replicas low on memory: workerpool0. Specify a machine with larger memory and try again.',
    },
  }),
  'out-of-disk': scenario(`${up}, RUNNING 8000, FAILED`, {
    error: {
      code: 8,
      message:
        'Replicas low on disk: workerpool0. Specify a larger bootDiskSizeGb https://cloud.google.com/vertex-ai/docs/reference/rest/v1/DiskSpec and try again.',
    },
  }),
  quota: scenario('QUEUED 15000, FAILED', { error: { code: 8, message: quotaText } }),
  'quota-at-create': scenario('QUEUED', {
    refusal: { status: 'RESOURCE_EXHAUSTED', message: quotaText },
  }),
  stockout: scenario('QUEUED 1000, PENDING 8000, FAILED', {
    error: {
      code: 8,
      message:
        'Resources are insufficient in region: {location}. Try a different region or use a different accelerator.',
    },
  }),
  'bad-image': scenario('QUEUED', {
    refusal: { status: 'FAILED_PRECONDITION', message: imageText },
  }),
  'bad-image-late': scenario('QUEUED 1000, PENDING 6000, FAILED', {
    error: { code: 9, message: imageText },
  }),
  stuck: scenario('QUEUED'),
  restart: scenario(`${up}, RUNNING 5000, PENDING 3000, RUNNING 6000, SUCCEEDED`),
  runaway: scenario(`${up}, RUNNING`),
  'cancel-loses-race': scenario(`${up}, RUNNING 60000, SUCCEEDED`, {
    cancel: { end: 'SUCCEEDED' },
  }),
  'cancel-fails': scenario(`${up}, RUNNING 60000, SUCCEEDED`, {
    cancel: { end: 'FAILED' },
    error: { code: 13, message: 'Internal error occurred for the current attempt' },
  }),
  'slow-cancel': scenario(`${up}, RUNNING`, { cancel: { delayMs: 3000, ms: 30000 } }),
  'ignore-cancel': scenario(`${up}, RUNNING`, { cancel: { ms: null } }),
  'late-error': scenario(`${up}, RUNNING 6000, FAILED`, {
    error: { code: 3, message: exitText(1) },
    lateErrorMs: 60000,
  }),
  expired: scenario('QUEUED 10000, EXPIRED'),
  paused: scenario(`${up}, RUNNING 4000, PAUSED`),
  updating: scenario(`${up}, RUNNING 4000, UPDATING 3000, RUNNING 5000, SUCCEEDED`),
  'partially-succeeded': scenario(`${up}, RUNNING 8000, PARTIALLY_SUCCEEDED`),
  future: scenario(`${up}, RUNNING 4000, HIBERNATING 8000, RUNNING 4000, SUCCEEDED`),
  internal: scenario(`${up}, RUNNING 5000, FAILED`, {
    error: { code: 13, message: 'Internal error occurred for the current attempt' },
  }),
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

/** Whether there is a scenario of this name. */
export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}
