// Direct messages to people whom a channel doesn't reach.

import { noAdvice } from '../../app/domain/notification/advice.ts';
import { isChannelAct } from '../../app/domain/notification/digest.ts';
import type { NoticeOf, NoticeView } from '../../app/domain/notification/root.ts';
import { bulkEndedActLines } from '../bulk/act.ts';
import { callNobody } from '../kit/call-once.ts';
import { approvalButtons } from '../job/approval-buttons.ts';
import { decidedLines, isAsked } from '../job/approval.ts';
import { cardLines } from '../job/card.ts';
import { logsButton } from '../job/card-buttons.ts';
import type { RenderContext } from '../kit/context.ts';
import { glimpseOf, jobParts } from './glimpse.ts';
import { predicate } from '../job/headline.ts';
import { questionButtons } from './launch-reply.ts';
import { messageUrl } from '../kit/links.ts';
import { message, type Message } from '../kit/message.ts';
import { updateLines } from './update-lines.ts';
import { bold, channel, italic, link, quoteCode, say, type Line } from '../kit/rich.ts';
import { watchLines, digestLines, actLines, parkedLines } from './parked-notice.ts';

/**
 * A direct message: an update of a channel that the person isn't in, a thread or digest that can't
 * be posted, or the end of a watch.
 */
export function renderNotice(
  notice: NoticeView,
  context: RenderContext,
  possiblyRepeated = false,
): Message {
  const repeated: readonly Line[] = possiblyRepeated
    ? [[italic('Possibly repeated: Slack did not confirm that it was sent the first time.')]]
    : [];
  if (notice.kind === 'told') return toldNotice(notice, repeated, context);
  if (notice.kind === 'asked') return askedNotice(notice, repeated, context);
  return message([...noticeLines(notice, context), ...repeated]);
}

function noticeLines(
  notice: NoticeOf<'parked' | 'watch-ended' | 'gathered' | 'bulk'>,
  context: RenderContext,
): readonly Line[] {
  if (notice.kind === 'watch-ended') return watchLines(notice, context);
  if (notice.kind === 'gathered') return gatheredLines(notice, context);
  if (notice.kind === 'bulk') return bulkEndedActLines(notice.act);
  const { root, channel, why } = notice;
  if (root.kind === 'card') return parkedLines({ channel, why }, root.card, context);
  return isChannelAct(root.digest.digest)
    ? actLines({ channel, why })
    : digestLines({ channel, why });
}

/** The ends of several jobs, bad ones first. */
function gatheredLines(
  { channel: id, told, count, bad }: NoticeOf<'gathered'>,
  context: RenderContext,
): readonly Line[] {
  const more = count - told.length;
  return [
    [
      bold(`${count} of your jobs`),
      say(' in '),
      channel(id),
      say(bad === 0 ? ' have ended:' : ` have ended, ${bad} of them not well:`),
    ],
    ...told.map(({ update, card, rootTs }): Line => [
      ...glimpseOf([update], card),
      ...threadLink(context, id, rootTs),
    ]),
    ...(more > 0 ? [[say(`And ${more} more.`)]] : []),
    [
      say('You’re not in '),
      channel(id),
      say(', so I tell you here: '),
      quoteCode(`${context.command} list mine 24h`),
      say(' shows them all.'),
    ],
  ];
}

function threadLink({ workspaceUrl }: RenderContext, id: string, rootTs: string | undefined): Line {
  if (rootTs === undefined || workspaceUrl === undefined) return [];
  return [say(' '), link(messageUrl(workspaceUrl, id, rootTs), 'Its thread')];
}

/** What an approver has to know, with the buttons; once it is decided, what became of it. */
function askedNotice(
  { card, channel: id, again }: NoticeOf<'asked'>,
  repeated: readonly Line[],
  context: RenderContext,
): Message {
  // Without a link to its thread: they aren't in the channel, which may be private.
  const where: Line = [say('It was asked for in '), channel(id), say('.')];
  if (!isAsked(card)) {
    const name = [...jobParts(card), say(' no longer waits for an approval: it ')];
    const now = [...predicate(card, context.now), say('.')];
    return message([[...name, ...now], ...decidedLines(card, context.now), where, ...repeated]);
  }
  const reminder: readonly Line[] = again
    ? [[say('Nobody has approved or denied this launch yet. You can:')]]
    : [];
  return message([...reminder, ...cardLines(card, context), where, ...repeated], {
    type: 'actions',
    elements: [...approvalButtons(card, context)],
  });
}

/** What the thread was told, and why the person gets it here. */
function toldNotice(
  { update, card, channel: id, rootTs }: NoticeOf<'told'>,
  repeated: readonly Line[],
  context: RenderContext,
): Message {
  const thread = threadLink(context, id, rootTs);
  const lines = [
    glimpseOf([update], card),
    ...callNobody(updateLines(update, card, noAdvice, context)),
    [say('You’re not in '), channel(id), say(', so I tell you here.'), ...thread],
    ...repeated,
  ];
  if (update.kind === 'launch-unknown') {
    return message(lines, questionButtons(card, update.token));
  }
  const hasLog = update.kind === 'job' && update.change.to === 'FAILED';
  return message(
    lines,
    hasLog ? { type: 'actions', elements: [logsButton(card, context)] } : undefined,
  );
}
