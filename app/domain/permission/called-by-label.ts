import type { Launch } from '../launch/launch.ts';
import type { PolicyRules } from './policy-rules.ts';

/**
 * Whom a policy file wants called for a watched job, by the exact value of one of its labels;
 * undefined: nobody. It is for being called alone: anybody can write labels, so they give no right
 * to the job.
 */
export function calledByLabel(
  { externalJobs }: Pick<PolicyRules, 'externalJobs'>,
  { origin, body }: Launch,
): string | undefined {
  if (externalJobs === undefined || origin !== 'watched') return undefined;
  const { label, people } = externalJobs;
  const value = new Map(Object.entries(body.labels ?? {})).get(label);
  return value === undefined ? undefined : people.get(value);
}
