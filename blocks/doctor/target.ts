// What doctor found of targets: how they are read, and how often.

import { quoteReason } from '../kit/reason.ts';
import type { FindingOf } from '../../app/domain/doctor/checkup.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { readsPerMinute } from '../../app/domain/job/poll-pace.ts';
import { hangingReads, pollRemedy } from './poll-remedy.ts';
import { sayUseProblem } from '../job/use.ts';
import { quote, say, sentenceLine, type Line } from '../kit/rich.ts';

export function useParts({ check: { project, problem } }: FindingOf<'use'>): Line {
  return problem === undefined
    ? [say('The use of GPUs in '), quote(project), say(' can be read.')]
    : [
        say('The use of GPUs in '),
        quote(project),
        say(' is not known, so no guard holds a job to it. '),
        ...sentenceLine(sayUseProblem(problem)),
      ];
}

export function targetParts({
  target: { target, problem, projectNumber },
  grade,
  ageMs,
}: FindingOf<'target'>): Line {
  const age = ageMs === undefined ? undefined : formatDuration(ageMs);
  const number = projectNumber === undefined ? 'not known yet' : projectNumber;
  const remedy = problem === undefined ? staleRemedy(grade) : pollRemedy(problem);
  return [
    say('Vertex '),
    quote(formatTarget(target)),
    say(
      age === undefined
        ? problem === undefined
          ? ' was not read yet'
          : ' was never read'
        : grade === 'problem'
          ? ` has been unreachable for ${age}`
          : ` was read ${age} ago`,
    ),
    ...(problem === undefined
      ? []
      : [say(grade === 'warning' ? '; the last try failed: ' : ': '), quoteReason(problem)]),
    say('. '),
    ...(remedy === undefined ? [] : [say(`${remedy} `)]),
    say('Project number: '),
    quote(number),
    say('.'),
  ];
}

export function oddParts({ target, odd: { count, names } }: FindingOf<'odd'>): Line {
  const entries = count === 1 ? '1 job' : `${count} jobs`;
  return [
    say('Vertex '),
    quote(formatTarget(target)),
    say(` lists ${entries} in a form I can’t read: `),
    quote(names.join(', '), 300),
    say(
      `${count > names.length ? ' and more' : ''}. I don’t watch ${count === 1 ? 'it' : 'them'}; all others go on. Look in the console, and update me if there is a newer version.`,
    ),
  ];
}

export function paceParts({ target, pace }: FindingOf<'pace'>): Line {
  const { everyMs, tickMs, jobs, reads, share, slowMs } = pace;
  const some = (count: number, what: string) =>
    `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
  const often = ` is read about every ${formatDuration(everyMs)}, not every ${formatDuration(tickMs)}: `;
  const reason =
    slowMs === undefined
      ? `a look at its ${some(jobs, 'job')} takes ${some(reads, 'request')}, and I keep within ${share}% of Google’s ${readsPerMinute} reads a minute (VERTEX_SHARE). Cancels and jobs just launched are looked at sooner.`
      : 'it refused reads (429). Each good look shortens that again. If it lasts, find out who else reads there, lower VERTEX_SHARE, or ask Google for more reads a minute.';
  return [say('Vertex '), quote(formatTarget(target)), say(often + reason)];
}

function staleRemedy(grade: FindingOf<'target'>['grade']): string | undefined {
  if (grade === 'ok') return undefined;
  return grade === 'unknown' ? 'Ask again in a minute.' : hangingReads;
}
