/** Why a channel's settings can't be changed. */
export type ChannelProblem =
  /** `why`: what Slack said, as a sentence. */
  | { readonly kind: 'channel-not-read'; readonly why: string }
  | { readonly kind: 'channel-archived' }
  | { readonly kind: 'channel-not-seen' }
  | { readonly kind: 'channel-not-joined' }
  /** A digest's time is in the time zone of the person who sets it. */
  | { readonly kind: 'time-zone-not-told' };
