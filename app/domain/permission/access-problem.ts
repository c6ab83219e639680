/** Why somebody gets no answer although they may be allowed one. `why` is Slack's error. */
export type AccessProblem =
  | { readonly kind: 'person-not-known-yet' }
  | { readonly kind: 'channels-not-known-yet' }
  | { readonly kind: 'person-not-told'; readonly why: string }
  /** For a submitted form: `button` is what to press again. */
  | { readonly kind: 'person-not-known-in-time'; readonly button: string }
  | { readonly kind: 'person-not-told-for-form'; readonly why: string }
  | { readonly kind: 'window-not-opened'; readonly why: string }
  /** Something of the bot's own is down, such as its database. */
  | { readonly kind: 'out-of-order' };
