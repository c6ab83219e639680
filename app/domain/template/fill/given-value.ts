import type { FillTrouble } from './fill-problem.ts';
import { parseParameter, type ParameterValue } from '../parameter-value.ts';
import type { Parameter } from '../parameter.ts';
import { givesSecret } from '../secret/secret.ts';

type GivenValue =
  | { readonly ok: true; readonly value: ParameterValue }
  | { readonly ok: false; readonly problem: FillTrouble };

/**
 * Parses the value given for a parameter. It is stored, shown in the thread and sent as it is, so
 * it must not be a secret unless the template contains it anyway. The problem never quotes the
 * value.
 */
export function readGiven(parameter: Parameter, given: string | readonly string[]): GivenValue {
  const parsed = parseParameter(parameter, given);
  if (!parsed.ok || !givesSecret(parameter.name, parsed.value)) return parsed;
  const own = [parameter.default, ...(parameter.type === 'choice' ? parameter.choices : [])];
  const isOwn = own.some((value) => JSON.stringify(value) === JSON.stringify(parsed.value));
  return isOwn ? parsed : { ok: false, problem: { kind: 'secret-given', name: parameter.name } };
}
