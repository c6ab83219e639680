// A launch made from the spec of somebody's job may hold what only those who write templates may see and repeat.

import type { Answer } from '../domain/answer.ts';
import { formatTarget, type Target } from '../domain/job.ts';
import type { Asker, Launch } from '../domain/launch.ts';
import { decideNow, type DecideDeps } from './decide.ts';

/** What stands for the version of such a launch's template: no version of any other template has a slash. */
export function specVersion(target: Target): string {
  return formatTarget(target);
}

function isFromSpec({ template: { version } }: Launch): boolean {
  return version.includes('/');
}

/** Why this person may not repeat that launch; undefined: they may. Asked where nobody can wait for Slack: whoever is not known yet may not. */
export function mayNotRepeat(deps: DecideDeps, asker: Asker, launch: Launch): Answer | undefined {
  if (!isFromSpec(launch)) return undefined;
  const ruling = decideNow(deps, asker, 'template');
  if (ruling?.allowed === true) return undefined;
  if (ruling !== undefined) return { kind: 'refused', act: 'template', ...ruling };
  const problem = 'Slack has not told me yet who you are: try again in a moment.';
  return { kind: 'problem', problems: [problem] };
}
