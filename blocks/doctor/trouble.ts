// Trouble of the bot itself, as the ops channel reads it, and its end.

import { quoteReason } from '../kit/reason.ts';
import type { TroubleAct } from '../../app/domain/notification/channel-act.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import type { RenderContext } from '../kit/context.ts';
import { quoteBold, quoteCode, say, time, type Line } from '../kit/rich.ts';
import { hangingReads, pollRemedy } from './poll-remedy.ts';

/** What is wrong, since when, what that means, and what to do; or that it is over. */
export function troubleLines(act: TroubleAct, context: RenderContext): readonly Line[] {
  const { trouble } = act;
  if (trouble.kind === 'unheard-guard') {
    return act.kind === 'trouble' ? unheardLines(trouble, act, context) : [heardLine(trouble, act)];
  }
  return act.kind === 'trouble' ? unreadLines(trouble, act, context) : [readLine(trouble, act)];
}

type Trouble = TroubleAct['trouble'];
type Unheard = Extract<Trouble, { kind: 'unheard-guard' }>;
type Unread = Extract<Trouble, { kind: 'unread-target' }>;
type Over = Extract<TroubleAct, { kind: 'trouble-over' }>;

/** The job is named by its handle only: who reads this may not see it. */
function unheardLines(
  { handle }: Unheard,
  { at, since = at }: TroubleAct,
  { now, command }: RenderContext,
): readonly Line[] {
  return [
    [
      say('🔇 No warning about '),
      quoteCode(handle),
      say(` could be delivered for ${formatDuration(Math.max(0, at - since))}, since `),
      time(since, now),
      say(': neither in its threads nor by direct message.'),
    ],
    [
      say(
        'The job nears or is past what its guard allows, and runs on: without a warning I stop nothing.',
      ),
    ],
    [
      say('Let me post where its card is, or look after the job yourself: '),
      quoteCode(`${command} status ${handle}`),
      say('. Admins see the channel in '),
      quoteCode(`${command} doctor`),
      say('.'),
    ],
  ];
}

function heardLine({ handle }: Unheard, act: Over): Line {
  const lasted = formatDuration(Math.max(0, act.at - (act.since ?? act.at)));
  switch (act.how) {
    case 'heard':
      return [
        say('✅ The warning about '),
        quoteCode(handle),
        say(` has now been delivered, after ${lasted}.`),
      ];
    case 'job-over':
      return [
        say('✅ The job of '),
        quoteCode(handle),
        say(` has ended, after ${lasted} in which no warning about it could be delivered.`),
      ];
    case 'moot':
    case 'read':
      return [
        say('✅ The guard of '),
        quoteCode(handle),
        say(
          ` has nothing to warn of now, after ${lasted}: it was extended, or its limits are others.`,
        ),
      ];
  }
}

function unreadLines(
  { target, problem }: Unread,
  { at, since }: TroubleAct,
  { now, command }: RenderContext,
): readonly Line[] {
  const remedy = problem === undefined ? hangingReads : pollRemedy(problem);
  return [
    [
      say('🙈 '),
      quoteBold(formatTarget(target)),
      ...(since === undefined
        ? [say(' was never read')]
        : [
            say(` has not been read for ${formatDuration(Math.max(0, at - since))}, since `),
            time(since, now),
          ]),
      ...(problem === undefined ? [say('.')] : [say(': '), quoteReason(problem), say('.')]),
    ],
    [
      say(
        'What I show of its jobs may be out of date, changes are told late, and no guard warns or stops anything there.',
      ),
    ],
    [
      ...(remedy === undefined ? [] : [say(`${remedy} `)]),
      say('How it stands: '),
      quoteCode(`${command} doctor`),
    ],
  ];
}

function readLine({ target }: Unread, act: Over): Line {
  return [
    say('✅ '),
    quoteBold(formatTarget(target)),
    say(
      act.since === undefined
        ? ' is read now, for the first time'
        : ` is read again, after ${formatDuration(Math.max(0, act.at - act.since))}`,
    ),
    say('. What changed meanwhile is told in the threads.'),
  ];
}
