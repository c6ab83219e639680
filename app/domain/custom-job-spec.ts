// The input of a CustomJob, aiplatform v1beta1, checked before anything is sent: what passes here is complete,
// in camelCase, and has no field that Vertex would silently ignore.

import { z } from 'zod';
import { renameFields } from './camel-case.ts';
import { inCamelCase, unknownIn } from './newer.ts';
import { toProblems } from './problem.ts';
import type { Problem } from './problem.ts';
import { filledText, flag, list, message, nameOf, seconds, text } from './spec-field.ts';
import { poolProblems, schedulingProblems } from './spec-rules.ts';
import { treeProblem } from './tree.ts';
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

const customJobSpec = message({
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

const encryptionSpec = message({
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

export type CheckedSpec =
  | { readonly ok: true; readonly spec: CustomJobSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Every message of the spec by the one field it stands in; '' is the spec itself. */
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

/** The fields that are lists: no name is a list in one message and none in another. */
export const listFields: ReadonlySet<string> = new Set(
  Object.values(specMessages).flatMap(({ shape }) =>
    Object.entries(shape).flatMap(([name, field]) => (isList(field) ? [name] : [])),
  ),
);

function isList(field: unknown): boolean {
  return field instanceof z.ZodOptional ? isList(field.unwrap()) : field instanceof z.ZodArray;
}

/** Fields of a CustomJob that only Vertex writes. */
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

/** What to say of one of them. */
export const outputOnly = 'is set by Vertex AI alone: remove it';

/** The fields whose value is not text: in these a placeholder keeps its parameter's type. */
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
 * Renames the known fields from snake_case to camelCase, drops those that are null (which JSON's protobuf mapping reads as "not set"), and makes a
 * single value a list of one where the API has a list, as gcloud does (and its own help shows `workerPoolSpecs` so). `holder` is the field
 * that the tree stands in. Problem: one field under both names.
 */
export function camelCaseFields(tree: unknown, holder = ''): Checked<unknown> {
  const problem = treeProblem(tree);
  return problem === undefined
    ? renameFields({ messages: specMessages, camel: camelNames, lists: listFields }, tree, holder)
    : { ok: false, problems: [problem] };
}

/** Whether something that is newer than this bot, or misspelt, counts: not in a place that is sent as it is. */
export type Counts = (newer: Problem) => boolean;
const all: Counts = () => true;

/**
 * Checks a CustomJobSpec in camelCase or snake_case against the v1beta1 schema and Vertex's documented rules.
 * The spec that comes back is in camelCase, integers as JSON carries them. Never throws.
 */
export function checkSpec(tree: unknown): CheckedSpec {
  const shaped = checkSpecShape(tree);
  if (!shaped.ok) return shaped;
  const problems = schedulingProblems(shaped.spec);
  return problems.length > 0 ? { ok: false, problems } : shaped;
}

/** The part of `checkSpec` that looks at fields and what they need beside them, not at how their values fit together. */
export function checkSpecShape(tree: unknown, counts: Counts = all): CheckedSpec {
  const checked = check(customJobSpec, tree, '', counts);
  if (!checked.ok) return checked;
  const problems = poolProblems(checked.value);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, spec: checked.value };
}

/** Checks the customer-managed key of a CustomJob. Never throws. */
export function checkEncryptionSpec(tree: unknown, counts: Counts = all): Checked<EncryptionSpec> {
  return check(encryptionSpec, tree, 'encryptionSpec', counts);
}

/** The places of whatever is not known here in what `holder` holds, as sent. */
export function unknownPlaces(tree: unknown, holder = ''): readonly Problem[] {
  return unknownIn(known, tree, holder);
}

const known: Parameters<typeof unknownIn>[0] = {
  messages: specMessages,
  elsewhere(holder, key) {
    if (holder !== '') return undefined;
    if (outputOnlyFields.includes(key)) return outputOnly;
    return ofTheJob.includes(inCamelCase(key))
      ? 'belongs beside the job spec, not in it'
      : undefined;
  },
};

/** Fields of a CustomJob that stand beside its spec. */
const ofTheJob: readonly string[] = ['displayName', 'labels', 'encryptionSpec'];

function check<T extends z.ZodType>(
  schema: T,
  tree: unknown,
  holder: string,
  counts: Counts,
): Checked<z.output<T>> {
  const camelCased = camelCaseFields(tree, holder);
  if (!camelCased.ok) return camelCased;
  const parsed = schema.safeParse(camelCased.value);
  const unknown = unknownIn(known, camelCased.value, holder).filter(
    (problem) => problem.isNewer !== true || counts(problem),
  );
  const wrong = parsed.success ? [] : toProblems(parsed.error);
  if (parsed.success && unknown.length === 0) return { ok: true, value: parsed.data };
  return { ok: false, problems: [...wrong, ...unknown] };
}
