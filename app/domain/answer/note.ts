/** An answer of one sentence, with nothing more to show. Blocks have the words. */
export type Note =
  | { readonly kind: 'watch-answered-before' }
  | { readonly kind: 'watch-answered'; readonly all: boolean }
  | { readonly kind: 'watch-ended-before' }
  /** A job with a card here is told to its end without a watch. */
  | { readonly kind: 'card-is-here'; readonly handle: string }
  /** `pending`: it may still become a job. */
  | { readonly kind: 'no-log'; readonly handle: string; readonly pending: boolean }
  | { readonly kind: 'reading-log'; readonly handle: string }
  | { readonly kind: 'cancelled-before' }
  | { readonly kind: 'refused-before' }
  | { readonly kind: 'settled-before'; readonly handle: string }
  | { readonly kind: 'left-alone'; readonly handle: string }
  /** A submitted form whose launch is stored, and decided in a moment. */
  | { readonly kind: 'being-decided' }
  | { readonly kind: 'edits-ignored' };
