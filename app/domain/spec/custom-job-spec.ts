// The input schema of a CustomJob, aiplatform v1beta1. A spec that passes is complete, in
// camelCase, and has no field that Vertex AI would silently ignore.

import { z } from 'zod';
import { renameFields } from './camel-case.ts';
import type { Problem } from '../text/problem.ts';
import { filledText, flag, list, message, nameOf, seconds, text } from './spec-field.ts';
import { workerPoolMessages, workerPoolSpec } from './worker-pool.ts';

const scheduling = message({
  timeout: seconds.optional(),
  restartJobOnWorkerRestart: flag.optional(),
  disableRetries: flag.optional(),
  strategy: nameOf('a scheduling strategy').optional(),
  maxWaitDuration: seconds.optional(),
});

const gcsDestination = message({
  outputUriPrefix: text.regex(/^gs:\/\/./, 'must start with gs://'),
});

const dnsPeeringConfig = message({
  domain: text.regex(/\.$/, 'must end with a dot'),
  targetProject: filledText,
  targetNetwork: filledText,
});

const pscInterfaceConfig = message({
  networkAttachment: text.optional(),
  dnsPeeringConfigs: list(dnsPeeringConfig).optional(),
});

export const customJobSpec = message({
  workerPoolSpecs: list(workerPoolSpec).min(1, 'must have at least one worker pool'),
  scheduling: scheduling.optional(),
  serviceAccount: text.optional(),
  network: text.optional(),
  reservedIpRanges: list(filledText).optional(),
  pscInterfaceConfig: pscInterfaceConfig.optional(),
  baseOutputDirectory: gcsDestination.optional(),
  protectedArtifactLocationId: text.optional(),
  tensorboard: text.optional(),
  enableWebAccess: flag.optional(),
  enableDashboardAccess: flag.optional(),
  experiment: text.optional(),
  experimentRun: text.optional(),
  persistentResourceId: text.optional(),
  models: list(filledText).optional(),
});

export const encryptionSpec = message({
  kmsKeyName: text.regex(
    /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/,
    'must be projects/…/locations/…/keyRings/…/cryptoKeys/…',
  ),
});

export type CustomJobSpec = z.output<typeof customJobSpec>;
export type EncryptionSpec = z.output<typeof encryptionSpec>;

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Every message of the spec by the field that holds it; '' is the spec itself. */
export const specMessages: Readonly<Record<string, z.ZodObject>> = {
  '': customJobSpec,
  workerPoolSpecs: workerPoolSpec,
  ...workerPoolMessages,
  scheduling,
  baseOutputDirectory: gcsDestination,
  pscInterfaceConfig,
  dnsPeeringConfigs: dnsPeeringConfig,
  encryptionSpec,
};

const fieldNames = new Set(Object.values(specMessages).flatMap((each) => Object.keys(each.shape)));

const camelNames = new Map(
  [...fieldNames].map((name) => [name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), name]),
);

/** Fields that hold lists. No field name is a list in one message and not in another. */
export const listFields: ReadonlySet<string> = new Set(
  Object.values(specMessages).flatMap(({ shape }) =>
    Object.entries(shape).flatMap(([name, field]) => (isList(field) ? [name] : [])),
  ),
);

function isList(field: unknown): boolean {
  return field instanceof z.ZodOptional ? isList(field.unwrap()) : field instanceof z.ZodArray;
}

/** Fields of a CustomJob that are output only. */
export const outputOnlyFields: readonly string[] = [
  'name',
  'state',
  'createTime',
  'startTime',
  'endTime',
  'updateTime',
  'error',
  'webAccessUris',
  'satisfiesPzs',
  'satisfiesPzi',
];

/** The problem with an output-only field. */
export const outputOnly = 'is set by Vertex AI alone: remove it';

/** Fields that aren't text. A placeholder in one keeps its parameter's type. */
export const typedFields: ReadonlySet<string> = new Set([
  'replicaCount',
  'acceleratorCount',
  'multihostGpuNodeCount',
  'bootDiskSizeGb',
  'enableWebAccess',
  'enableDashboardAccess',
  'restartJobOnWorkerRestart',
  'disableRetries',
]);

/**
 * Renames known fields from snake_case to camelCase, drops null fields (protobuf's JSON mapping
 * reads null as "not set"), and turns a single value into a list where the API has one, as gcloud
 * does (its help shows `workerPoolSpecs` like that). `holder` is the field that holds the tree.
 * Problem: one field under both names. The tree must be safe (`treeProblem`).
 */
export function camelCaseFields(tree: unknown, holder = ''): Checked<unknown> {
  return renameFields(
    { messages: specMessages, camel: camelNames, lists: listFields },
    tree,
    holder,
  );
}
