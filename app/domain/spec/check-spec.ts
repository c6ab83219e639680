// Whether a spec is one that Vertex takes: its fields, what they need beside them, and how their values fit together.

import type { z } from 'zod';
import { toProblems, type Problem } from '../text/problem.ts';
import {
  camelCaseFields,
  customJobSpec,
  encryptionSpec,
  outputOnly,
  outputOnlyFields,
  specMessages,
  type Checked,
  type CustomJobSpec,
  type EncryptionSpec,
} from './custom-job-spec.ts';
import { inCamelCase, unknownIn } from './newer.ts';
import { schedulingProblems, poolProblems } from './spec-rules.ts';

export type CheckedSpec =
  | { readonly ok: true; readonly spec: CustomJobSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] };

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
