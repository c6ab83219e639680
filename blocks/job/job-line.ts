import type { CardView } from '../../app/domain/launch/card.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { ownerOf, wasOnlyAsked, type Launch } from '../../app/domain/launch/launch.ts';
import { emojiOf, headline } from './headline.ts';
import { bounds } from '../kit/limits.ts';
import { ownerParts } from './origin.ts';
import { channel, quote, quoteBold, quoteCode, say, type Line, type Part } from '../kit/rich.ts';

/** A job's name and handle: **resnet** (`a3f9`). */
export function nameParts({ launch }: CardView): Line {
  return [quoteBold(shownName(launch)), say(' ('), quoteCode(launch.handle), say(')')];
}

/** The beginning of a job's line: name, state and owner. */
export function jobParts(card: CardView, now: number): Line {
  const { launch } = card;
  return [
    say(`${emojiOf(card)} `),
    quoteCode(launch.handle),
    say(' '),
    quoteBold(shownName(launch), bounds.word),
    say(' · '),
    ...headline(card, now),
    say(' · '),
    ...ownerParts(card),
  ];
}

/** The channel it was launched in. */
export function placePart({ launch, outlined }: CardView): Part {
  return outlined === true ? say('in a private channel') : channel(launch.requester.channel);
}

/** One job in a line: name, state, owner, time and channel. */
export function jobLine(card: CardView, now: number): Line {
  const { launch } = card;
  return [
    ...jobParts(card, now),
    say(`${sinceWord(launch)} ${ageOf(card, now)} ago · `),
    quote(formatTarget(launch.target)),
  ];
}

function sinceWord(launch: Launch): string {
  if (ownerOf(launch) === undefined) return '';
  return wasOnlyAsked(launch) ? ' · asked for' : ' · launched';
}

/** The time since it was created, or requested if it has no job yet. */
export function ageOf({ launch, job }: CardView, now: number): string {
  return formatDuration(now - (job?.createTime ?? launch.requestedAt));
}
