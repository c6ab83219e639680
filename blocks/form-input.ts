import type { InputBlock, NumberInput, PlainTextInput, StaticSelect } from '@slack/types';
import { describeValue, readStoredValue } from '../app/domain/parameter-value.ts';
import type { Parameter } from '../app/domain/parameter.ts';
import { formIds, parameterBlock } from './form-ids.ts';
import { limits } from './limits.ts';
import { plain } from './plain.ts';
import { written } from './rerun.ts';

/** The field of a parameter, of the kind that suits its type; `earlier` is what it began with before, else its default. */
export function parameterInput(parameter: Parameter, earlier: unknown): InputBlock {
  const { name, description, default: fallback } = parameter;
  const start = readStoredValue(earlier) ?? fallback;
  const rule = describeValue(parameter).replaceAll('`', '');
  const hint = description === undefined ? rule : `${description} (${rule})`;
  return {
    type: 'input',
    block_id: parameterBlock(name),
    optional: fallback !== undefined,
    label: plain(name, limits.label),
    hint: plain(hint, limits.label),
    element: element(parameter, typed(start)),
  };
}

/** As it would be typed into a field: without the quotes that a command needs. */
function typed(value: unknown): string | undefined {
  return typeof value === 'string' ? value : written(value);
}

function element(
  parameter: Parameter,
  start: string | undefined,
): PlainTextInput | NumberInput | StaticSelect {
  switch (parameter.type) {
    case 'integer':
    case 'number':
      return numberInput(parameter, start);
    case 'boolean':
      return select(['true', 'false'], start);
    case 'choice':
      // What is longer than an option may be is typed.
      return parameter.choices.every((choice) => choice.length <= limits.optionValue)
        ? select(parameter.choices, start)
        : textInput(start);
    case 'string':
    case 'duration':
    case 'list':
      return textInput(start);
  }
}

/** Bounds are checked by the form already; a number that has no plain spelling (1e-9) starts empty, as its default. */
function numberInput(
  { type, min, max }: Extract<Parameter, { type: 'integer' | 'number' }>,
  start: string | undefined,
): NumberInput {
  const plainNumber = (text: string | undefined) =>
    text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text) ? text : undefined;
  const [initial, least, most] = [start, min?.toString(), max?.toString()].map(plainNumber);
  return {
    type: 'number_input',
    action_id: formIds.value,
    is_decimal_allowed: type === 'number',
    ...(initial === undefined ? {} : { initial_value: initial }),
    ...(least === undefined ? {} : { min_value: least }),
    ...(most === undefined ? {} : { max_value: most }),
  };
}

function select(values: readonly string[], start: string | undefined): StaticSelect {
  const options = values.map((value) => ({ text: plain(value, limits.optionText), value }));
  const initial = options.find(({ value }) => value === start);
  return {
    type: 'static_select',
    action_id: formIds.value,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** A longer start than a field may hold is left out: left empty, the field means what it would have said. */
function textInput(start: string | undefined): PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: formIds.value,
    ...(start === undefined || start === '' || start.length > limits.textInput
      ? {}
      : { initial_value: start }),
  };
}
