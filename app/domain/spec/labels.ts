// Google Cloud's rules for labels and display names, counted in code points:
// https://cloud.google.com/resource-manager/docs/labels-overview

import { reservedLabels } from '../job/job.ts';
import type { Problem } from '../text/problem.ts';
import { formatPath, nameAll } from '../text/problem.ts';
import { codePoints, utf8Bytes } from '../text/length.ts';

/** A resource has at most 64 labels, some of them the bot's. */
export const mostLabels = 64 - reservedLabels.length;
/** In code points. */
export const longestDisplayName = 128;

// "International characters are allowed": letters without an upper case count as lower case. "must
// start with a letter or number", says Vertex AI (statmike/vertex-ai-mlops#6).
const labelKey = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}_-]*$/u;
const labelValue = /^[\p{Ll}\p{Lo}\p{M}\p{N}_-]*$/u;
const longestLabel = 63;
/** Of UTF-8. */
const mostBytes = 128;

/** The display name's problem, to follow "the display name"; undefined if it is valid. */
export function displayNameProblem(displayName: string): string | undefined {
  const length = codePoints(displayName);
  if (length === 0) return 'must not be empty';
  if (!displayName.isWellFormed()) return 'must be well-formed Unicode';
  return length > longestDisplayName
    ? `must be at most ${longestDisplayName} characters long, and is ${length}`
    : undefined;
}

/** Checks a template's labels. The bot's own labels are refused. Paths are `labels.<key>`. */
export function labelProblems(labels: Readonly<Record<string, string>>): readonly Problem[] {
  const entries = Object.entries(labels);
  const problems = entries.flatMap(([key, value]) => {
    const message = labelKeyProblem(key) ?? labelValueProblem(value);
    return message === undefined ? [] : [{ path: formatPath(['labels', key]), message }];
  });
  if (entries.length > mostLabels) {
    const message = `must be at most ${mostLabels}: the bot adds ${nameAll(reservedLabels)}`;
    problems.unshift({ path: 'labels', message });
  }
  return problems;
}

/** Whether a job can have this label, the bot's own included. */
export function isLabel(key: string, value: string): boolean {
  return labelKeyProblem(key, []) === undefined && labelValueProblem(value) === undefined;
}

function labelKeyProblem(
  key: string,
  reserved: readonly string[] = reservedLabels,
): string | undefined {
  if (reserved.some((reserved) => reserved === key)) return 'is the bot’s own label: remove it';
  if (utf8Bytes(key) > mostBytes) return tooManyBytes('a key', key);
  return labelKey.test(key) && codePoints(key) <= longestLabel
    ? undefined
    : `must have a key that starts with a lowercase letter or a digit and goes on with lowercase letters, digits, _ and -, at most ${longestLabel}`;
}

function labelValueProblem(value: string): string | undefined {
  if (utf8Bytes(value) > mostBytes) return tooManyBytes('a value', value);
  return labelValue.test(value) && codePoints(value) <= longestLabel
    ? undefined
    : `must be lowercase letters, digits, _ and - only, at most ${longestLabel}`;
}

/** Outside ASCII, a letter takes up to four bytes. */
function tooManyBytes(what: string, text: string): string {
  return `must have ${what} of at most ${mostBytes} bytes (in UTF-8), and has one of ${utf8Bytes(text)}`;
}
