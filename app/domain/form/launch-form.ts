// The form of a launch: a field for each parameter, and what was entered into it.

import type { Target } from '../job/job.ts';
import { parseTarget } from '../job/job.ts';
import { parseDurationMs } from '../text/duration.ts';
import { hideGiven, holdsSecret } from '../template/hide-secrets.ts';
import { secretsIn } from '../template/secret.ts';
import { readStoredValue, type ParameterValue } from '../template/parameter-value.ts';
import type { FormCost } from './form-cost.ts';
import type { LaunchDraft } from './launch-draft.ts';
import type { Template } from '../template/template.ts';
import type { LaunchInput } from '../template/fill-template.ts';

/** What a person has before them: first the choice of a template, then the fields that it asks for. */
export type LaunchForm = {
  /** Where the job's card will be, and where it was asked for. */
  readonly channel: string;
  /** Asked for at the bot's Home: the channel of the card is chosen in the form, and begins with this one. */
  readonly home?: { readonly channel?: string | undefined } | undefined;
  readonly templates: readonly Template[];
  readonly chosen?: ChosenTemplate | undefined;
};

export type ChosenTemplate = {
  readonly template: Template;
  /** To choose among; at least one. */
  readonly targets: readonly Target[];
  /** What the fields begin with, where that is not the default: a re-run begins with what was launched. */
  readonly earlier?: EarlierLaunch | undefined;
  /** The same where it was typed, and could not be launched so. */
  readonly draft?: LaunchDraft | undefined;
  /** Of what is entered. */
  readonly cost: FormCost;
};

export type EarlierLaunch = {
  readonly handle: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly target: Target;
  readonly maxTimeMs?: number | undefined;
};

/** What the form carries along and gets back when it is submitted. */
export type FormContext = {
  readonly channel: string;
  readonly template: string;
  readonly version: string;
  /** Handle of the job that is re-run. */
  readonly rerun?: string | undefined;
  /** Asked for at the bot's Home. */
  readonly home?: boolean | undefined;
};

/** Fields by name, as text; empty ones are left out. */
export type FormEntries = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly target?: string | undefined;
  readonly maxTime?: string | undefined;
  /** Of the card, where the form asks for it. */
  readonly channel?: string | undefined;
};

export type FormInput =
  | { readonly ok: true; readonly input: LaunchInput }
  | { readonly ok: false; readonly maxTime: string };

/** What was entered, as a launch takes it. */
export function readEntries({ parameters, target, maxTime }: FormEntries): FormInput {
  const maxTimeMs = maxTime === undefined ? undefined : parseDurationMs(maxTime.toLowerCase());
  if (maxTime !== undefined && maxTimeMs === undefined) {
    return { ok: false, maxTime: 'Durations are written 90s, 45m, 1h30m or 7d.' };
  }
  return {
    ok: true,
    input: {
      parameters,
      target: target === undefined ? undefined : parseTarget(target),
      maxTimeMs,
    },
  };
}

/** What a text field in Slack holds at most. */
export const longestField = 3_000;

/**
 * A value as it would be typed into a field; undefined when a field can't show it: nothing, too much, or a secret, its own or one of those
 * that other parameters hold (`secrets`).
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

/** Of an earlier launch, the values that its form could not show: left empty, their fields mean these. */
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
