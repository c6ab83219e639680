// One finding of `doctor` in a line: what was checked, the result, and the remedy.

import type { Finding } from '../../app/domain/doctor/checkup.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { readsPerMinute } from '../../app/domain/job/poll-pace.ts';
import { hangingReads, pollRemedy } from './poll-remedy.ts';
import { withoutEnd } from '../../app/domain/text/without-end.ts';
import { overdueParts, parkedParts, stuckParts, unheardParts, unseenParts } from './backlog.ts';
import { opsParts } from './ops.ts';
import { policyParts } from './policy.ts';
import { sizesParts } from './sizes.ts';
import { lockedBy, sayScope } from '../kit/lock.ts';
import { sayUseProblem } from '../job/use.ts';
import { quote, quoteCode, say, sentenceLine, shortSentence, type Line } from '../kit/rich.ts';
import { skippedParts } from '../template/skipped.ts';
import { sayTroubles } from '../template/text-problem.ts';

type Of<About extends Finding['about']> = Extract<Finding, { about: About }>;

/** The text of a finding, without its grade. */
export function findingLine(finding: Finding): Line {
  switch (finding.about) {
    case 'account':
      return accountParts(finding);
    case 'scopes':
      return scopeParts(finding);
    case 'messages':
      return [
        say(
          'Direct messages to me do not arrive, so commands there need a slash: the app has an older manifest, without the event message.im. Paste the current manifest.yml at api.slack.com/apps and reinstall the app.',
        ),
      ];
    case 'channel':
      return channelParts(finding);
    case 'ops':
      return opsParts(finding);
    case 'target':
      return targetParts(finding);
    case 'odd':
      return oddParts(finding);
    case 'pace':
      return paceParts(finding);
    case 'use':
      return useParts(finding);
    case 'templates':
      return templatesParts(finding);
    case 'template':
      return [
        say('Template '),
        quote(finding.file),
        say(': '),
        ...shortSentence(sayTroubles(finding.problems), 400),
        say(' Once it is mended it is read again by itself.'),
      ];
    case 'skipped':
      return [say('Passed over among the templates: '), ...skippedParts(finding.files), say('.')];
    case 'template-secret':
      return secretParts(finding);
    case 'policy':
    case 'policy-refused':
    case 'policy-warnings':
    case 'policy-access':
    case 'policy-replicas':
    case 'policy-templates':
    case 'policy-groups':
      return policyParts(finding);
    case 'locks':
      return lockParts(finding);
    case 'outbox':
      return outboxParts(finding);
    case 'parked':
      return parkedParts(finding.thread, finding.forMs);
    case 'stuck':
      return stuckParts(finding.launch, finding.forMs);
    case 'overdue':
      return overdueParts(finding.cancel, finding.forMs);
    case 'unheard':
      return unheardParts(finding.guard, finding.forMs);
    case 'unseen':
      return unseenParts(finding);
    case 'database':
      return databaseParts(finding);
    case 'sizes':
      return sizesParts(finding.sizes);
    case 'clock':
      return clockParts(finding);
  }
}

/** Foreign text inside a sentence: shortened, without its full stop. */
const why = (text: string) => quote(withoutEnd(text), 300);

/** The oldest is named; `lock` alone lists them all. */
function lockParts({ locks: [first, ...others] }: Of<'locks'>): Line {
  if (first === undefined) return [];
  return [
    say('Locked: '),
    ...sentenceLine(sayScope(first.scope)),
    say(' '),
    ...lockedBy(first),
    ...(others.length === 0 ? [] : [say(`; and ${others.length} more`)]),
    say('. '),
    quoteCode('lock'),
    say(' alone lists what is locked.'),
  ];
}

function useParts({ check: { project, problem } }: Of<'use'>): Line {
  return problem === undefined
    ? [say('The use of GPUs in '), quote(project), say(' can be read.')]
    : [
        say('The use of GPUs in '),
        quote(project),
        say(' is not known, so no guard holds a job to it. '),
        ...sentenceLine(sayUseProblem(problem)),
      ];
}

function accountParts({ account, grade }: Of<'account'>): Line {
  if (!account.ok) {
    const remedy =
      grade === 'problem'
        ? '. Set the current token of the installed app (SLACK_BOT_TOKEN) and restart me.'
        : '. Ask again in a minute.';
    return [say('Slack: '), why(account.failure.message), say(remedy)];
  }
  const { botName, teamName, mode, connected } = account.value;
  const way = mode === 'socket' ? 'Socket Mode' : 'signed HTTP';
  return [
    say('Slack knows me as @'),
    quote(botName),
    say(' of '),
    quote(teamName),
    say(
      connected
        ? `, over ${way}.`
        : ', but there is no Socket Mode connection: I connect again by myself; if it lasts, check SLACK_APP_TOKEN.',
    ),
  ];
}

function scopeParts({ missing }: Of<'scopes'>): Line {
  if (missing === undefined) {
    return [say('Scopes: Slack did not say which my token has; compare them with manifest.yml.')];
  }
  return missing.length === 0
    ? [say('Scopes: all that manifest.yml asks for.')]
    : [
        say('Scopes missing: '),
        quote(missing.join(', '), 300),
        say('. Paste the current manifest.yml at api.slack.com/apps and reinstall the app.'),
      ];
}

function channelParts({ check, botName, grade }: Of<'channel'>): Line {
  const remedy =
    grade === 'problem' ? '. Mend the token and its scopes.' : '. Ask again in a minute.';
  if (!check.ok) return [say('Here: '), why(check.failure.message), say(remedy)];
  switch (check.value) {
    case 'member':
      return [say('Here: I can post.')];
    case 'joinable':
      return [say('Here: I can post; I join this public channel at its first launch.')];
    case 'archived':
      return [say('Here: the channel is archived, so I can’t post. Unarchive it.')];
    case 'invisible':
      return [
        say('Here: I’m not in this conversation, so I can’t post. Type '),
        quoteCode(`/invite @${botName ?? '…'}`),
        say(', or launch from another channel.'),
      ];
  }
}

function targetParts({
  target: { target, problem, projectNumber },
  grade,
  ageMs,
}: Of<'target'>): Line {
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
          ? ` has gone dark for ${age}`
          : ` was read ${age} ago`,
    ),
    ...(problem === undefined
      ? []
      : [say(grade === 'warning' ? '; the last try failed: ' : ': '), why(problem)]),
    say('. '),
    ...(remedy === undefined ? [] : [say(`${remedy} `)]),
    say('Project number: '),
    quote(number),
    say('.'),
  ];
}

function oddParts({ target, odd: { count, names } }: Of<'odd'>): Line {
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

function paceParts({ target, pace }: Of<'pace'>): Line {
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

function staleRemedy(grade: Of<'target'>['grade']): string | undefined {
  if (grade === 'ok') return undefined;
  return grade === 'unknown' ? 'Ask again in a minute.' : hangingReads;
}

function templatesParts({ count = 0, why: failure }: Of<'templates'>): Line {
  if (failure !== undefined) {
    return [say('Templates: '), why(failure), say('. See the database.')];
  }
  return [
    say(
      count === 0
        ? 'Templates: there are none. Put YAML files into TEMPLATES_DIR, or save one in Slack.'
        : `Templates: ${count} can be launched.`,
    ),
  ];
}

/** More places than this are only counted. */
const mostPlaces = 3;

/** Where a secret is, never what it is. */
function secretParts({ name, origin, places, isRefused }: Of<'template-secret'>): Line {
  const more = places.length - mostPlaces;
  const shown = places
    .slice(0, mostPlaces)
    .flatMap((place, nth): Line => [say(nth === 0 ? ' in ' : ', '), quoteCode(place, 120)]);
  return [
    say('Template '),
    quoteCode(name),
    ...(origin === 'Slack' ? [] : [say(' ('), quote(origin), say(')')]),
    say(' seems to hold a secret'),
    ...shown,
    say(more > 0 ? ` and ${more} more place${more === 1 ? '' : 's'}. ` : '. '),
    say(
      `I show it to nobody, but ${seenBy(origin, isRefused)}: keep it in Secret Manager instead.`,
    ),
  ];
}

function seenBy(origin: string, isRefused = false): string {
  if (!isRefused) return 'it goes into every job';
  return origin === 'Slack' ? 'it stays in its history' : 'whoever can read the file sees it';
}

function outboxParts({ waiting, oldestMs, grade }: Of<'outbox'>): Line {
  if (waiting === 0 || oldestMs === undefined) return [say('Outbox: nothing waits to be told.')];
  const updates = waiting === 1 ? '1 update waits' : `${waiting} updates wait`;
  const remedy =
    grade === 'ok' ? '' : ' They go out by themselves once Slack takes them: see what is parked.';
  return [say(`Outbox: ${updates} to be told, for up to ${formatDuration(oldestMs)}.${remedy}`)];
}

function databaseParts({ database, why: failure }: Of<'database'>): Line {
  if (failure === undefined) return [say(`Database: ${database} answers.`)];
  return [
    say(`Database: ${database} does not answer (`),
    quote(failure),
    say('), so targets and what waits are not known. Check DATABASE_URL and its server or disk.'),
  ];
}

function clockParts({ skewMs, grade }: Of<'clock'>): Line {
  if (skewMs === undefined) {
    return [say('Clock: not compared with Google’s yet. Ask again after a good poll.')];
  }
  const off = formatDuration(Math.max(1, Math.ceil(Math.abs(skewMs) / 1_000)) * 1_000);
  if (grade === 'ok') return [say(`Clock: within ${off} of Google’s.`)];
  return [
    say(
      `Clock: mine is ${off} ${skewMs > 0 ? 'behind' : 'ahead of'} Google’s. Set this machine’s clock (NTP).`,
    ),
  ];
}
