// One finding of `doctor` in a line: what was checked, the result, and the remedy.

import type { Finding, FindingOf } from '../../app/domain/doctor/checkup.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { overdueParts, parkedParts, stuckParts, unheardParts, unseenParts } from './backlog.ts';
import { opsParts } from './ops.ts';
import { policyParts } from './policy.ts';
import { sizesParts } from './sizes.ts';
import { lockedBy, sayScope } from '../kit/lock.ts';
import { quote, quoteCode, say, sentenceLine, shortSentence, type Line } from '../kit/rich.ts';
import { skippedParts } from '../template/skipped.ts';
import { sayTroubles } from '../template/text-problem.ts';
import { accountParts, scopeParts, channelParts } from './slack.ts';
import { targetParts, oddParts, paceParts, useParts } from './target.ts';
import { templatesParts, secretParts } from './template.ts';

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

/** The oldest is named; `lock` alone lists them all. */
function lockParts({ locks: [first, ...others] }: FindingOf<'locks'>): Line {
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

function outboxParts({ waiting, oldestMs, grade }: FindingOf<'outbox'>): Line {
  if (waiting === 0 || oldestMs === undefined) return [say('Outbox: nothing waits to be told.')];
  const updates = waiting === 1 ? '1 update waits' : `${waiting} updates wait`;
  const remedy =
    grade === 'ok' ? '' : ' They go out by themselves once Slack takes them: see what is parked.';
  return [say(`Outbox: ${updates} to be told, for up to ${formatDuration(oldestMs)}.${remedy}`)];
}

function databaseParts({ database, why: failure }: FindingOf<'database'>): Line {
  if (failure === undefined) return [say(`Database: ${database} answers.`)];
  return [
    say(`Database: ${database} does not answer (`),
    quote(failure),
    say('), so targets and what waits are not known. Check DATABASE_URL and its server or disk.'),
  ];
}

function clockParts({ skewMs, grade }: FindingOf<'clock'>): Line {
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
