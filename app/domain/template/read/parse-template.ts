// Parses a template and reports every problem that doesn't depend on a launch's values.

import { z } from 'zod';
import { approvalRule } from '../../approval/approval-rule.ts';
import { camelCaseFields, outputOnly, outputOnlyFields } from '../../spec/custom-job-spec.ts';
import { parseTarget } from '../../job/job.ts';
import type { Target } from '../../job/job.ts';
import { guardKeys, writtenGuard } from '../../guard/written-guard.ts';
import { fallbackKeys, writtenFallback } from '../fallback.ts';
import { longestDisplayName } from '../../spec/labels.ts';
import { didYouMean } from '../../text/nearest.ts';
import { inCamelCase } from '../../spec/newer.ts';
import { readParameters } from './read-parameters.ts';
import { fallbackProblems } from './fallback-problems.ts';
import { placeholderProblems } from './placeholder-problems.ts';
import { nameAll, quote, sayProblem, toProblems, under } from '../../text/problem.ts';
import type { Problem } from '../../text/problem.ts';
import { sampleProblems } from '../fill/template-body.ts';
import type { ReadTemplate, Template } from '../template.ts';
import { isTemplateName, templateNameRule } from '../template-name.ts';
import { isMapping, treeProblem } from '../../spec/tree.ts';

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

const text = z.string('must be text: quote it');

const uncheckedPath = text.regex(
  /^(?:jobSpec|job_spec|encryptionSpec|encryption_spec)(?:[.[]|$)/,
  'must be a path in the job, such as jobSpec.newerField',
);

const file = z.strictObject(
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
          launch: z
            .preprocess(
              (one) => (typeof one === 'string' ? [one] : one),
              z.array(text, 'must be a list of roles'),
            )
            .optional(),
          approve: approvalRule.optional(),
        },
        'must be a mapping with launch or approve',
      )
      .optional(),
    guard: writtenGuard('template').optional(),
    fallback: writtenFallback.optional(),
    unchecked: z
      .preprocess(
        (one) => (typeof one === 'string' ? [one] : one),
        z.array(uncheckedPath, 'must be a list of paths, such as jobSpec.newerField'),
      )
      .optional(),
    jobSpec: z.custom<object>(isMapping, 'must be a CustomJobSpec'),
    encryptionSpec: z.custom<object>(isMapping, 'must be a mapping with `kmsKeyName`').optional(),
  },
  'must be a mapping with `jobSpec`, or a CustomJobSpec with `workerPoolSpecs`',
);

/** The keys of a template. */
export const templateKeys: readonly string[] = Object.keys(file.shape);

type File = z.output<typeof file>;

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
  const parsed = file.safeParse(withoutNulls(tree));
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

/**
 * `key:` without a value counts as absent, at the top level as in the job spec. But an `access` or a `guard`
 * whose content was commented out must not let everybody launch, or run for ever.
 */
function withoutNulls(tree: unknown): unknown {
  return isMapping(tree)
    ? Object.fromEntries(
        Object.entries(tree).filter(
          ([key, value]) => value !== null || ['access', 'guard', 'fallback'].includes(key),
        ),
      )
    : tree;
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

function readTargets({ target, targets }: File): {
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

function sayUnknownKey([holder]: readonly PropertyKey[], key: string): string {
  if (holder === 'guard') return `is not a key of a guard.${didYouMean(key, guardKeys)}`;
  if (holder === 'fallback') {
    return `is not a key of a fallback.${didYouMean(key, fallbackKeys)}`;
  }
  if (holder === 'access') return 'is not known here: remove it';
  if (outputOnlyFields.includes(key)) return outputOnly;
  return `is not a key of a template.${didYouMean(key, templateKeys)}`;
}
