// A job's settings besides its machines: service account, network, encryption key, scheduling.

import { z } from 'zod';
import type { CustomJobBody } from './job.ts';

// Specs come from Vertex AI and from other people's jobs, so an invalid field is left out.
const text = z.string().min(1).optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);
/** `604800s` → ms. */
const seconds = z
  .string()
  .regex(/^\d{1,12}(?:\.\d{1,9})?s$/)
  .transform((written) => Number(written.slice(0, -1)) * 1000)
  .optional()
  .catch(undefined);
const message = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape).optional().catch(undefined);

const bodySchema = z.object({
  jobSpec: message({
    scheduling: message({
      strategy: text,
      timeout: seconds,
      maxWaitDuration: seconds,
      restartJobOnWorkerRestart: flag,
      disableRetries: flag,
    }),
    serviceAccount: text,
    network: text,
    reservedIpRanges: texts,
    pscInterfaceConfig: message({
      networkAttachment: text,
      dnsPeeringConfigs: z
        .array(z.object({ domain: z.string() }))
        .optional()
        .catch(undefined),
    }),
    persistentResourceId: text,
    tensorboard: text,
    experiment: text,
    experimentRun: text,
    baseOutputDirectory: message({ outputUriPrefix: text }),
    enableWebAccess: flag,
    enableDashboardAccess: flag,
  }),
  encryptionSpec: message({ kmsKeyName: text }),
});

/** Only what could be read. Texts are foreign, durations in ms. */
export type JobSettings = NonNullable<z.output<typeof bodySchema>['jobSpec']> & {
  readonly kmsKeyName?: string | undefined;
};

/** The settings in a CustomJob's body. Never throws. */
export function settingsOf(body: CustomJobBody): JobSettings {
  const { jobSpec, encryptionSpec } = bodySchema.parse(body);
  return { ...jobSpec, ...encryptionSpec };
}

/** Whether Vertex AI provides shells or dashboards for the job while it runs. */
export function hasShells(body: CustomJobBody): boolean {
  const { enableWebAccess, enableDashboardAccess } = settingsOf(body);
  return enableWebAccess === true || enableDashboardAccess === true;
}
