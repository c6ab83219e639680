import type { CardView } from '../app/domain/card.ts';
import type { RenderContext } from './context.ts';
import { headline } from './headline.ts';
import { message, type Message } from './message.ts';
import { channel, quoteBold, quoteCode, say } from './rich.ts';

export type NoticeValue = {
  readonly kind: 'parked';
  readonly channel: string;
  readonly card: CardView;
  readonly why: string;
};

/** What brings a parked thread back, by Slack's error code. */
export const parkedRemedy = (why: string): string =>
  remedies[why] ?? 'I try again every ten minutes.';

const remedies: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite me there again and I tell what was missed.',
  channel_not_found: 'Invite me there again and I tell what was missed.',
  is_archived: 'Once it is unarchived I tell what was missed.',
  root_deleted: 'Its card was deleted twice, so I take it that it is not wanted there.',
};

/** A direct message to the person whose thread can't be written to. */
export function renderNotice(notice: NoticeValue, context: RenderContext): Message {
  const { launch } = notice.card;
  return message([
    [
      say('I can’t post about '),
      quoteBold(launch.body.displayName),
      say(' ('),
      quoteCode(launch.handle),
      say(') in '),
      channel(notice.channel),
      say(': Slack says '),
      quoteCode(notice.why),
      say('. '),
      say(parkedRemedy(notice.why)),
    ],
    [
      say('It goes on regardless, and is '),
      ...headline(notice.card, context.now),
      say(' now; '),
      quoteCode(`${context.command} status ${launch.handle}`),
      say(' shows it at any time.'),
    ],
  ]);
}
