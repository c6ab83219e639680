// A job's log for its requester: as much as one message holds, and where to read the rest.

import type { ActionsBlock } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { redacted } from '../../app/domain/secret/redact.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import { linkIds } from '../kit/value/button-values.ts';
import { linkButton } from '../job/card-buttons.ts';
import { nameParts } from '../job/job-line.ts';
import { limits } from '../kit/limits.ts';
import { thatFit, writeLog } from '../notification/log-lines.ts';
import { logsUrl } from '../kit/links.ts';
import { sayProblem } from './problem/problem.ts';
import { message, type Message } from '../kit/message.ts';
import {
  preformatted,
  quote,
  quoteCode,
  say,
  sentenceLine,
  time,
  type Line,
  type Part,
} from '../kit/rich.ts';

/** Room for log lines in a message, besides the text about them. */
const room = limits.blockText - 1_500;

/** The newest lines, or why there are none. */
export function renderLogs(answer: AnswerOf<'logs'>, now: number): Message {
  return message(
    answer.lines.length === 0 ? emptyLines(answer, now) : shownLines(answer, now),
    consoleButton(answer.card),
  );
}

/** Why the log can't be read, with a link to the console, which may be able to. */
export function renderUnread({ card, why }: AnswerOf<'logs-unread'>): Message {
  return message(
    [
      [
        say('The log of '),
        ...nameParts(card),
        say(' can’t be read. '),
        ...sentenceLine(sayProblem(why)),
      ],
    ],
    consoleButton(card),
  );
}

function shownLines(
  { card, lines, replica, more, cutShort }: AnswerOf<'logs'>,
  now: number,
): readonly Line[] {
  const fitting = thatFit(writeLog(lines), room);
  const [newest] = lines.slice(-1);
  const notes: Line[] = [];
  if (fitting.length < lines.length) {
    notes.push([
      say(`A message holds no more than these of the ${lines.length}; the console has the rest.`),
    ]);
  }
  if (fitting.some((line) => line.includes(redacted))) {
    notes.push([say('What looks like a secret is shown as '), quoteCode(redacted), say('.')]);
  }
  if (cutShort) notes.push([say(gaveUp)]);
  const all = fitting.length === lines.length && !more;
  return [
    [
      say(all ? 'The whole log of ' : `The newest ${count(fitting.length)} of the log of `),
      ...nameParts(card),
      ...ofReplica(replica),
      ...(newest?.at === undefined ? [] : [say(', up to '), time(newest.at, now)]),
      say(' (times in UTC):'),
    ],
    [preformatted(fitting.join('\n'), room)],
    ...notes,
  ];
}

const gaveUp =
  'Cloud Logging had not searched all of it when I stopped waiting, so lines may be missing: the console has them.';

function count(lines: number): string {
  return lines === 1 ? 'line' : `${lines} lines`;
}

/** Possible reasons why no lines were found, most likely first. */
function emptyLines({ card, replica, cutShort }: AnswerOf<'logs'>, now: number): readonly Line[] {
  const heading: Line = [
    say('The log of '),
    ...nameParts(card),
    ...ofReplica(replica),
    say(' has no lines.'),
  ];
  if (cutShort) return [heading, [say(gaveUp)]];
  return [heading, ...reasonsFor(card, replica, now).map((reason): Line => [say('• '), ...reason])];
}

const lagMs = 10 * 60_000;
/** The default retention of the _Default bucket: https://docs.cloud.google.com/logging/quotas */
const retentionMs = 30 * 24 * 60 * 60_000;

function reasonsFor(
  { job, launch }: CardView,
  replica: string | undefined,
  now: number,
): readonly Line[] {
  if (job === undefined) return [];
  const ended = isTerminal(job.state) ? (job.endTime ?? job.stateSince) : undefined;
  const reasons: Line[] = [];
  if (job.startTime === undefined) {
    reasons.push([
      say(
        ended === undefined
          ? 'It has not started yet: its program writes nothing before it runs.'
          : 'It never ran, so its program wrote nothing.',
      ),
    ]);
  }
  if (replica !== undefined) {
    reasons.push([
      say('Perhaps there is no such replica, or it has written nothing: leave it out to see all.'),
    ]);
  }
  if (ended === undefined || now - ended < lagMs) {
    reasons.push([say('Lines reach Cloud Logging with a delay of up to some minutes: try again.')]);
  }
  if (now - (ended ?? now) > retentionMs) {
    reasons.push([say('Logs are kept for 30 days, unless the project says otherwise.')]);
  }
  if (job.startTime !== undefined) {
    reasons.push(writerReason(launch.body.jobSpec['serviceAccount']), [
      say('Only what the program writes to stdout, stderr or Cloud Logging is there.'),
    ]);
  }
  return reasons;
}

function writerReason(account: unknown): Line {
  const who: Line =
    typeof account === 'string' && account !== ''
      ? [say('The job’s service account '), quote(account)]
      : [say('The service account it runs as')];
  return [...who, say(' may lack '), quoteCode('roles/logging.logWriter'), say('.')];
}

function ofReplica(replica: string | undefined): readonly Part[] {
  return replica === undefined ? [] : [say(' on '), quoteCode(replica)];
}

function consoleButton({ job, launch }: CardView): ActionsBlock | undefined {
  if (job === undefined) return undefined;
  const url = logsUrl(job.key, launch.target);
  return { type: 'actions', elements: [linkButton('Logs in console', linkIds.logs, url)] };
}
