// Notices about channels in which the bot can’t post.

import type { CardView } from '../../app/domain/launch/card.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { isLive } from '../../app/domain/launch/launch.ts';
import type { RenderContext } from '../kit/context.ts';
import { predicate } from '../job/headline.ts';
import { bounds } from '../kit/limits.ts';
import { slackRemedy } from '../kit/slack-remedy.ts';
import { channel, quoteBold, quoteCode, say, user, type Line } from '../kit/rich.ts';
import type { NoticeOf } from '../../app/domain/notification/root.ts';

type Where = Pick<NoticeOf<'parked'>, 'channel' | 'why'>;

export function watchLines(
  { criterion, channel: id, by }: NoticeOf<'watch-ended'>,
  { command }: RenderContext,
): readonly Line[] {
  return [
    [
      user(by),
      say(' ended your watch of '),
      quoteCode(criterion, bounds.reason),
      say(' in '),
      channel(id),
      say(': no new jobs come in there. Existing jobs keep updating.'),
    ],
    [say('To go on, type there: '), quoteCode(`${command} watch ${criterion}`, 2 * bounds.reason)],
  ];
}

export function digestLines(where: Where): readonly Line[] {
  return [
    [say('I can’t post a digest in '), channel(where.channel), ...reasonParts(where)],
    [say('The jobs that it would have told of are not touched by this.')],
  ];
}

export function actLines(where: Where): readonly Line[] {
  return [
    [
      say('Done, but I can’t say so to the others in '),
      channel(where.channel),
      ...reasonParts(where),
    ],
  ];
}

/** Slack's error, and the remedy. */
function reasonParts({ why }: Where): Line {
  return [say(': Slack says '), quoteCode(why), say('. '), say(slackRemedy(why))];
}

export function parkedLines(where: Where, card: CardView, context: RenderContext): readonly Line[] {
  const { launch } = card;
  return [
    [
      say('I can’t post about '),
      quoteBold(shownName(launch)),
      say(' ('),
      quoteCode(launch.handle),
      say(') in '),
      channel(where.channel),
      ...reasonParts(where),
    ],
    [
      say(isLive(card) ? 'It goes on regardless: it ' : 'It '),
      ...predicate(card, context.now),
      say('; '),
      quoteCode(`${context.command} status ${launch.handle}`),
      say(' shows it at any time.'),
    ],
  ];
}
