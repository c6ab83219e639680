// Whether Vertex AI accepts a spec: its fields, the fields they require, and how values fit
// together.

import type { z } from 'zod';
import { toProblems, type Problem } from '../text/problem.ts';
import {
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
import { poolProblems } from './spec-rules.ts';

type CheckedSpec =
  | { readonly ok: true; readonly spec: CustomJobSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Whether a field or value the bot doesn't know is a problem. It isn't where it is listed as
 * unchecked.
 */
type Counts = (newer: Problem) => boolean;
const all: Counts = () => true;

/**
 * Checks a CustomJobSpec in camelCase, whose tree is safe (`treeProblem`), against the v1beta1 schema
 * and which fields require which, but not how it is scheduled. Returns it with integers as JSON
 * encodes them. Never throws.
 */
export function checkSpecShape(tree: unknown, counts: Counts = all): CheckedSpec {
  const checked = check(customJobSpec, tree, '', counts);
  if (!checked.ok) return checked;
  const problems = poolProblems(checked.value);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, spec: checked.value };
}

/** Checks a CustomJob's customer-managed encryption key. Never throws. */
export function checkEncryptionSpec(tree: unknown, counts: Counts = all): Checked<EncryptionSpec> {
  return check(encryptionSpec, tree, 'encryptionSpec', counts);
}

/** The paths of everything unknown in what `holder` holds, which is sent as it is. */
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

/** Fields of a CustomJob outside its spec. */
const ofTheJob: readonly string[] = ['displayName', 'labels', 'encryptionSpec'];

function check<T extends z.ZodType>(
  schema: T,
  tree: unknown,
  holder: string,
  counts: Counts,
): Checked<z.output<T>> {
  const parsed = schema.safeParse(tree);
  const unknown = unknownIn(known, tree, holder).filter(
    (problem) => problem.isNewer !== true || counts(problem),
  );
  const wrong = parsed.success ? [] : toProblems(parsed.error);
  if (parsed.success && unknown.length === 0) return { ok: true, value: parsed.data };
  return { ok: false, problems: [...wrong, ...unknown] };
}
