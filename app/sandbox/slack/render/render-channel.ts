// A channel and its threads, as one person sees them now.

import { toMs } from '../state/clock.ts';
import { repliesOf, type Channel, type Message } from '../state/workspace.ts';
import { renderContent } from './render-message.ts';
import { prefixed } from './render-rich.ts';
import { channelName, clock, mention, type Directory } from './render-text.ts';

type RenderChannelOptions = {
  readonly channel: Channel;
  /** All ephemeral messages; only the viewer's are shown. */
  readonly ephemerals: readonly Message[];
  /** The person who looks; without one, no ephemeral messages are shown. */
  readonly viewer?: string | undefined;
  /** Shows only threads in which something is newer than this ts. */
  readonly since?: string | undefined;
};

/** The channel as text: roots in order, each with its replies below it. */
export function renderChannel(options: RenderChannelOptions, directory: Directory): string {
  const { channel, since } = options;
  const mine = options.ephemerals.filter(
    (one) => one.channel === channel.id && one.visibleTo === options.viewer && one.gone === false,
  );
  const roots = [
    ...channel.messages.filter((one) => one.gone !== 'deleted' && shownInChannel(one)),
    ...mine.filter((one) => one.threadTs === undefined),
  ].sort(byTs);
  const threads = roots.map((root) => {
    const replies = root.threadTs === undefined ? repliesIn(channel, mine, root) : [];
    const newest = [root, ...replies].map(lastTouched).sort().at(-1) ?? root.ts;
    return { newest, text: renderThread(root, replies, directory) };
  });
  const shown = threads.filter(({ newest }) => since === undefined || newest > since);
  const name =
    channel.kind === 'im'
      ? `direct messages with @${channel.name}`
      : channelName(channel.id, directory);
  const archived = channel.isArchived ? ' (archived)' : '';
  return [`${name}${archived}`, ...shown.map(({ text }) => text)].join('\n\n').concat('\n');
}

/** One message with its author and time. */
function renderMessage(message: Message, directory: Directory): string {
  if (message.gone === 'tombstone') return '(this message was deleted)';
  const tags = [
    ...(message.botId === undefined ? [] : [' APP']),
    `  ${clock(new Date(toMs(message.ts)), true)}`,
    ...(message.editedTs === undefined ? [] : [' (edited)']),
    ...(message.visibleTo === undefined ? [] : ['  (only visible to you)']),
    ...(message.isBroadcast ? ['  (also sent to the channel)'] : []),
  ];
  const reactions = [...message.reactions].map(([name, users]) => `:${name}: ${users.size}`);
  return [
    `${mention(message.author, directory)}${tags.join('')}`,
    prefixed('  ', renderContent(message.content, directory)),
    ...(reactions.length === 0 ? [] : [`  ${reactions.join('  ')}`]),
  ].join('\n');
}

function renderThread(root: Message, replies: readonly Message[], directory: Directory): string {
  const shown = replies.map((reply) => prefixed('    │ ', renderMessage(reply, directory)));
  return [renderMessage(root, directory), ...shown].join('\n');
}

function repliesIn(channel: Channel, mine: readonly Message[], root: Message): readonly Message[] {
  const hidden = mine.filter((one) => one.threadTs === root.ts);
  return [...repliesOf(channel, root.ts), ...hidden].sort(byTs);
}

function shownInChannel(message: Message): boolean {
  return message.threadTs === undefined || message.isBroadcast;
}

function lastTouched({ ts, editedTs }: Message): string {
  return editedTs ?? ts;
}

function byTs(a: Message, b: Message): number {
  return a.ts < b.ts ? -1 : 1;
}
