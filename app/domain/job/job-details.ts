// A job's settings besides its machines: service account, network, encryption key, scheduling.

import { z } from 'zod';
import { formatDuration } from '../text/duration.ts';
import type { CustomJobBody } from './job.ts';

/** `value` contains foreign text. */
export type Detail = { readonly name: string; readonly value: string };

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

type Spec = NonNullable<z.output<typeof bodySchema>['jobSpec']>;

/** The settings in a CustomJob's body, in the order people look for them. Never throws. */
export function detailsOf(body: CustomJobBody): readonly Detail[] {
  const { jobSpec = {}, encryptionSpec } = bodySchema.parse(body);
  const { pscInterfaceConfig: psc } = jobSpec;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Scheduling', schedulingWords(jobSpec)],
    ['Service account', jobSpec.serviceAccount],
    ['Network', jobSpec.network],
    ['Reserved IP ranges', jobSpec.reservedIpRanges?.join(', ')],
    ['Network attachment (PSC)', psc?.networkAttachment],
    ['DNS peering', psc?.dnsPeeringConfigs?.map(({ domain }) => domain).join(', ')],
    ['Encryption key', encryptionSpec?.kmsKeyName],
    ['Persistent resource', jobSpec.persistentResourceId],
    ['TensorBoard', jobSpec.tensorboard],
    ['Experiment', joined([jobSpec.experiment, jobSpec.experimentRun], ' / ')],
    ['Output', jobSpec.baseOutputDirectory?.outputUriPrefix],
  ];
  return rows.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value }],
  );
}

/** The settings that change what the machines are: for the card, which is read at a glance. */
export function glanceOf(body: CustomJobBody): readonly Detail[] {
  const { jobSpec } = bodySchema.parse(body);
  const strategy = strategyOf(jobSpec);
  const resource = jobSpec?.persistentResourceId;
  return [
    ...(strategy === undefined ? [] : [{ name: 'Scheduling', value: strategy }]),
    ...(resource === undefined ? [] : [{ name: 'Persistent resource', value: resource }]),
  ];
}

/** Whether Vertex AI provides shells or dashboards for the job while it runs. */
export function hasShells(body: CustomJobBody): boolean {
  const { jobSpec } = bodySchema.parse(body);
  return jobSpec?.enableWebAccess === true || jobSpec?.enableDashboardAccess === true;
}

/** Undefined for the default strategy. */
function strategyOf(spec: Spec | undefined): string | undefined {
  const strategy = spec?.scheduling?.strategy;
  return strategy === 'STANDARD' || strategy === 'STRATEGY_UNSPECIFIED' ? undefined : strategy;
}

function schedulingWords(spec: Spec): string | undefined {
  const { timeout, maxWaitDuration, restartJobOnWorkerRestart, disableRetries } =
    spec.scheduling ?? {};
  return joined([
    strategyOf(spec),
    timeout && `ends after ${formatDuration(timeout)} of running`,
    maxWaitDuration && `waits ${formatDuration(maxWaitDuration)} for machines at most`,
    restartJobOnWorkerRestart && 'starts over when a worker restarts',
    disableRetries && 'is not retried by Vertex',
  ]);
}

function joined(parts: readonly unknown[], by = ', '): string | undefined {
  const said = parts.filter((part) => typeof part === 'string' && part !== '');
  return said.length === 0 ? undefined : said.join(by);
}
