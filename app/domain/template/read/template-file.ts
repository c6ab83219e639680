// A template as it is written in a file: its keys, and what each must be.

import { z } from 'zod';
import { approvalRule } from '../../approval/approval-rule.ts';
import { outputOnly, outputOnlyFields } from '../../spec/custom-job-spec.ts';
import { guardKeys, writtenGuard } from '../../guard/written-guard.ts';
import { fallbackKeys, writtenFallback } from '../fallback.ts';
import { didYouMean } from '../../text/nearest.ts';
import { list, text } from '../../text/written.ts';
import { isMapping } from '../../spec/tree.ts';

const uncheckedPath = text.regex(
  /^(?:jobSpec|job_spec|encryptionSpec|encryption_spec)(?:[.[]|$)/,
  'must be a path in the job, such as jobSpec.newerField',
);

export const templateFile = z.strictObject(
  {
    name: text.optional(),
    description: text.max(2_000, 'must be at most 2000 characters long').optional(),
    parameters: z.record(z.string(), z.unknown(), 'must be a mapping').optional(),
    displayName: text.optional(),
    labels: z.record(z.string(), text, 'must be a mapping').optional(),
    target: text.optional(),
    targets: z
      .preprocess(
        (one) => (typeof one === 'string' ? [one] : one),
        z.array(text, 'must be a list').min(1, 'must not be empty'),
      )
      .optional(),
    access: z
      .strictObject(
        {
          launch: list(text, 'roles').optional(),
          approve: approvalRule.optional(),
        },
        'must be a mapping with launch or approve',
      )
      .optional(),
    guard: writtenGuard('template').optional(),
    fallback: writtenFallback.optional(),
    unchecked: list(uncheckedPath, 'paths, such as jobSpec.newerField').optional(),
    jobSpec: z.custom<object>(isMapping, 'must be a CustomJobSpec'),
    encryptionSpec: z.custom<object>(isMapping, 'must be a mapping with `kmsKeyName`').optional(),
  },
  'must be a mapping with `jobSpec`, or a CustomJobSpec with `workerPoolSpecs`',
);

/** The keys of a template. */
export const templateKeys: readonly string[] = Object.keys(templateFile.shape);

export type TemplateFile = z.output<typeof templateFile>;

/**
 * `key:` without a value counts as absent, at the top level as in the job spec. But an `access` or a `guard`
 * whose content was commented out must not let everybody launch, or run for ever.
 */
export function withoutNulls(tree: unknown): unknown {
  return isMapping(tree)
    ? Object.fromEntries(
        Object.entries(tree).filter(
          ([key, value]) => value !== null || ['access', 'guard', 'fallback'].includes(key),
        ),
      )
    : tree;
}

export function sayUnknownKey([holder]: readonly PropertyKey[], key: string): string {
  if (holder === 'guard') return `is not a key of a guard.${didYouMean(key, guardKeys)}`;
  if (holder === 'fallback') {
    return `is not a key of a fallback.${didYouMean(key, fallbackKeys)}`;
  }
  if (holder === 'access') return 'is not known here: remove it';
  if (outputOnlyFields.includes(key)) return outputOnly;
  return `is not a key of a template.${didYouMean(key, templateKeys)}`;
}
