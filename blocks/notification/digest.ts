// One message about many jobs. A burst's digest mentions each person concerned once, instead of
// their threads. A daily digest mentions nobody.

import {
  badOf,
  isChannelAct,
  sumOf,
  type Digest,
  type DigestView,
} from '../../app/domain/notification/digest.ts';
import { calledFor } from '../../app/domain/launch/card.ts';
import type { RenderContext } from '../kit/context.ts';
import { channelActLines } from './channel-act.ts';
import { countWords } from './digest-words.ts';
import { digestGlimpse } from './digest-glimpse.ts';
import { message, type Message } from '../kit/message.ts';
import { repetition } from '../kit/repetition.ts';
import { bold, say, time, user, type Line } from '../kit/rich.ts';
import { dailyLines } from './daily-digest.ts';
import { launchLines, failedCommand } from './digest-launches.ts';

/** A digest as a message in the channel. */
export function renderDigest(
  view: DigestView,
  context: RenderContext,
  possiblyRepeated = false,
): Message {
  const { digest } = view;
  const lines = [...digestLines(view, context)];
  const glimpse = isChannelAct(digest) ? [] : [digestGlimpse(view, digest)];
  if (possiblyRepeated) lines.push(repetition);
  return message(lines, undefined, { heard: [...glimpse, ...lines] });
}

function digestLines(view: DigestView, context: RenderContext): readonly Line[] {
  const { digest } = view;
  if (isChannelAct(digest)) return channelActLines(digest, context, view.open);
  return digest.kind === 'burst'
    ? burstLines(view, digest, context)
    : dailyLines(view, digest, context);
}

type Burst = Extract<Digest, { kind: 'burst' }>;

function burstLines(
  view: DigestView,
  { ends, failed, at }: Burst,
  context: RenderContext,
): readonly Line[] {
  return [
    [
      bold(`${sumOf(ends)} jobs ended at once`),
      say(`: ${countWords(ends)}, as read at `),
      time(at, context.now),
      say('. The cards say how.'),
    ],
    ...callLine(view, failed),
    ...launchLines(view, failed, badOf(ends), failedCommand(ends, context), context),
  ];
}

/**
 * Mentions the people concerned by the named failures. Comes first, so that no length can cut it
 * off.
 */
function callLine({ launches }: DigestView, failed: readonly string[]): readonly Line[] {
  const people = new Set(
    failed.flatMap((id) => launches.get(id) ?? []).map(({ card }) => calledFor(card)),
  );
  if (people.size === 0) return [];
  const names = [...people].flatMap((id, nth) => (nth === 0 ? [user(id)] : [say(', '), user(id)]));
  return [[say('For '), ...names, say(':')]];
}
