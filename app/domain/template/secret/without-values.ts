// What an approver sees of a spec: all of it but what a job is given at its start. Values of env,
// command and args often carry what isn't for everybody, and not all of that looks like a secret.

import type { CustomJobBody } from '../../job/job.ts';
import { redacted } from '../../secret/redact.ts';
import { isMapping } from '../../spec/tree.ts';

/** The body with the names of env variables and without their values, commands and arguments. */
export function withoutValues(body: CustomJobBody): CustomJobBody {
  return { ...body, jobSpec: hideIn(body.jobSpec) };
}

const given: readonly string[] = ['env', 'command', 'args'];

function hideIn(mapping: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(mapping).map(([key, value]): [string, unknown] => [
    key,
    given.includes(key) ? hideGiven(value) : hideBelow(value),
  ]);
  return Object.fromEntries(entries);
}

function hideBelow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideBelow);
  return isMapping(value) ? hideIn(value) : value;
}

/** How many there are, and the name of each that has one. */
function hideGiven(value: unknown): unknown {
  return Array.isArray(value) ? value.map(hideOne) : redacted;
}

function hideOne(one: unknown): unknown {
  const name = isMapping(one) ? one['name'] : undefined;
  return typeof name === 'string' ? { name, value: redacted } : redacted;
}
