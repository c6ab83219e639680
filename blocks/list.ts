import type { Answer, TargetHealth } from '../app/domain/answer.ts';
import type { CardView } from '../app/domain/card.ts';
import { formatDuration } from '../app/domain/duration.ts';
import { formatTarget } from '../app/domain/job.ts';
import { emojiOf, headline } from './headline.ts';
import { bounds } from './limits.ts';
import { channel, quote, quoteBold, quoteCode, say, user, type Line } from './rich.ts';

/** A target whose last good poll is older than this is named: what is listed of it may be old. */
const staleMs = 60_000;

/** The jobs that were asked for, and what is not known about them. */
export function listLines(answer: Extract<Answer, { kind: 'list' }>, now: number): readonly Line[] {
  const { cards, more, targets, parked } = answer;
  const lines: Line[] = [
    cards.length === 0 ? [say(`No ${whichJobs(answer)}.`)] : [say(heading(answer))],
  ];
  lines.push(...cards.map((card) => jobLine(card, now)));
  if (more > 0)
    lines.push([
      say(`${more} more are not shown: narrow it with mine, a state or a time such as 24h.`),
    ]);
  lines.push(...targetTrouble(targets, now));
  for (const thread of parked) {
    lines.push([
      say('⚠️ I can’t post in '),
      channel(thread.channel),
      say(' ('),
      quote(thread.parked ?? ''),
      say('): its threads wait.'),
    ]);
  }
  return lines;
}

/** What is not known: a list is never silently shorter than the truth. */
export function targetTrouble(targets: readonly TargetHealth[], now: number): readonly Line[] {
  return targets
    .filter(
      ({ lastGoodPollAt, problem }) =>
        problem !== undefined || now - (lastGoodPollAt ?? 0) > staleMs,
    )
    .map(({ target, lastGoodPollAt, problem }): Line => {
      const age =
        lastGoodPollAt === undefined
          ? ' was never read'
          : ` was last read ${formatDuration(now - lastGoodPollAt)} ago`;
      return [
        say('⚠️ '),
        quote(formatTarget(target)),
        say(`${age}, so what is shown of it may be old`),
        ...(problem === undefined ? [] : [say(': '), quote(problem.replace(/\.+$/, ''), 300)]),
        say('.'),
      ];
    });
}

/** One job in a line: what it is, how it is, whose, since when and where. */
export function jobLine(card: CardView, now: number): Line {
  const { launch, job } = card;
  const age = formatDuration(now - (job?.createTime ?? launch.requestedAt));
  return [
    say(`${emojiOf(card)} `),
    quoteCode(launch.handle),
    say(' '),
    quoteBold(launch.body.displayName, bounds.word),
    say(' · '),
    ...headline(card, now),
    say(' · '),
    user(launch.asker.userId),
    say(` · launched ${age} ago · `),
    quote(formatTarget(launch.target)),
  ];
}

function heading({ cards, more, ...which }: Extract<Answer, { kind: 'list' }>): string {
  const count = cards.length + more;
  return `${count} ${whichJobs({ cards, more, ...which }, count)}:`;
}

/** `2 live jobs of this channel`, `1 FAILED job of yours launched in the last 24 h`. */
function whichJobs(
  { scope, state, sinceMs }: Extract<Answer, { kind: 'list' }>,
  count = 0,
): string {
  const where = { here: 'of this channel', mine: 'of yours', all: 'in all channels' }[scope];
  const which = state ?? (sinceMs === undefined ? 'live' : '');
  const when = sinceMs === undefined ? '' : ` launched in the last ${formatDuration(sinceMs)}`;
  return `${which} job${count === 1 ? '' : 's'} ${where}${when}`.trimStart();
}
