import type { InputBlock, NumberInput, PlainTextInput, StaticSelect } from '@slack/types';
import { holdsSecret } from '../../app/domain/template/secret/hide-secrets.ts';
import { typedValue } from '../../app/domain/form/launch-form.ts';
import { describeValue, readStoredValue } from '../../app/domain/template/parameter-value.ts';
import type { Parameter } from '../../app/domain/template/parameter.ts';
import { fieldBlock, formIds, type FormKey } from '../kit/value/form-ids.ts';
import { limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';

/**
 * The field of a parameter, by its type. `earlier` is its initial value instead of the default.
 * `priced`: it affects the price, so Slack reports changes at once. `secrets`: other parameters'
 * values that must not be shown.
 */
export function parameterInput(
  parameter: Parameter,
  form: FormKey,
  earlier: unknown,
  { priced, secrets }: { readonly priced: boolean; readonly secrets: readonly string[] },
): InputBlock {
  const { name, description, default: fallback } = parameter;
  const start = readStoredValue(earlier) ?? fallback;
  const rule = describeValue(parameter).replaceAll('`', '');
  const hint = description === undefined ? rule : `${description} (${rule})`;
  return {
    type: 'input',
    block_id: fieldBlock(form, 'parameter', name),
    optional: fallback !== undefined,
    ...(priced ? { dispatch_action: true } : {}),
    label: plain(name, limits.label),
    hint: plain(hint, limits.label),
    element: heard(
      element(parameter, start === undefined ? undefined : typedValue(name, start, secrets)),
      priced,
    ),
  };
}

/** Typed text is reported on Enter: one payload per key would arrive out of order. */
function heard(field: Field, priced: boolean): Field {
  return priced && field.type !== 'static_select'
    ? { ...field, dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } }
    : field;
}

type Field = PlainTextInput | NumberInput | StaticSelect;

function element(parameter: Parameter, start: string | undefined): Field {
  switch (parameter.type) {
    case 'integer':
    case 'number':
      return numberInput(parameter, start);
    case 'boolean':
      return select(['true', 'false'], start);
    case 'choice':
      // A choice that is too long for an option, or secret, is typed instead.
      return parameter.choices.every((choice) => isOption(parameter.name, choice))
        ? select(parameter.choices, start)
        : textInput(start);
    case 'string':
    case 'duration':
    case 'list':
      return textInput(start);
  }
}

function isOption(name: string, choice: string): boolean {
  return choice.length <= limits.optionValue && !holdsSecret(name, choice);
}

/** Slack checks the bounds. A number without a plain spelling (5e-7) is a text field. */
function numberInput(
  { type, min, max }: Extract<Parameter, { type: 'integer' | 'number' }>,
  start: string | undefined,
): NumberInput | PlainTextInput {
  const isPlain = (text: string) => /^-?\d+(?:\.\d+)?$/.test(text);
  const bounds = { min_value: min?.toString(), max_value: max?.toString(), initial_value: start };
  const known = Object.entries(bounds).filter(([, text]) => text !== undefined);
  if (known.some(([, text = '']) => !isPlain(text))) return textInput(start);
  return {
    type: 'number_input',
    action_id: formIds.value,
    is_decimal_allowed: type === 'number',
    ...Object.fromEntries(known),
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

function textInput(start: string | undefined): PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: formIds.value,
    ...(start === undefined ? {} : { initial_value: start }),
  };
}
