import { parseParameter, type ParsedParameter } from './parameter-value.ts';
import type { Parameter } from './parameter.ts';
import { givesSecret } from './secret.ts';

/**
 * Parses the value given for a parameter. It is stored, shown in the thread and sent as it is, so
 * it must not be a secret unless the template contains it anyway. The problem is a whole sentence
 * that never quotes the value.
 */
export function readGiven(
  parameter: Parameter,
  given: string | readonly string[],
): ParsedParameter {
  const parsed = parseParameter(parameter, given);
  if (!parsed.ok || !givesSecret(parameter.name, parsed.value)) return parsed;
  const own = [parameter.default, ...(parameter.type === 'choice' ? parameter.choices : [])];
  const isOwn = own.some((value) => JSON.stringify(value) === JSON.stringify(parsed.value));
  return isOwn ? parsed : { ok: false, problem: sayGivesSecret(parameter.name) };
}

function sayGivesSecret(name: string): string {
  return `\`${name}\` was given what looks like a secret, and everyone who may see the job would see it: keep it in Secret Manager, and let the job’s service account read it there.`;
}
