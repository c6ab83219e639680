// How the bot stands in a channel, as conversations.info tells it.

import { z } from 'zod';
import type { ChannelCheck } from '../../domain/doctor/checkup.ts';

const channelInfo = z.looseObject({
  is_im: z.boolean().optional(),
  is_mpim: z.boolean().optional(),
  is_private: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_member: z.boolean().optional(),
});

/** Undefined: Slack described the channel in a way that can't be read. */
export function standingIn(channel: unknown): ChannelCheck | undefined {
  const parsed = channelInfo.safeParse(channel);
  if (!parsed.success) return undefined;
  const { is_im, is_archived, is_member, is_private, is_mpim } = parsed.data;
  if (is_archived === true) return 'archived';
  // Of direct messages, Slack shows the bot only its own.
  if (is_im === true || is_member === true) return 'member';
  return is_private === true || is_mpim === true ? 'invisible' : 'joinable';
}
