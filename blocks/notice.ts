import type { CardView } from '../app/domain/card.ts';
import { isChannelAct, type Root } from '../app/domain/digest.ts';
import { isPending } from '../app/domain/launch.ts';
import { isTerminal } from '../app/domain/state.ts';
import { writeCriterion, type Watch } from '../app/domain/watch.ts';
import type { RenderContext } from './context.ts';
import { headline } from './headline.ts';
import { bounds } from './limits.ts';
import { message, type Message } from './message.ts';
import { channel, quoteBold, quoteCode, say, user, type Line } from './rich.ts';

type Parked = {
  readonly kind: 'parked';
  readonly channel: string;
  readonly root: Root;
  readonly why: string;
};
type WatchEnded = { readonly kind: 'watch-ended'; readonly watch: Watch; readonly by: string };

export type NoticeValue = Parked | WatchEnded;

/** What brings a parked thread back, by Slack's error code. */
export const parkedRemedy = (why: string): string =>
  remedies[why] ?? 'I try again every ten minutes.';

const remedies: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite me there again and I tell what was missed.',
  channel_not_found: 'Invite me there again and I tell what was missed.',
  is_archived: 'Once it is unarchived I tell what was missed.',
  root_deleted: 'Its card was deleted twice, so I take it that it is not wanted there.',
};

/** A direct message to the person whose thread, or digest, can't be posted, or whose watch somebody else has ended. */
export function renderNotice(notice: NoticeValue, context: RenderContext): Message {
  if (notice.kind === 'watch-ended') return watchNotice(notice, context);
  const { root, ...where } = notice;
  if (root.kind === 'card') return cardNotice(where, root.card, context);
  return isChannelAct(root.digest.digest) ? actNotice(where) : digestNotice(where);
}

type Where = Omit<Parked, 'root'>;

function watchNotice({ watch, by }: WatchEnded, { command }: RenderContext): Message {
  const criterion = writeCriterion(watch.criterion);
  return message([
    [
      user(by),
      say(' ended your watch of '),
      quoteCode(criterion, bounds.reason),
      say(' in '),
      channel(watch.asker.channel),
      say(': jobs that fit get no card there any more. Those that have one are told to their end.'),
    ],
    [say('To go on, type there: '), quoteCode(`${command} watch ${criterion}`, 2 * bounds.reason)],
  ]);
}

function digestNotice(where: Where): Message {
  return message([
    [say('I can’t post a digest in '), channel(where.channel), ...reasonParts(where)],
    [say('The jobs that it would have told of are not touched by this.')],
  ]);
}

function actNotice(where: Where): Message {
  return message([
    [
      say('Done, but I can’t say so to the others in '),
      channel(where.channel),
      ...reasonParts(where),
    ],
  ]);
}

/** What Slack says, and what mends it. */
function reasonParts({ why }: Where): Line {
  return [say(': Slack says '), quoteCode(why), say('. '), say(parkedRemedy(why))];
}

function cardNotice(where: Where, card: CardView, context: RenderContext): Message {
  const { launch } = card;
  return message([
    [
      say('I can’t post about '),
      quoteBold(launch.body.displayName),
      say(' ('),
      quoteCode(launch.handle),
      say(') in '),
      channel(where.channel),
      ...reasonParts(where),
    ],
    [
      say(goesOn(card) ? 'It goes on regardless, and is ' : 'It is '),
      ...headline(card, context.now),
      say(goesOn(card) ? ' now; ' : '; '),
      quoteCode(`${context.command} status ${launch.handle}`),
      say(' shows it at any time.'),
    ],
  ]);
}

/** Whether there is anything left of it to go on: its job, or the launch that may become one. */
function goesOn({ launch, job }: CardView): boolean {
  return job === undefined ? isPending(launch.state) : !job.gone && !isTerminal(job.state);
}
