// The card: one per job and channel, edited in place, and the only message in the channel.

import type { CardView } from '../../app/domain/launch/card.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import {
  isLive,
  wasOnlyAsked,
  type Launch,
  type LaunchState,
} from '../../app/domain/launch/launch.ts';
import { jobCost } from '../../app/domain/launch/run-cost.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import { askedLines, decidedLines, isAsked } from './approval.ts';
import { attemptLines } from '../guard/ladder.ts';
import { guardLines } from '../guard/guard-line.ts';
import { actor } from '../kit/actor.ts';
import { cardButtons, isMakingWay, makingWayWords } from './card-buttons.ts';
import type { RenderContext } from '../kit/context.ts';
import { costLines } from './cost.ts';
import { glanceLine, glanceOf } from './details.ts';
import { errorGlance, failureGlance } from './failure.ts';
import { emojiOf, headline } from './headline.ts';
import { blockedBy } from '../policy/blocking.ts';
import { lockedBy } from '../kit/lock.ts';
import { message, type Message } from '../kit/message.ts';
import { originParts, sourceParts } from './origin.ts';
import { poolLines } from './pools.ts';
import { handleLink } from './rerun.ts';
import { repetition } from '../kit/repetition.ts';
import {
  ago,
  quote,
  quoteBold,
  quoteCode,
  say,
  strong,
  time,
  user,
  type Line,
} from '../kit/rich.ts';

/** The card of a launch and, once it exists, its job. */
export function renderCard(
  view: CardView,
  context: RenderContext,
  possiblyRepeated = false,
): Message {
  const said = [
    title(view, context, true),
    ...mainLines(view, context),
    ...(possiblyRepeated ? [repetition] : []),
  ];
  const small = smallLines(view);
  return message(said, cardButtons(view, context), {
    small,
    heard: [title(view, context), ...said.slice(1), ...small],
  });
}

/** What the card says, without its buttons. */
export function cardLines(view: CardView, context: RenderContext): readonly Line[] {
  return [title(view, context), ...mainLines(view, context), ...smallLines(view)];
}

/** What stands in small print. Who approves has to see the machines and their price among the rest. */
const smallLines = (view: CardView): readonly Line[] => (isAsked(view) ? [] : machineLines(view));

/** Below the title: what went wrong, then where it came from, then what will happen to it. */
function mainLines(view: CardView, context: RenderContext): readonly Line[] {
  const { launch } = view;
  return [
    ...troubleLines(view, context.now),
    provenance(view, context),
    ...unreadLines(launch.body.jobSpec, launch.origin),
    ...attemptLines(view),
    ...guardLines(view),
    ...(isAsked(view)
      ? [...machineLines(view), ...askedLines(view, context)]
      : decidedLines(view, context.now)),
  ];
}

/** Machines, price and scheduling. */
function machineLines({ launch, job }: CardView): readonly Line[] {
  const glance = glanceOf(launch.body);
  return [
    ...costLines(launch.body.jobSpec, launch.estimate, jobCost(launch.estimate, job)),
    ...(glance.length === 0 ? [] : [glanceLine(glance)]),
  ];
}

/**
 * Its state and name: `🟢 Running since 12:06 (1 hour ago) · resnet`. What is heard or stays
 * elsewhere has no elapsed time, which only Slack keeps true.
 */
function title(view: CardView, context: RenderContext, withElapsed = false): Line {
  return [
    say(`${emojiOf(view)} `),
    ...headline(view, context.now),
    ...(withElapsed ? elapsedParts(view) : []),
    say(' · '),
    quoteBold(shownName(view.launch)),
    say('   '),
    quoteCode(view.launch.handle),
  ];
}

/** How long a live job has been in its state. Slack counts on without an edit. */
function elapsedParts({ job }: CardView): Line {
  if (job === undefined || job.gone || isTerminal(job.state)) return [];
  return [say(' ('), ago(job.stateSince), say(')')];
}

/**
 * Where it came from: `resnet-train v7 · launched by @ana · ml-prod / us-central1`. While it waits
 * for an approval, who asks.
 */
function provenance(view: CardView, context: RenderContext): Line {
  const { launch, rerunOf } = view;
  const target = quote(formatTarget(launch.target));
  const parts = isAsked(view)
    ? [
        user(launch.requester.userId),
        say(' asks to run '),
        ...sourceParts(launch),
        say(' in '),
        target,
      ]
    : [...originParts(view), say(' · '), target];
  if (rerunOf !== undefined) parts.push(say(' · re-run of '), handleLink(rerunOf, context));
  if (launch.maxTimeMs !== undefined) parts.push(...limitParts(view, launch.maxTimeMs));
  return parts;
}

/** When a job ends by itself. What only waits says how long it may run; what never ran, nothing. */
function limitParts(view: CardView, maxTimeMs: number): Line {
  const time = writeDuration(maxTimeMs);
  if (isAsked(view)) return [say(` · for ${time} at most`)];
  return wasOnlyAsked(view.launch) ? [] : [say(` · ends by itself after ${time}`)];
}

/** A watched job's spec is read once. If that failed, the card shows no machines. */
function unreadLines(
  jobSpec: Launch['body']['jobSpec'],
  origin: Launch['origin'],
): readonly Line[] {
  const isUnread = origin !== undefined && poolLines(jobSpec).length === 0;
  return isUnread ? [[say('What it runs on could not be read; the console shows it.')]] : [];
}

/** What isn't plain good news: why it waits, what isn't known, who asked to cancel. */
function troubleLines({ launch, job, cancel }: CardView, now: number): readonly Line[] {
  const lines: Line[] = [];
  if (launch.locked !== undefined) {
    lines.push([say('Refused before anything was sent: locked '), ...lockedBy(launch.locked)]);
  }
  if (launch.state === 'blocked') {
    lines.push([say('Refused before anything was sent'), ...blockedBy(launch.blocked)]);
  }
  if (job === undefined) lines.push(...sendingLines(launch));
  if (isMakingWay({ cancel }) && isLive({ launch, job })) {
    lines.push([say(`${makingWayWords}: the next attempt begins once this one has ended`)]);
  } else if (cancel?.state === 'accepted' && isLive({ launch, job })) {
    lines.push([
      say('Cancel asked for by '),
      actor(cancel.requester.userId),
      say(' at '),
      time(cancel.requestedAt, now),
      say(job === undefined ? ': it takes effect as soon as the job is found' : ''),
    ]);
  }
  if (job?.unreadable !== undefined) {
    lines.push([say('Can’t be read at present, so this may be old: '), quote(job.unreadable, 300)]);
  }
  if (job?.error !== undefined && isTerminal(job.state) && job.state !== 'CANCELLED') {
    lines.push(errorGlance(job.error, launch).map(strong));
  }
  return lines;
}

/** Why there is no job: what went wrong as it was sent. */
function sendingLines(launch: Launch): readonly Line[] {
  const { failure, state } = launch;
  if (failure === undefined) return [];
  const why = failureGlance(failure, launch);
  if (state === 'failed') return [[strong(say('Vertex refused it: ')), strong(why)]];
  const lead = sendingLeads.get(state);
  return lead === undefined ? [] : [[say(lead), why]];
}

const sendingLeads: ReadonlyMap<LaunchState, string> = new Map([
  ['accepted', 'Not sent yet, trying again: '],
  ['doubt', 'Looking for the job before anything is sent again. What went wrong: '],
  ['unknown', 'No job was found. What went wrong: '],
]);
