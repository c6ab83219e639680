// From a template and a person's input to a checked request body and its target.

import type { Guard } from '../../guard/guard.ts';
import { typedGuard } from '../../guard/written-guard.ts';
import { type Target, type CustomJobBody, formatTarget } from '../../job/job.ts';
import { type Problem, sayProblem } from '../../text/problem.ts';
import type { FillTrouble } from './fill-problem.ts';
import type { Leaf } from '../parameter-value.ts';
import { withFallback } from '../fallback.ts';
import { makeBody } from './template-body.ts';
import type { Template } from '../template.ts';
import { chooseTarget } from './choose-target.ts';
import { readValues, type LaunchInput } from './read-values.ts';

/** A body and where it goes. */
export type Filled = { readonly target: Target; readonly body: CustomJobBody };

/** A template filled with a person's choices: checked, and complete except for the bot's labels. */
export type FilledLaunch = {
  readonly template: { readonly name: string; readonly version: string };
  readonly target: Target;
  /** The value of every parameter, defaults included. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: CustomJobBody;
  readonly maxTimeMs?: number | undefined;
  /** The rules of its guard that the template and the launcher set. */
  readonly guard?: Guard | undefined;
  /** What is tried in its place when Vertex AI has no capacity, in order. */
  readonly fallback?: readonly Filled[] | undefined;
  /** Paths of fields the bot doesn't know, which are sent as they are. */
  readonly unchecked?: readonly string[] | undefined;
};

export type FilledTemplate =
  | { readonly ok: true; readonly launch: FilledLaunch }
  | {
      readonly ok: false;
      readonly problems: readonly FillTrouble[];
      /** Problems by parameter, for forms. */
      readonly fields: Readonly<Record<string, FillTrouble>>;
      /** If unknown fields or values are the only problems. */
      readonly newer?: Newer | undefined;
    };

/** The paths of fields and values that the bot doesn't know, and what is wrong with them. */
type Newer = { readonly paths: readonly string[]; readonly problems: readonly string[] };

/**
 * Fills a template with a person's input, checks the result and chooses the target. Never throws.
 */
export function fillTemplate(
  template: Template,
  input: LaunchInput,
  configured: readonly Target[],
): FilledTemplate {
  const values = readValues(template, input);
  const target = chooseTarget(template, input.target, configured);
  const problems = [...values.problems, ...('kind' in target ? [target] : [])];
  if (problems.length > 0 || 'kind' in target) {
    return { ok: false, problems, fields: values.fields };
  }
  const made = makeBody(template, values.leaves, input.maxTimeMs);
  const jobSpec = made.ok ? made.body.jobSpec : template.jobSpec;
  const fallback = fillFallback(template, values.leaves, input.maxTimeMs, {
    ...{ target, configured, jobSpec },
  });
  if ('problems' in fallback) return refuse(fallback.problems);
  return made.ok
    ? {
        ok: true,
        launch: {
          template: { name: template.name, version: template.version },
          target,
          parameters: values.values,
          body: made.body,
          maxTimeMs: input.maxTimeMs,
          guard: guardOf(template, input),
          ...(fallback.filled.length > 0 && { fallback: fallback.filled }),
          ...(made.unchecked.length > 0 && { unchecked: made.unchecked }),
        },
      }
    : refuse(made.problems);
}

/** Each fallback, filled as the launch itself. */
function fillFallback(
  template: Template,
  leaves: ReadonlyMap<string, Leaf>,
  maxTimeMs: number | undefined,
  {
    target,
    configured,
    jobSpec,
  }: {
    readonly target: Target;
    readonly configured: readonly Target[];
    readonly jobSpec: Template['jobSpec'];
  },
): { readonly filled: readonly Filled[] } | { readonly problems: readonly Problem[] } {
  const filled: Filled[] = [];
  const problems: Problem[] = [];
  for (const [at, one] of (template.fallback ?? []).entries()) {
    const made = makeBody(withFallback(template, one, jobSpec), leaves, maxTimeMs);
    const place = one.target ?? target;
    if (!made.ok) {
      problems.push(
        ...made.problems.map((problem) => ({
          ...problem,
          message: `${problem.message} (as fallback ${at + 1})`,
        })),
      );
    } else if (configured.some((own) => formatTarget(own) === formatTarget(place))) {
      filled.push({ target: place, body: made.body });
    } else {
      const message = `names ${formatTarget(place)}, and the bot has no such target: leave it out, or have it configured`;
      problems.push({ path: `fallback[${at}].target`, message });
    }
  }
  return problems.length > 0 ? { problems } : { filled };
}

/** What the template and whoever launches it set; undefined: nothing. */
function guardOf({ guard = [] }: Template, { maxCostUsd }: LaunchInput): Guard | undefined {
  const rules = [...guard, ...typedGuard({ maxCostUsd })];
  return rules.length === 0 ? undefined : rules;
}

function refuse(problems: readonly Problem[]): FilledTemplate {
  const said = problems.map((problem) => sayProblem(problem, 'The job'));
  const fields: [string, string][] = problems.flatMap((problem) =>
    (problem.parameters ?? []).map((name): [string, string] => [
      name,
      sayProblem(problem, 'The job'),
    ]),
  );
  return {
    ok: false,
    problems: said,
    fields: Object.fromEntries(fields),
    ...(problems.every(({ isNewer }) => isNewer === true)
      ? { newer: { paths: problems.map(({ path }) => path), problems: said } }
      : {}),
  };
}
