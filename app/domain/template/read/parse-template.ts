// Parses a template and reports every problem that doesn't depend on a launch's values.

import { camelCaseFields } from '../../spec/custom-job-spec.ts';
import { parseTarget, type Target } from '../../job/job.ts';
import { longestDisplayName } from '../../spec/labels.ts';
import { inCamelCase } from '../../spec/newer.ts';
import { readParameters } from './read-parameters.ts';
import { fallbackProblems } from './fallback-problems.ts';
import { placeholderProblems } from './placeholder-problems.ts';
import { nameAll, quote, sayProblem, toProblems, under, type Problem } from '../../text/problem.ts';
import { sampleProblems } from '../fill/sample-body.ts';
import type { ReadTemplate, Template } from '../template.ts';
import { isTemplateName, templateNameRule } from '../template-name.ts';
import { isMapping, treeProblem } from '../../spec/tree.ts';
import {
  sayUnknownKey,
  templateFile,
  templateKeys,
  withoutNulls,
  type TemplateFile,
} from './template-file.ts';

export type TemplateSource = {
  /** The template's name if it has none of its own: the file's, without extension. */
  readonly name: string;
  readonly origin: string;
  readonly version: string;
};

export type ParsedTemplate =
  | { readonly ok: true; readonly template: Template }
  | {
      readonly ok: false;
      /** Whole sentences. */
      readonly problems: readonly string[];
      /** The name it gives itself, even if invalid. */
      readonly name?: string | undefined;
    };

/**
 * Parses a YAML tree as a template: the full form, or a bare CustomJobSpec as
 * `gcloud ai custom-jobs create --config` takes it. Never throws, whatever the tree.
 */
export function parseTemplate(tree: unknown, source: TemplateSource): ParsedTemplate {
  const unsafe = treeProblem(tree);
  if (unsafe !== undefined) return refuse([unsafe]);
  const read = isBareSpec(tree) ? readBareSpec(tree, source) : readFile(tree, source);
  if (!read.ok) return refuse(read.problems);
  // A gcloud config can't list unchecked fields; that is decided at its launch.
  const counts = ({ isNewer }: Problem) => !(read.template.literal && isNewer === true);
  const problems = [
    ...placeholderProblems(read.template),
    ...sampleProblems(read.template).filter(counts),
    ...fallbackProblems(read.template),
  ];
  const seen = { template: read.template, problems };
  return isFine(seen) ? { ok: true, template: seen.template } : refuse(problems);
}

type Seen<T> = { readonly template: T; readonly problems: readonly Problem[] };

function isFine(seen: Seen<ReadTemplate>): seen is Seen<Template> {
  return seen.problems.length === 0;
}

type Read =
  | { readonly ok: true; readonly template: ReadTemplate }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function refuse(problems: readonly Problem[]): ParsedTemplate {
  return { ok: false, problems: problems.map((problem) => sayProblem(problem, 'The template')) };
}

function isBareSpec(tree: unknown): tree is Readonly<Record<string, unknown>> {
  return (
    isMapping(tree) &&
    !Object.hasOwn(tree, 'jobSpec') &&
    (Object.hasOwn(tree, 'workerPoolSpecs') || Object.hasOwn(tree, 'worker_pool_specs'))
  );
}

function readBareSpec(tree: Readonly<Record<string, unknown>>, source: TemplateSource): Read {
  const beside = besideProblem(tree);
  if (beside !== undefined) return { ok: false, problems: [beside] };
  const spec = readMapping(tree);
  const problems = [...spec.problems, ...nameProblems(source.name, 'the file')];
  if (problems.length > 0) return { ok: false, problems };
  const { name, origin, version } = source;
  return {
    ok: true,
    template: {
      name,
      origin,
      version,
      parameters: [],
      literal: true,
      displayName: asDisplayName(name),
      labels: {},
      targets: [],
      jobSpec: spec.tree,
    },
  };
}

/**
 * Template keys in a bare spec are neither newer fields nor typos, and must not be sent as such.
 */
function besideProblem(tree: Readonly<Record<string, unknown>>): Problem | undefined {
  const keys = Object.keys(tree).filter((key) => templateKeys.includes(inCamelCase(key)));
  if (keys.length === 0) return undefined;
  const message = `has ${nameAll(keys)} beside a bare job spec: put the spec under \`jobSpec\``;
  return { path: '', message };
}

function readFile(tree: unknown, source: TemplateSource): Read {
  const parsed = templateFile.safeParse(withoutNulls(tree));
  if (!parsed.success) {
    return { ok: false, problems: toProblems(parsed.error, sayUnknownKey) };
  }
  const written = parsed.data;
  const name = written.name ?? source.name;
  const { parameters, problems: wrongParameters } = readParameters(written.parameters ?? {});
  const targets = readTargets(written);
  const jobSpec = readMapping(written.jobSpec);
  const encryptionSpec =
    written.encryptionSpec === undefined
      ? undefined
      : readMapping(written.encryptionSpec, 'encryptionSpec');
  const problems = [
    ...nameProblems(name, written.name === undefined ? 'the file' : 'name'),
    ...wrongParameters,
    ...targets.problems,
    ...under('jobSpec', jobSpec.problems),
    ...under('encryptionSpec', encryptionSpec?.problems ?? []),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    template: {
      name,
      description: written.description,
      origin: source.origin,
      version: source.version,
      parameters,
      literal: false,
      displayName: written.displayName ?? asDisplayName(name),
      labels: written.labels ?? {},
      targets: targets.targets,
      jobSpec: jobSpec.tree,
      encryptionSpec: encryptionSpec?.tree,
      launchRoles: written.access?.launch,
      approval: written.access?.approve,
      guard: written.guard,
      fallback: written.fallback,
      unchecked: written.unchecked,
    },
  };
}

/** A path may be longer than a display name. */
function asDisplayName(name: string): string {
  return Array.from(name).slice(0, longestDisplayName).join('');
}

function readMapping(
  tree: object,
  holder = '',
): {
  readonly tree: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
} {
  const camelCased = camelCaseFields(tree, holder);
  if (!camelCased.ok) return { tree: {}, problems: camelCased.problems };
  return { tree: isMapping(camelCased.value) ? camelCased.value : {}, problems: [] };
}

function readTargets({ target, targets }: TemplateFile): {
  readonly targets: readonly Target[];
  readonly problems: readonly Problem[];
} {
  if (target !== undefined && targets !== undefined) {
    return {
      targets: [],
      problems: [{ path: 'targets', message: 'must not stand beside target' }],
    };
  }
  const written =
    target === undefined
      ? (targets ?? []).map((each, index) => [`targets[${index}]`, each] as const)
      : [['target', target] as const];
  const read: Target[] = [];
  const problems: Problem[] = [];
  for (const [path, each] of written) {
    const parsed = parseTarget(each);
    if (parsed === undefined) {
      problems.push({ path, message: 'must be project/location, such as ml-prod/us-central1' });
    } else read.push(parsed);
  }
  return { targets: read, problems };
}

function nameProblems(name: string, what: 'the file' | 'name'): readonly Problem[] {
  if (isTemplateName(name)) return [];
  const rule = templateNameRule;
  return what === 'name'
    ? [{ path: 'name', message: `must be ${rule}` }]
    : [
        {
          path: '',
          message: `takes its name from the file, and ${quote(name)} is not ${rule}: rename the file`,
        },
      ];
}
