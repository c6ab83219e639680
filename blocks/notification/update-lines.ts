// The lines of each update in a thread: the one table of these words, in the past tense.

import { approvalLines } from './approval-reply.ts';
import { tellsOfWaiting, type Advice } from '../../app/domain/notification/advice.ts';
import { calledFor, type CardView } from '../../app/domain/launch/card.ts';
import { ownerOf } from '../../app/domain/launch/launch.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import type { RenderContext } from '../kit/context.ts';
import { changeLines } from './change.ts';
import { cancelledLines, extendedLines, triedLines, warningLines } from './guard-reply.ts';
import { nextRungLines } from '../guard/ladder.ts';
import { launchedLines } from './launch-reply.ts';
import { bounds } from '../kit/limits.ts';
import { biggerLines } from './bigger.ts';
import { elsewhereLines } from './elsewhere.ts';
import { failureLines } from '../job/failure.ts';
import { tailLines } from './log-lines.ts';
import { blockedBy } from '../policy/blocking.ts';
import { lockedBy } from '../kit/lock.ts';
import { watchedLines } from '../job/origin.ts';
import { runUseLine } from '../job/use.ts';
import { handleLink } from '../job/rerun.ts';
import { duplicatesLine } from './duplicates.ts';
import { stateInside } from '../job/state-words.ts';
import {
  call,
  channel,
  quote,
  quoteCode,
  say,
  time,
  user,
  type Line,
  type Part,
} from '../kit/rich.ts';

/** The lines of one update. */
export function updateLines(
  update: Update,
  card: CardView,
  advice: Advice,
  context: RenderContext,
): readonly Line[] {
  const { now } = context;
  switch (update.kind) {
    case 'job':
      return [
        ...changeLines(update.change, { ...card, advice }, now),
        ...(update.change.error === undefined
          ? []
          : [...elsewhereLines(advice.elsewhere), ...biggerLines(advice)]),
      ];
    case 'log-tail':
      return tailLines(update.lines);
    case 'run-use':
      return [runUseLine(update, card)];
    case 'launched':
      return launchedLines(card, update, context);
    case 'watched':
      return watchedLines(card, update);
    case 'rerun':
      return [
        [
          user(update.by),
          say(' launched it again as '),
          handleLink(update, context),
          ...(update.channel === (card.watched?.channel ?? card.launch.requester.channel)
            ? []
            : [say(' in '), channel(update.channel)]),
          say('.'),
        ],
      ];
    case 'launch-failed':
      return [
        [call(calledFor(card)), say(' Vertex refused the launch, so nothing is running.')],
        ...failureLines(update.failure, card.launch, advice),
        ...elsewhereLines(advice.elsewhere),
      ];
    case 'launch-locked':
      return [
        [
          call(calledFor(card)),
          say(' A lock came first, so nothing was sent to Vertex and nothing runs. Locked '),
          ...lockedBy(update.lock),
        ],
      ];
    case 'approval-asked':
    case 'approval-reminder':
    case 'approval-decided':
      return approvalLines(card, update);
    case 'launch-blocked':
      return [
        [
          call(calledFor(card)),
          say(' This launch was stopped before anything was sent to Vertex, so nothing runs'),
          ...blockedBy(update.why),
        ],
      ];
    case 'launch-in-doubt':
      return [
        [
          say(
            'Vertex’s answer to the launch is uncertain, so a job may or may not be running. I am looking for it and will not send the launch again.',
          ),
        ],
        ...failureLines(update.failure, card.launch, advice),
      ];
    case 'launch-unknown':
      return [
        [
          call(calledFor(card)),
          say(
            ` I looked ${update.looks} times and found no job of this launch. Most likely none was made, but I can’t be certain: check the console before launching again.`,
          ),
        ],
        ...(update.failure === undefined ? [] : failureLines(update.failure, card.launch, advice)),
      ];
    case 'launch-late':
      return [duplicatesLine(update, card)];
    case 'launch-cancelled':
      return [
        [
          ...(update.by === ownerOf(card.launch) ? [] : [call(calledFor(card)), say(' ')]),
          user(update.by),
          say(update.withdrawn === true ? ' withdrew' : ' cancelled'),
          say(' the launch before anything was sent to Vertex'),
          ...why(update.reason),
          say('. Nothing ran.'),
        ],
      ];
    case 'launch-dropped':
      return [
        [
          user(update.by),
          ...(update.again === undefined
            ? [say(' settled this launch: it')]
            : [say(' launched it again as '), quoteCode(update.again), say(': this one')]),
          say(' is followed no more, unless its job turns up after all.'),
        ],
      ];
    case 'next-rung':
      return nextRungLines(card, update);
    case 'guard-warning':
      return [
        ...warningLines(card, update, now),
        ...(tellsOfWaiting(update) ? elsewhereLines(advice.elsewhere) : []),
      ];
    case 'guard-dry-run':
      return triedLines(card, update);
    case 'guard-extended':
      return extendedLines(update);
    case 'cancel-asked':
      if (update.guard !== undefined) {
        return cancelledLines(card, update.guard, update.makesWay === true);
      }
      return [
        [
          user(update.by),
          say(' asked to cancel'),
          ...why(update.reason),
          say(
            update.waitsForJob
              ? '. The launch is uncertain, so I cancel its job as soon as I find it.'
              : '.',
          ),
        ],
      ];
    case 'cancel-refused':
      return [
        [
          call(calledFor(card)),
          say(' Vertex refused the cancel, so the job goes on: cancel it in the console.'),
        ],
        ...failureLines(update.failure, card.launch, advice),
      ];
    case 'cancel-overdue':
      return [
        [
          call(calledFor(card)),
          say(' The cancel asked for at '),
          time(update.askedAt, now),
          say(' has not ended the job yet'),
          ...(update.state === undefined
            ? [say(': its launch is still uncertain.')]
            : [
                say(': it is still '),
                ...stateInside(update.state),
                say('. I keep watching it; the console shows what it waits for.'),
              ]),
        ],
        ...(update.failure === undefined ? [] : failureLines(update.failure, card.launch, advice)),
      ];
  }
}

function why(reason: string | undefined): readonly Part[] {
  return reason === undefined || reason === '' ? [] : [say(': '), quote(reason, bounds.reason)];
}
