// The words for the rules of a guard: its limits, what was measured, and who set them.

import { formatUsd } from '../../app/domain/cost/money.ts';
import type { GuardRule, Measure } from '../../app/domain/guard/guard.ts';
import type { GuardBreach } from '../../app/domain/notification/update.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { percent } from '../kit/percent.ts';

/** As exact as it is written, or two limits might look equal. */
const exact = (share: number): string => percent(share, 2);

/** A limit by itself: `12 h of running`. */
export function limitWords(measure: Measure): string {
  switch (measure.kind) {
    case 'duration':
      return `${formatDuration(measure.ms)} of running`;
    case 'cost':
      return `${formatUsd(measure.amount)} by list price`;
    case 'waiting':
      return `${formatDuration(measure.ms)} of waiting`;
    case 'silent':
      return `${formatDuration(measure.ms)} without a log line`;
    case 'idle':
      return `${idleWords(measure)} for ${formatDuration(measure.forMs)}`;
  }
}

function idleWords({
  below,
  share,
  from,
}: Pick<Extract<Measure, { kind: 'idle' }>, 'below' | 'share' | 'from'>): string {
  const whose = share === 1 ? 'GPUs' : `the GPUs of ${exact(share)} of its replicas`;
  return `${whose} below ${exact(below)}${from === 'start' ? ' from the start' : ''}`;
}

const sources: Readonly<Record<GuardRule['source'], string>> = {
  template: 'Its template’s guard allows',
  launch: 'It was launched with a limit of',
  policy: 'The policy allows',
};

/** What was measured, and the limit with who set it: two sentences, the last without its end. */
export function breachWords({ rule, measured }: GuardBreach): string {
  const allows = sources[rule.source];
  switch (measured.kind) {
    case 'time': {
      const [ms, limit] = [formatDuration(measured.ms), formatDuration(measured.limitMs)];
      const own = 'ms' in rule ? rule.ms : measured.limitMs;
      const added = measured.limitMs - own;
      const more = added > 0 ? `, and ${formatDuration(added)} were added` : '';
      return `It has ${doneWords[rule.kind] ?? 'run for'} ${ms}. ${allows} ${added > 0 ? formatDuration(own) : limit}${more}`;
    }
    case 'money': {
      const own = rule.kind === 'cost' ? rule.amount : measured.limit;
      const added = measured.limit - own;
      const more = added > 0n ? `, and ${formatUsd(added)} were added` : '';
      return `It has cost about ${formatUsd(measured.amount)} by list price. ${allows} ${formatUsd(own)}${more}`;
    }
    case 'use': {
      const lasted = formatDuration(measured.forMs);
      const limit = rule.kind === 'idle' ? formatDuration(rule.forMs) : lasted;
      const how = rule.kind === 'idle' ? ` with ${idleWords(rule)}` : '';
      return `Its GPUs were used ${percent(measured.average)} on average in the last ${lasted}. ${allows} ${limit}${how}`;
    }
  }
}

const doneWords: Readonly<Partial<Record<GuardRule['kind'], string>>> = {
  waiting: 'waited for',
  silent: 'logged nothing for',
};
