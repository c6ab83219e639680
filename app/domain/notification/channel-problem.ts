/** Why a channel's settings can't be changed. */
export type ChannelProblem =
  /** `why`: what Slack said, as a sentence. */
  | { readonly kind: 'channel-not-read'; readonly why: string }
  | { readonly kind: 'channel-archived' }
  | { readonly kind: 'channel-not-seen' }
  | { readonly kind: 'channel-not-joined' }
  /** The time of a digest is meant in the zone of whoever sets it. */
  | { readonly kind: 'time-zone-not-told' };
