// A template: a CustomJob with parameters, written down once and launched by many.

import type { Target } from '../job/job.ts';
import type { Parameter } from './parameter.ts';

export type Template = {
  readonly name: string;
  readonly description?: string | undefined;
  /** Where it stands, for people: a file's name. */
  readonly origin: string;
  /** A short hash of its content. */
  readonly version: string;
  readonly parameters: readonly Parameter[];
  /** True for a bare CustomJobSpec: nothing in it is a placeholder. */
  readonly literal: boolean;
  readonly displayName: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Where it may be launched; empty: wherever the bot is configured for. */
  readonly targets: readonly Target[];
  /** In camelCase, placeholders not filled. */
  readonly jobSpec: Readonly<Record<string, unknown>>;
  readonly encryptionSpec?: Readonly<Record<string, unknown>> | undefined;
  /** Places of the job that are sent as they are, whatever this bot knows of them: `jobSpec.newerField`. */
  readonly unchecked?: readonly string[] | undefined;
};

/** The parameters that a launch has to give: those without a default. */
export function neededParameters({ parameters }: Template): readonly string[] {
  return parameters.filter((one) => one.default === undefined).map((one) => one.name);
}
