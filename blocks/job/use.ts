// The use of a job's GPUs: averages, and a line of block characters for each replica. Slack's own
// charts need a value for each point in time, so they can't show what isn't known
// (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block).

import { times } from '../../app/domain/cost/money.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { jobCost } from '../../app/domain/launch/run-cost.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { idleBelow } from '../../app/domain/use/run-use.ts';
import type { ShownUse, UseProblem } from '../../app/domain/use/shown-use.ts';
import { gapSign, type ReplicaUse } from '../../app/domain/use/use-summary.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import { withoutEnd } from '../../app/domain/text/without-end.ts';
import { spentWords } from './cost.ts';
import type { OfKind, WordsByKind } from '../kit/words-by-kind.ts';
import { oneLine } from '../kit/foreign.ts';
import { percent } from '../kit/percent.ts';
import { preformatted, say, sentenceLine, time, type Line } from '../kit/rich.ts';

/** More replicas are only counted: the least used matter. */
const mostReplicas = 6;
/** Room for a replica's name beside its chart on a phone; names with labels are longer. */
const longestName = 40;
const longestChart = 4_000;

const problems: WordsByKind<UseProblem> = {
  'use-forbidden': ({ project }) =>
    sentence`The bot’s account may not read Cloud Monitoring in \`${project}\`: give it \`roles/monitoring.viewer\` there.`,
  'monitoring-not-enabled': ({ project }) =>
    sentence`Cloud Monitoring is not enabled in \`${project}\`: enable monitoring.googleapis.com there.`,
  'use-not-read': ({ why }) => sentence`${withoutEnd(why)}. Try again in a minute.`,
  'use-unreadable': () => sentence`Cloud Monitoring sent some of it in a form I can’t read.`,
  'no-use-points': ({ isOver }) =>
    isOver
      ? sentence`Cloud Monitoring has no points of it.`
      : sentence`Cloud Monitoring has no points of it yet; they come some minutes late.`,
};

/** Why the use of GPUs isn't known, with the remedy if a person can do something. */
export function sayUseProblem<Kind extends UseProblem['kind']>(
  one: OfKind<UseProblem, Kind>,
): Sentence {
  return problems[one.kind](one);
}

/** The use over the last hours, or why it isn't known; nothing if there is nothing to tell. */
export function useLines(use: ShownUse | undefined, now: number): readonly Line[] {
  if (use === undefined) return [];
  if (use.kind === 'not-known') {
    return [[say('The use of its GPUs is not known. '), ...sentenceLine(sayUseProblem(use.why))]];
  }
  const { summary, isOfSeveral } = use;

  const shown = summary.replicas.slice(0, mostReplicas);
  const more = summary.replicas.length - shown.length;
  return [
    headline(use, now),
    [preformatted(chart(shown), longestChart)],
    ...(more === 0 ? [] : [[say(`These are the least used; ${more} more are not shown.`)]]),
    ...(shown.some(({ chart: line }) => line.includes(gapSign))
      ? [[say(`${gapSign} stands for a time without points.`)]]
      : []),
    ...(isOfSeveral ? [[say('Cloud Monitoring tells one value for all GPUs of a replica.')]] : []),
  ];
}

function headline({ summary, isOver }: Extract<ShownUse, { kind: 'known' }>, now: number): Line {
  const { span, average, known, replicas, asOf } = summary;
  const lasted = formatDuration(span.untilMs - span.fromMs);
  const others =
    known === replicas.length
      ? '.'
      : `, on ${known} of ${replicas.length} replicas; the others have no points, so theirs is not known.`;
  return [
    say(`Use of its GPUs over ${isOver ? 'its' : 'the'} last ${lasted}: `),
    say(`${percent(average)} on average`),
    ...(asOf === undefined ? [] : [say(' as of '), time(asOf, now)]),
    say(others),
  ];
}

/** Replicas under each other: name, chart, average. */
export function chart(replicas: readonly ReplicaUse[]): string {
  const names = replicas.map(({ name }) => oneLine(name, longestName));
  const width = names.reduce((most, name) => Math.max(most, name.length), 0);
  return replicas
    .map(({ average, chart: line }, index) =>
      [(names[index] ?? '').padEnd(width), percent(average).padStart(4), line].join(' '),
    )
    .join('\n');
}

/** `86%`, or `86% on 1 of 3` where the other replicas have no points. */
export function averageUse({ summary }: Extract<ShownUse, { kind: 'known' }>): string {
  const { average, known, replicas } = summary;
  const of = known === replicas.length ? '' : ` on ${known} of ${replicas.length}`;
  return `${percent(average)}${of}`;
}

/**
 * What several jobs' averages are of, as of when, and why one isn't known: each reason once. `sign`
 * stands for what isn't known.
 */
export function averageNotes(
  uses: readonly ShownUse[],
  { now, sign }: { readonly now: number; readonly sign?: string },
): readonly Line[] {
  if (uses.length === 0) return [];
  const points = uses.flatMap((use) => (use.kind === 'known' ? (use.summary.asOf ?? []) : []));
  const reasons = new Map(
    uses.flatMap((use) => {
      if (use.kind === 'known') return [];
      const said = sayUseProblem(use.why);
      return [[JSON.stringify(said), said] as const];
    }),
  );
  const legend = reasons.size === 0 || sign === undefined ? undefined : `${sign}: not known.`;
  const isAnyKnown = uses.some(({ kind }) => kind === 'known');
  const asOf: Line =
    points.length === 0 ? [] : [say(', as of '), time(Math.min(...points), now), say(' or later')];
  const end = legend === undefined ? '.' : `. ${legend}`;
  return [
    ...(isAnyKnown
      ? [[say('GPU use: on average in the last hours'), ...asOf, say(end)]]
      : legend === undefined
        ? []
        : [[say(`GPU use ${legend}`)]]),
    ...[...reasons.values()].slice(0, mostReasons).map((said) => sentenceLine(said)),
  ];
}

const mostReasons = 3;

/** The use over a run that ended, with what the idle time cost where that is known. */
export function runUseLine(update: Extract<Update, { kind: 'run-use' }>, card: CardView): Line {
  const { average, idleShare, alike } = update;
  const run = jobCost(card.launch.estimate, card.job);
  const idle =
    alike && run?.known === true && idleShare > 0
      ? spentWords({ ...run, amount: times(run.amount, idleShare) })
      : '';
  return [
    say(
      `Use of its GPUs over the run: ${percent(average)} on average; ${percent(idleShare)} of their time under ${percent(idleBelow)}${idle}.`,
    ),
  ];
}
