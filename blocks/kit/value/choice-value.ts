import { z } from 'zod';
import { readActionValue, writeActionValue, type ActionValue } from './button-values.ts';

/** The value of a button that launches again with another choice for one parameter. */
type ChoiceValue = ActionValue & { readonly parameter: string; readonly value: string };

/** Slack's limit. */
const longest = 2_000;

const schema = z.string().regex(/^[^ ]{1,100} [a-z][a-z0-9_]{0,200}=[^]{0,2000}$/);

/** The value as Slack carries it; undefined if it is too long. */
export function writeChoiceValue(choice: ChoiceValue): string | undefined {
  const { handle, token, parameter, value } = choice;
  const written = `${writeActionValue({ handle, token })} ${parameter}=${value}`;
  return written.length <= longest && readChoiceValue(written) !== undefined ? written : undefined;
}

/** Parses a value; undefined if it isn't the bot's. */
export function readChoiceValue(written: string): ChoiceValue | undefined {
  if (!schema.safeParse(written).success) return undefined;
  const space = written.indexOf(' ');
  const equals = written.indexOf('=', space);
  const action = readActionValue(written.slice(0, space));
  const parameter = written.slice(space + 1, equals);
  return action && { ...action, parameter, value: written.slice(equals + 1) };
}
