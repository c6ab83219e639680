import type { ChannelProblem } from '../../../app/domain/notification/channel-problem.ts';
import { asSentence, sentence } from '../../../app/domain/text/sentence.ts';
import type { WordsByKind } from '../../kit/words-by-kind.ts';

/** Why a channel's settings can't be changed. */
export const channelProblems: WordsByKind<ChannelProblem> = {
  'channel-not-read': ({ why }) =>
    sentence`${asSentence(why)} Nothing was changed: try again in a minute.`,
  'channel-archived': () =>
    sentence`This channel is archived, so there is nothing to be told here. Nothing was changed.`,
  'channel-not-seen': () =>
    sentence`I am not in this conversation, so I can’t post here. Invite me, or set this where I post. Nothing was changed.`,
  'channel-not-joined': () =>
    sentence`I could not join this channel: invite me, then set it again. Nothing was changed.`,
  'time-zone-not-told': () =>
    sentence`Slack does not tell me your time zone, so I don’t know when that is: choose one in your Slack preferences, and set the digest again. Nothing was changed.`,
};
