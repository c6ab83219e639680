/** Why somebody who may be allowed something is not answered all the same. `why`: what Slack said. */
export type AccessProblem =
  | { readonly kind: 'person-not-known-yet' }
  | { readonly kind: 'channels-not-known-yet' }
  | { readonly kind: 'person-not-told'; readonly why: string }
  /** Of a form that was submitted: `button` is what is pressed again. */
  | { readonly kind: 'person-not-known-in-time'; readonly button: string }
  | { readonly kind: 'person-not-told-for-form'; readonly why: string }
  | { readonly kind: 'window-not-opened'; readonly why: string }
  /** Something of the bot's own is away, such as its database. */
  | { readonly kind: 'out-of-order' };
