// The launch form: one field per parameter, and the entries.

import { type Target, parseTarget } from '../job/job.ts';
import { parseDollars } from '../cost/typed-amount.ts';
import { parseDurationMs } from '../text/duration.ts';
import { hideGiven, holdsSecret } from '../template/secret/hide-secrets.ts';
import { secretsIn } from '../template/secret/secret.ts';
import { readStoredValue, type ParameterValue } from '../template/parameter-value.ts';
import type { FormCost } from './form-cost.ts';
import type { LaunchDraft } from './launch-draft.ts';
import type { Lock } from '../lock/lock.ts';
import type { Template } from '../template/template.ts';
import type { LaunchInput } from '../template/fill/read-values.ts';

/** What is shown: first the choice of a template, then its fields. */
export type LaunchForm = {
  /** The card's channel, which is also where the form was opened. */
  readonly channel: string;
  /** Opened from Home: the card's channel is a field of the form, with this initial value. */
  readonly home?: { readonly channel?: string | undefined } | undefined;
  readonly templates: readonly Template[];
  /** How many templates there are besides, which this person may not launch. */
  readonly others?: number | undefined;
  readonly chosen?: ChosenTemplate | undefined;
};

export type ChosenTemplate = {
  readonly template: Template;
  /** The targets to choose from; at least one. */
  readonly targets: readonly Target[];
  /** The chosen one. */
  readonly target: Target;
  /** Keeps it from being launched there now. */
  readonly lock?: Lock | undefined;
  /** Initial values if not the defaults: a re-run starts with the values of the original launch. */
  readonly earlier?: EarlierLaunch | undefined;
  /** Initial values from a typed launch that couldn't go ahead. */
  readonly draft?: LaunchDraft | undefined;
  /** Cost of the current entries. */
  readonly cost: FormCost;
};

export type EarlierLaunch = {
  readonly handle: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly target: Target;
  readonly maxTimeMs?: number | undefined;
  readonly maxCostUsd?: number | undefined;
};

/** What the form carries and returns when it is submitted. */
export type FormContext = {
  readonly channel: string;
  readonly template: string;
  readonly version: string;
  /** Handle of the job to re-run. */
  readonly rerun?: string | undefined;
  /** Opened from Home. */
  readonly home?: boolean | undefined;
};

/** Entries by field name, as text; empty ones are left out. */
export type FormEntries = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly target?: string | undefined;
  readonly maxTime?: string | undefined;
  readonly maxCost?: string | undefined;
  /** The card's channel, if the form asks for it. */
  readonly channel?: string | undefined;
};

type FormInput =
  | { readonly ok: true; readonly input: LaunchInput }
  /** These aren't a duration and an amount. */
  | { readonly ok: false; readonly wrong: readonly ('maxTime' | 'maxCost')[] };

/** The entries as a launch takes them. */
export function readEntries({ parameters, target, maxTime, maxCost }: FormEntries): FormInput {
  const maxTimeMs = maxTime === undefined ? undefined : parseDurationMs(maxTime.toLowerCase());
  const maxCostUsd = maxCost === undefined ? undefined : parseDollars(maxCost);
  const isTimeWrong = maxTime !== undefined && maxTimeMs === undefined;
  const isCostWrong = maxCost !== undefined && maxCostUsd === undefined;
  if (isTimeWrong || isCostWrong) {
    const wrong = [isTimeWrong && 'maxTime', isCostWrong && 'maxCost'] as const;
    return { ok: false, wrong: wrong.filter((one) => one !== false) };
  }
  return {
    ok: true,
    input: {
      parameters,
      target: target === undefined ? undefined : parseTarget(target),
      maxTimeMs,
      maxCostUsd,
    },
  };
}

/** Slack's limit for a text field, in characters. */
export const longestField = 3_000;

/**
 * A value as it would be typed into a field; undefined if a field can't show it: it is empty, too
 * long, or a secret, its own or one of `secrets`, which other parameters hold.
 */
export function typedValue(
  name: string,
  value: ParameterValue,
  secrets: readonly string[] = [],
): string | undefined {
  if (holdsSecret(name, value)) return undefined;
  const text =
    typeof value === 'object'
      ? value.map((entry) => entry.replaceAll(',', '\\,')).join(',')
      : String(value);
  if (text === '' || text.length > longestField) return undefined;
  return hideGiven(text, secrets) === text ? text : undefined;
}

/**
 * The values of an earlier launch that the form can't show. A field left empty means that value.
 */
export function unshownValues(
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const secrets = secretsIn(parameters);
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, stored]) => {
      const value = readStoredValue(stored);
      return value !== undefined && typedValue(name, value, secrets) === undefined;
    }),
  );
}
