// A template: a CustomJob with parameters, written once and launched many times.

import type { ApprovalRule } from '../approval/approval-rule.ts';
import type { Fallback } from './fallback.ts';
import type { Guard } from '../guard/guard.ts';
import type { Target } from '../job/job.ts';
import type { Parameter } from './parameter.ts';

/** A template that is read: its tree is safe to traverse (`treeProblem`) and in camelCase. */
export type ReadTemplate = {
  readonly name: string;
  readonly description?: string | undefined;
  /** Its source as people know it, such as a file's name. */
  readonly origin: string;
  /** A short hash of its content. */
  readonly version: string;
  readonly parameters: readonly Parameter[];
  /** True for a bare CustomJobSpec, in which nothing is a placeholder. */
  readonly literal: boolean;
  readonly displayName: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Where it may be launched; empty: any configured target. */
  readonly targets: readonly Target[];
  /** In camelCase, placeholders not filled. */
  readonly jobSpec: Readonly<Record<string, unknown>>;
  readonly encryptionSpec?: Readonly<Record<string, unknown>> | undefined;
  /** Names of roles, of which a launch takes one, whatever else it takes; undefined: none. */
  readonly launchRoles?: readonly string[] | undefined;
  /** The approval that a launch takes, whatever else it takes; undefined: none. */
  readonly approval?: ApprovalRule | undefined;
  /** What its jobs may take before people are told, or they are stopped; undefined: nothing is set. */
  readonly guard?: Guard | undefined;
  /** What is tried in order when Vertex AI has no capacity; undefined: nothing. */
  readonly fallback?: readonly Fallback[] | undefined;
  /** Paths that are sent as they are even if the bot doesn't know them: `jobSpec.newerField`. */
  readonly unchecked?: readonly string[] | undefined;
};

declare const checked: unique symbol;
/**
 * A template without a problem of its own, whatever the values. Only `parseTemplate` makes one, so a
 * launch checks just what its values may have made wrong.
 */
export type Template = ReadTemplate & { readonly [checked]: true };

/** The parameters that a launch must set, that is, those without a default. */
export function neededParameters({ parameters }: Template): readonly string[] {
  return parameters.filter((one) => one.default === undefined).map((one) => one.name);
}
