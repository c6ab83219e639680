// Parameter values, from typed text to the value in the job. Each value has one spelling, so that
// equal launches can be recognised.

import { z } from 'zod';
import { parseDurationMs, writeDuration } from '../text/duration.ts';
import { didYouMean } from '../text/nearest.ts';
import type { ChoiceParameter, Parameter } from './parameter.ts';
import { matchesPattern } from '../text/pattern.ts';
import { nameAll } from '../text/problem.ts';
import { redacted } from '../secret/redact.ts';
import { secretPieces } from '../secret/secret-pieces.ts';
import { holdsLot } from '../secret/secret-value.ts';
import { bareValue } from '../text/without-markup.ts';

/** A duration is text (`1h30m`). */
export type ParameterValue = string | number | boolean | readonly string[];

/**
 * Parses a stored value; undefined if it isn't one. `checkParameter` checks it against a parameter.
 */
export function readStoredValue(stored: unknown): ParameterValue | undefined {
  const parsed = storedValue.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}

const storedValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** The value that replaces a placeholder. */
export type Leaf = ParameterValue;

/** No program argument needs more. */
export const longestValue = 4_000;
const mostListEntries = 1_000;

type ParsedParameter =
  | { readonly ok: true; readonly value: ParameterValue }
  | { readonly ok: false; readonly problem: string };

/**
 * Parses a typed value: one text, or several if the command named the parameter several times. A
 * list is written `a,b,c` (`\,` for a comma in an entry) or by repeating the parameter. The problem
 * is a whole sentence.
 */
export function parseParameter(
  parameter: Parameter,
  given: string | readonly string[],
): ParsedParameter {
  const texts = typeof given === 'string' ? [given] : given;
  const refuse = (message: string): ParsedParameter => ({
    ok: false,
    problem: `\`${parameter.name}\` ${message}`,
  });
  if (texts.some((text) => text.length > longestValue)) {
    return refuse(`must be at most ${longestValue} characters long.`);
  }
  const [text] = texts;
  if (parameter.type !== 'list' && (text === undefined || texts.length > 1)) {
    return refuse(`takes one value, and was given ${texts.length}.`);
  }
  const value = parameter.type === 'list' ? splitList(texts) : readText(parameter, text ?? '');
  if (value === undefined) return refuse(`must be ${describeValue(parameter)}.`);
  const problem = checkParameter(parameter, value);
  return problem === undefined ? { ok: true, value } : refuse(problem);
}

function splitList(texts: readonly string[]): readonly string[] {
  return texts
    .filter((text) => text.trim() !== '')
    .flatMap((text) => text.split(/(?<!\\),/))
    .map((entry) => entry.trim().replaceAll('\\,', ','));
}

function readText(parameter: Parameter, text: string): ParameterValue | undefined {
  if (parameter.type === 'string') return text;
  const trimmed = bareValue(text);
  switch (parameter.type) {
    case 'choice': {
      const exact = text.trim();
      return parameter.choices.includes(exact) ? exact : trimmed;
    }
    case 'integer':
    case 'number':
      return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)
        ? Number(trimmed) + 0 // -0 is 0
        : undefined;
    case 'boolean':
      if (/^(?:true|yes)$/i.test(trimmed)) return true;
      return /^(?:false|no)$/i.test(trimmed) ? false : undefined;
    case 'duration': {
      const durationMs = parseDurationMs(trimmed);
      return durationMs === undefined ? undefined : writeDuration(durationMs);
    }
    case 'list':
      return splitList([text]);
  }
}

/** Checks a value against its parameter's bounds. The problem follows the parameter's name. */
export function checkParameter(parameter: Parameter, value: ParameterValue): string | undefined {
  const wanted = `must be ${describeValue(parameter)}.`;
  switch (parameter.type) {
    case 'string':
      return isText(value, parameter.pattern) ? undefined : wanted;
    case 'list':
      return isList(value, parameter.pattern) ? undefined : wanted;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wanted;
    case 'choice':
      if (typeof value !== 'string') return wanted;
      return parameter.choices.includes(value)
        ? undefined
        : `${wanted}${didYouMean(value, shownChoices(parameter))}`;
    case 'number':
      return isWithin(value, parameter) ? undefined : wanted;
    case 'integer':
      return isWithin(value, parameter) && Number.isSafeInteger(value) ? undefined : wanted;
    case 'duration': {
      const durationMs = typeof value === 'string' ? parseDurationMs(value) : undefined;
      const min = parseDurationMs(parameter.min ?? '');
      const max = parseDurationMs(parameter.max ?? '');
      return durationMs !== undefined && isWithin(durationMs, { min, max }) ? undefined : wanted;
    }
  }
}

type Bounds = { readonly min?: number | undefined; readonly max?: number | undefined };

function isWithin(value: ParameterValue, { min = -Infinity, max = Infinity }: Bounds): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
}

function isText(value: ParameterValue, pattern: string | undefined): boolean {
  return (
    typeof value === 'string' &&
    value.length <= longestValue &&
    value.isWellFormed() &&
    (pattern === undefined || matchesPattern(pattern, value))
  );
}

function isList(value: ParameterValue, pattern: string | undefined): boolean {
  return (
    typeof value === 'object' &&
    value.length <= mostListEntries &&
    value.every((entry) => isText(entry, pattern))
  );
}

/**
 * What a parameter takes, for errors, forms and help: "a whole number from 1 to 90", "one of `a`
 * and `b`".
 */
export function describeValue(parameter: Parameter): string {
  switch (parameter.type) {
    case 'string':
      return `text${describePattern(parameter.pattern)}`;
    case 'list':
      return `a list such as a,b,c${describePattern(parameter.pattern)}`;
    case 'boolean':
      return '`true` or `false`';
    case 'choice':
      return parameter.choices.length === 1
        ? nameAll(shownChoices(parameter))
        : `one of ${nameAll(shownChoices(parameter), 'or')}`;
    case 'number':
      return `a number${describeRange(parameter.min, parameter.max)}`;
    case 'integer':
      return `a whole number${describeRange(parameter.min, parameter.max)}`;
    case 'duration':
      return `a duration such as 90m or 1h30m${describeRange(parameter.min, parameter.max)}`;
  }
}

/** The choices, safe to show. */
function shownChoices({ name, choices }: ChoiceParameter): readonly string[] {
  return choices.map((one) => (secretPieces(name, one).length > 0 ? redacted : one));
}

function describePattern(pattern: string | undefined): string {
  if (pattern === undefined) return '';
  const isSecret = holdsLot(pattern) || secretPieces('', pattern).length > 0;
  return isSecret ? '' : ` that matches \`${pattern}\``;
}

function describeRange(min: number | string | undefined, max: number | string | undefined): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
}

/**
 * The value as it appears in the job. A duration is seconds in Vertex AI's notation (`"5400s"`), in
 * arguments, too.
 */
export function toLeaf(parameter: Parameter, value: ParameterValue): Leaf {
  if (parameter.type !== 'duration' || typeof value !== 'string') return value;
  return `${(parseDurationMs(value) ?? 0) / 1000}s`;
}
