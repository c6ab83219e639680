import type { Advice } from '../../app/domain/notification/advice.ts';
import { actor } from '../kit/actor.ts';
import { calledFor, type CardView } from '../../app/domain/launch/card.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { guardActor } from '../../app/domain/guard/guard.ts';
import type { Cancel } from '../../app/domain/launch/cancel.ts';
import { runCost } from '../../app/domain/launch/run-cost.ts';
import { attemptWords, runTimeOf } from '../../app/domain/job/run-time.ts';
import { isKnownState } from '../../app/domain/job/state.ts';
import type { JobChange } from '../../app/domain/job/tracked-job.ts';
import { spentWords } from '../job/cost.ts';
import { errorLines } from '../job/failure.ts';
import { runningText, waitingText } from './interruption.ts';
import { call, italic, say, time, type Line } from '../kit/rich.ts';
import { stateInside, statePhrase } from '../job/state-words.ts';
import { phaseLines } from '../job/timeline.ts';

/** A job’s card, and advice if the job failed. */
type ToldCard = CardView & { readonly advice: Advice };

/**
 * A change read this long after it happened was missed at the time (an outage), so it is told with
 * its time.
 */
const lateMs = 5 * 60_000;

/** One change of a job: what happened, after how long, and for an end the result. */
export function changeLines(
  change: Omit<JobChange, 'to'> & { readonly to: string },
  card: ToldCard,
  now: number,
): readonly Line[] {
  const lines = sentence(change, card);
  if (change.kind === 'gone' || change.observedAt - change.at <= lateMs) return lines;
  return [...lines, [italic('Told late: it happened at '), time(change.at, now), italic('.')]];
}

type Change = Parameters<typeof changeLines>[0];

function sentence(change: Change, card: ToldCard): readonly Line[] {
  if (change.kind === 'gone') {
    return [
      [
        call(calledFor(card)),
        say(' The job was deleted at Google before I could read how it ended. It was '),
        ...(change.from === undefined ? [say('in an unknown state')] : stateInside(change.from)),
        say(' when last seen.'),
      ],
    ];
  }
  if (change.kind === 'reason') {
    return [[say('Vertex has now given the reason:')], ...reason(change, card)];
  }
  return stateLines(change, card);
}

function stateLines(change: Change, card: ToldCard): readonly Line[] {
  switch (change.to) {
    case 'RUNNING':
      return [[say(runningText(change, card.job))]];
    case 'PENDING':
      return [[say(waitingText(change, 'provisioning'))]];
    case 'QUEUED':
      return [[say(waitingText(change, 'waiting for quota'))]];
    case 'SUCCEEDED':
      return card.cancel === undefined
        ? [[say(`Succeeded${took(change, card)}.`)], ...phases(change, card)]
        : [
            [
              call(askerOf(card, card.cancel)),
              say(` Succeeded before it could be cancelled,${took(change, card)}.`),
            ],
            ...phases(change, card),
          ];
    case 'FAILED':
      return failedLines(change, card);
    case 'CANCELLING':
      return [[say('Cancelling. It may still finish first.')]];
    case 'CANCELLED':
      return [[say(`Cancelled${took(change, card)}.`), ...askedBy(card)], ...phases(change, card)];
    case 'EXPIRED':
      return [
        [call(calledFor(card)), say(` Expired${took(change, card)}.`)],
        ...reason(change, card),
        ...phases(change, card),
      ];
    case 'PARTIALLY_SUCCEEDED':
      return [
        [call(calledFor(card)), say(` Partly succeeded${took(change, card)}.`)],
        ...reason(change, card),
        ...phases(change, card),
      ];
    case 'PAUSED':
      return [[say('Paused. It can be resumed.')]];
    case 'UPDATING':
      return [[say('Updating. It runs on afterwards.')]];
    default:
      return [
        [
          say('The job '),
          ...statePhrase(change.to),
          say(isKnownState(change.to) ? '.' : ', which is new to me.'),
        ],
      ];
  }
}

function failedLines(change: Change, card: ToldCard): readonly Line[] {
  const { cancel } = card;
  const lead = cancel === undefined ? ' Failed' : ' Failed before it could be cancelled,';
  const awaited: Line = [say('Vertex hasn’t given the reason yet. I’ll add it here.')];
  return [
    [call(calledFor(card)), say(`${lead}${took(change, card)}.`)],
    ...reason(change, card),
    ...(change.errorAwaited ? [awaited] : []),
    ...phases(change, card),
  ];
}

function reason({ error }: Change, { launch, advice }: ToldCard): readonly Line[] {
  return error === undefined ? [] : errorLines(error, launch, advice);
}

/** ` after 3 min, for about $0.05 at list price`. The phases say how long it waited. */
function took(change: Change, { launch, job }: CardView): string {
  const { createTime, endTime, at } = change;
  const end = endTime ?? at;
  const facts = factsOf(change, job);
  const run = runTimeOf(facts, end);
  if (run === undefined) return ` after ${formatDuration(end - createTime)} without running`;
  const spent = spentWords(runCost(launch.estimate, { ...facts, endedAt: at }));
  return ` after ${formatDuration(run.ms)}${attemptWords(run)}${spent}`;
}

/** The phases up to this end, in a line. */
const phases = (change: Change, { job }: CardView): readonly Line[] =>
  phaseLines(factsOf(change, job), change.at);

/** The job as of this change; with phases only if they are known up to it. */
export function factsOf(change: Change, job: CardView['job']) {
  const { to, at, createTime, startTime, endTime, restarts } = change;
  const known = job?.phases?.at(-1)?.state === to ? job.phases : undefined;
  return { state: to, stateSince: at, createTime, startTime, endTime, restarts, phases: known };
}

/** Who waits for a cancel’s end: whoever asked for it, or whom the job’s guard calls. */
function askerOf(card: CardView, { requester: { userId } }: Cancel): string {
  return userId === guardActor ? calledFor(card) : userId;
}

function askedBy({ cancel }: CardView): Line {
  if (cancel === undefined) return [say(' Not asked for here.')];
  return [say(' Asked for by '), actor(cancel.requester.userId), say('.')];
}
