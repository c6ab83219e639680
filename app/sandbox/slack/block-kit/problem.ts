// Problems with blocks and views, in Slack's words: `must be less than 3001 characters [json-pointer:/blocks/0/text/text]`.

import { z } from 'zod';

export type Problem = { readonly message: string; readonly pointer: string };

/** A JSON pointer: the root, then the path below it. */
export function pointer(root: string, path: readonly PropertyKey[]): string {
  return [root, ...path.map(String)].join('/');
}

/** One line of `response_metadata.messages`. */
export function toMessage({ message, pointer: at }: Problem): string {
  return `[ERROR] ${message} [json-pointer:${at}]`;
}

/** A schema's findings as problems, worded as Slack words them. */
export function toProblems(root: string, issues: readonly z.core.$ZodIssue[]): Problem[] {
  return issues.flatMap((issue) => toProblem(root, issue));
}

function toProblem(root: string, issue: z.core.$ZodIssue): Problem[] {
  const at = pointer(root, issue.path);
  const parent = pointer(root, issue.path.slice(0, -1));
  const name = String(issue.path.at(-1) ?? '');
  switch (issue.code) {
    case 'too_big':
      return [{ message: tooBig(issue), pointer: at }];
    case 'too_small':
      return [{ message: tooSmall(issue), pointer: at }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        message: `invalid additional property: ${key}`,
        pointer: at,
      }));
    case 'invalid_union':
      return [fromUnion(issue, root)];
    case 'invalid_type':
      return [
        issue.input === undefined
          ? { message: `missing required field: ${name}`, pointer: parent }
          : { message: `must provide ${article(issue.expected)}`, pointer: at },
      ];
    case 'invalid_value':
      return [
        issue.input === undefined
          ? { message: `missing required field: ${name}`, pointer: parent }
          : { message: `must be a valid enum value`, pointer: at },
      ];
    case 'invalid_format':
      return [
        { message: issue.format === 'url' ? 'must be a valid URL' : 'invalid format', pointer: at },
      ];
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
      return [{ message: issue.message, pointer: at }];
  }
}

function fromUnion(issue: z.core.$ZodIssueInvalidUnion, root: string): Problem {
  const discriminator = 'discriminator' in issue ? issue.discriminator : undefined;
  if (discriminator === undefined) {
    return { message: 'failed to match all allowed schemas', pointer: pointer(root, issue.path) };
  }
  const { type } = typed.parse(issue.input);
  const object = issue.path.at(-1) === discriminator ? issue.path.slice(0, -1) : issue.path;
  return type === undefined
    ? { message: 'missing required field: type', pointer: pointer(root, object) }
    : { message: `unsupported type: ${type}`, pointer: pointer(root, [...object, 'type']) };
}

const typed = z.object({ type: z.string().optional() }).catch({});

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === 'string') return `must be less than ${Number(maximum) + 1} characters`;
  if (origin === 'array') return `no more than ${maximum} items allowed`;
  return `must be at most ${maximum}`;
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return `must be more than ${Number(minimum) - 1} characters`;
  if (origin === 'array') return `must provide at least ${minimum} items`;
  return `must be at least ${minimum}`;
}

function article(expected: string): string {
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
