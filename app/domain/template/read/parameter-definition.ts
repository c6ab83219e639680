// A parameter as a template defines it: the settings of each type.

import { z } from 'zod';
import { parseDurationMs } from '../../text/duration.ts';
import { patternProblem } from '../../text/pattern.ts';
import { didYouMean } from '../../text/nearest.ts';
import { nameAll, quote } from '../../text/problem.ts';

const mostChoices = 100;

const common = {
  description: z.string('must be text').max(500, 'must be at most 500 characters long').optional(),
  required: z.boolean('must be true or false').optional(),
};

const pattern = z.string('must be a regular expression in quotes').superRefine((text, context) => {
  const message = patternProblem(text);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const duration = z
  .string('must be a duration such as 90m or 1h30m')
  .refine((text) => parseDurationMs(text) !== undefined, 'must be a duration such as 90m or 1h30m');

/**
 * YAML parses `choices: [8, 16]` as numbers. A whole number has one spelling, so converting it to
 * text loses nothing.
 */
const choice = z
  .union([z.string(), z.int().transform(String)], 'must be text in quotes')
  .refine((text) => text !== '', 'must not be empty');

const text = z.string('must be text in quotes');

const number = z.number('must be a number');

const integer = z.int('must be a whole number');

export const definition = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      ...common,
      type: z.literal('string'),
      default: text.optional(),
      pattern: pattern.optional(),
    }),
    z.strictObject({
      ...common,
      type: z.literal('number'),
      default: number.optional(),
      min: number.optional(),
      max: number.optional(),
    }),
    z.strictObject({
      ...common,
      type: z.literal('integer'),
      default: integer.optional(),
      min: integer.optional(),
      max: integer.optional(),
    }),
    z.strictObject({
      ...common,
      type: z.literal('boolean'),
      default: z.boolean('must be true or false').optional(),
    }),
    z.strictObject({
      ...common,
      type: z.literal('choice'),
      default: choice.optional(),
      choices: z
        .array(choice, 'must be a list')
        .min(1, 'must have at least one entry')
        .max(mostChoices, `must have at most ${mostChoices} entries`),
    }),
    z.strictObject({
      ...common,
      type: z.literal('duration'),
      default: duration.optional(),
      min: duration.optional(),
      max: duration.optional(),
    }),
    z.strictObject({
      ...common,
      type: z.literal('list'),
      default: z.array(text, 'must be a list').optional(),
      pattern: pattern.optional(),
    }),
  ],
  { error: sayNotDefinition },
);

/** The types that a parameter may have. */
export const parameterTypes: readonly string[] = definition.options.map(
  (option) => option.shape.type.value,
);

export const settings = [
  ...new Set(definition.options.flatMap((option) => Object.keys(option.shape))),
];

function sayNotDefinition(issue: { readonly code?: string; readonly input?: unknown }): string {
  const type = z.object({ type: z.string() }).safeParse(issue.input);
  if (issue.code !== 'invalid_union') return 'must be a mapping with a `type`';
  if (!type.success) return `must be ${nameAll(parameterTypes, 'or')}`;
  return `must be ${nameAll(parameterTypes, 'or')}, not ${quote(type.data.type)}.${didYouMean(type.data.type, parameterTypes)}`;
}
