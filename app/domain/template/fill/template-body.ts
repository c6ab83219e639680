// From a template and parameter values to the body of a create, with its problems.

import {
  typedFields,
  type CustomJobSpec,
  type EncryptionSpec,
} from '../../spec/custom-job-spec.ts';
import { checkEncryptionSpec, checkSpecShape, unknownPlaces } from '../../spec/check-spec.ts';
import { fillPlaceholders } from './fill-placeholders.ts';
import type { CustomJobBody } from '../../job/job.ts';
import { isOfJob } from './job-template.ts';
import { displayNameProblem, labelProblems } from '../../spec/labels.ts';
import { isUnchecked } from '../../spec/newer.ts';
import type { Leaf } from '../parameter-value.ts';
import { formatPath, nameAll, under, type Problem } from '../../text/problem.ts';
import { schedulingProblems } from '../../spec/spec-rules.ts';
import type { ReadTemplate, Template } from '../template.ts';
import { isMapping } from '../../spec/tree.ts';

type MadeBody =
  | {
      readonly ok: true;
      readonly body: CustomJobBody;
      /** Paths of unknown fields. */
      readonly unchecked: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type Leaves = ReadonlyMap<string, Leaf>;

/**
 * Fills a template and checks the result. `maxTimeMs` replaces the template's `scheduling.timeout`,
 * shorter or longer (rounded up to a second). A problem in a filled place names the parameter.
 */
export function makeBody(
  template: Template,
  leaves: Leaves,
  maxTimeMs: number | undefined,
): MadeBody {
  const filled = fillTemplateTree(template, leaves);
  const unchecked = template.unchecked ?? [];
  if (isOfJob(template)) return asItIs(filled.tree, maxTimeMs);
  const checked = checkFilled(filled.tree, unchecked);
  const limited = limitTime(checked.jobSpec, maxTimeMs);
  const fits = limited === undefined ? [] : under('jobSpec', schedulingProblems(limited));
  const problems = [...checked.problems, ...fits];
  if (problems.length > 0 || limited === undefined) {
    return {
      ok: false,
      problems: problems.map((problem) => attribute(problem, filled.sources.get(problem.path))),
    };
  }
  const { displayName, labels, encryptionSpec } = checked;
  return {
    ok: true,
    body: {
      displayName,
      ...(Object.keys(labels).length > 0 && { labels }),
      jobSpec: limited,
      ...(encryptionSpec !== undefined && { encryptionSpec }),
    },
    unchecked: uncheckedIn(limited, encryptionSpec),
  };
}

/** Vertex AI accepted it before, so it accepts it again, even with fields unknown here. */
function asItIs(tree: unknown, maxTimeMs: number | undefined): MadeBody {
  const { displayName, labels, jobSpec, encryptionSpec } = isMapping(tree) ? tree : {};
  const spec = isMapping(jobSpec) ? jobSpec : {};
  const scheduling = isMapping(spec['scheduling']) ? spec['scheduling'] : {};
  return {
    ok: true,
    body: {
      displayName: String(displayName),
      labels: readLabels(labels).labels,
      jobSpec:
        maxTimeMs === undefined
          ? spec
          : { ...spec, scheduling: { ...scheduling, timeout: timeoutOf(maxTimeMs) } },
      ...(isMapping(encryptionSpec) && { encryptionSpec }),
    },
    unchecked: uncheckedIn(spec, encryptionSpec),
  };
}

/** Everything in the request that the bot doesn't know. */
function uncheckedIn(jobSpec: unknown, encryptionSpec: unknown): readonly string[] {
  return [
    ...under('jobSpec', unknownPlaces(jobSpec)),
    ...under('encryptionSpec', unknownPlaces(encryptionSpec, 'encryptionSpec')),
  ].map(({ path }) => path);
}

function attribute(problem: Problem, names: readonly string[] | undefined): Problem {
  if (names === undefined) return problem;
  const parameters = [...new Set(names)];
  return { ...problem, parameters, message: `(from ${nameAll(parameters)}) ${problem.message}` };
}

/** Fills every part of a template that may contain placeholders, without checks. */
export function fillTemplateTree(
  template: ReadTemplate,
  leaves: Leaves,
): ReturnType<typeof fillPlaceholders> {
  const { displayName, labels, jobSpec, encryptionSpec } = template;
  const tree = { displayName, labels, jobSpec, encryptionSpec };
  return template.literal
    ? { tree, sources: new Map() }
    : fillPlaceholders(tree, leaves, typedFields);
}

type CheckedBody = {
  readonly displayName: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Absent if there are problems. */
  readonly jobSpec?: CustomJobSpec | undefined;
  readonly encryptionSpec?: EncryptionSpec | undefined;
  readonly problems: readonly Problem[];
};

export function checkFilled(filled: unknown, unchecked: readonly string[]): CheckedBody {
  const countsIn =
    (root: string) =>
    (problem: Problem): boolean =>
      !under(root, [problem]).some(({ path }) => isUnchecked(unchecked, path));
  const tree = isMapping(filled) ? filled : {};
  const problems: Problem[] = [];
  const displayName = typeof tree.displayName === 'string' ? tree.displayName : undefined;
  const nameProblem = displayName === undefined ? 'must be text' : displayNameProblem(displayName);
  if (nameProblem !== undefined) problems.push({ path: 'displayName', message: nameProblem });

  const labels = readLabels(tree.labels);
  problems.push(...labels.problems, ...labelProblems(labels.labels));

  const jobSpec = checkSpecShape(tree.jobSpec, countsIn('jobSpec'));
  if (!jobSpec.ok) problems.push(...under('jobSpec', jobSpec.problems));

  const encryptionSpec =
    tree.encryptionSpec === undefined
      ? undefined
      : checkEncryptionSpec(tree.encryptionSpec, countsIn('encryptionSpec'));
  if (encryptionSpec?.ok === false) {
    problems.push(...under('encryptionSpec', encryptionSpec.problems));
  }
  return {
    displayName: displayName ?? '',
    labels: labels.labels,
    jobSpec: jobSpec.ok ? jobSpec.spec : undefined,
    encryptionSpec: encryptionSpec?.ok === true ? encryptionSpec.value : undefined,
    problems,
  };
}

function readLabels(tree: unknown): {
  readonly labels: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
} {
  const entries = Object.entries(isMapping(tree) ? tree : {});
  const texts = entries.flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  const lists = entries.filter(([, value]) => typeof value !== 'string');
  return {
    labels: Object.fromEntries(texts),
    problems: lists.map(([key]) => ({
      path: formatPath(['labels', key]),
      message: 'must be text, not a list',
    })),
  };
}

function limitTime(
  spec: CustomJobSpec | undefined,
  maxTimeMs: number | undefined,
): CustomJobSpec | undefined {
  if (spec === undefined || maxTimeMs === undefined) return spec;
  return { ...spec, scheduling: { ...spec.scheduling, timeout: timeoutOf(maxTimeMs) } };
}

function timeoutOf(maxTimeMs: number): string {
  return `${Math.ceil(maxTimeMs / 1000)}s`;
}
