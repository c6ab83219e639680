// Parses the parameters that a template defines, and reports problems in their definitions.

import { parseDurationMs } from '../../text/duration.ts';
import { didYouMean } from '../../text/nearest.ts';
import { largestPatterns, patternSize } from '../../text/pattern.ts';
import { type Problem, under, toProblems } from '../../text/problem.ts';
import { type ParameterValue, checkParameter } from '../parameter-value.ts';
import type { Parameter } from '../parameter.ts';
import { definition, settings } from './parameter-definition.ts';

/** Words of the launch command. A parameter with such a name could not be given. */
const reservedParameterNames: readonly string[] = ['in', 'max_time', 'max_cost', 'dry_run'];

/** A form in Slack holds a hundred blocks, so this is the most that one can show. */
const mostParameters = 50;

/** Parses a template's `parameters`, keeping their order. */
export function readParameters(definitions: Readonly<Record<string, unknown>>): {
  readonly parameters: readonly Parameter[];
  readonly problems: readonly Problem[];
} {
  const parameters: Parameter[] = [];
  const problems: Problem[] = [];
  const written = Object.entries(definitions);
  if (written.length > mostParameters) {
    const problem = { path: 'parameters', message: `must be at most ${mostParameters}` };
    return { parameters, problems: [problem] };
  }
  let patterns = 0;
  for (const [name, given] of written) {
    const parsed = definition.safeParse(given);
    if (parsed.success) {
      const { required, ...parameter } = { ...parsed.data, name };
      problems.push(...under(name, definitionProblems(parameter, required)));
      patterns += sizeOfPattern(parameter);
      if (patterns > largestPatterns) problems.push(...under(name, [tooMuch]));
      parameters.push(parameter);
    } else {
      problems.push(
        ...under(
          name,
          toProblems(parsed.error, (_, key) => sayUnknownSetting(key)),
        ),
      );
    }
    const badName = nameProblem(name);
    if (badName !== undefined) problems.push(...under(name, [{ path: '', message: badName }]));
  }
  return { parameters, problems: under('parameters', problems) };
}

const tooMuch: Problem = {
  path: 'pattern',
  message: 'repeats too much, together with those before it: every launch takes too long to check',
};

function sizeOfPattern(parameter: Parameter): number {
  const isText = parameter.type === 'string' || parameter.type === 'list';
  return isText && parameter.pattern !== undefined ? patternSize(parameter.pattern) : 0;
}

function nameProblem(name: string): string | undefined {
  if (reservedParameterNames.includes(name)) {
    return 'is a word of the launch command: choose another name';
  }
  return /^[a-z][a-z0-9_]{0,62}$/.test(name)
    ? undefined
    : 'must be named with lowercase letters, digits and _, a letter first';
}

function sayUnknownSetting(key: string): string {
  return settings.includes(key)
    ? 'does not go with this type'
    : `is not a setting of a parameter.${didYouMean(key, settings)}`;
}

function definitionProblems(
  parameter: Parameter,
  required: boolean | undefined,
): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (path: string, message: string) => problems.push({ path, message });
  if (required === true && parameter.default !== undefined) {
    add('required', 'must not be true beside a default: remove one of them');
  }
  if (required === false && parameter.default === undefined) {
    add('required', 'must not be false without a default: give one');
  }
  if (isEmptyRange(parameter)) add('min', 'must not be more than max');
  if (parameter.default !== undefined) {
    const value: ParameterValue = parameter.default;
    const problem = checkParameter(parameter, value);
    if (problem !== undefined) add('default', problem);
  }
  return problems;
}

function isEmptyRange(parameter: Parameter): boolean {
  switch (parameter.type) {
    case 'number':
    case 'integer':
      return (parameter.min ?? -Infinity) > (parameter.max ?? Infinity);
    case 'duration': {
      const { min, max } = parameter;
      return min !== undefined && max !== undefined && milliseconds(min) > milliseconds(max);
    }
    case 'string':
    case 'boolean':
    case 'choice':
    case 'list':
      return false;
  }
}

function milliseconds(duration: string): number {
  return parseDurationMs(duration) ?? 0;
}
