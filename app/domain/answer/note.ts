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
  /** To approve or deny it: it never waited for that, or has ended otherwise. */
  | { readonly kind: 'not-waiting'; readonly handle: string }
  | { readonly kind: 'refused-before' }
  /** A decision that was sent a second time after the first was refused. */
  | { readonly kind: 'vote-refused-before' }
  | { readonly kind: 'settled-before'; readonly handle: string }
  | { readonly kind: 'left-alone'; readonly handle: string }
  /** A submitted form whose launch is stored, and decided in a moment. */
  | { readonly kind: 'being-decided' }
  /** `leftMs`: how much longer it may be let run after this. */
  | {
      readonly kind: 'extended';
      readonly handle: string;
      readonly ms: number;
      readonly leftMs: number;
    }
  | { readonly kind: 'extended-before'; readonly handle: string }
  /** No guard, or only a limit that Vertex AI keeps itself. */
  | { readonly kind: 'nothing-to-extend'; readonly handle: string; readonly hard: boolean }
  /** It has no job yet. */
  | { readonly kind: 'extend-too-early'; readonly handle: string }
  | { readonly kind: 'extends-too-far'; readonly handle: string; readonly leftMs: number }
  /** Only the beginning of its name was typed. */
  | { readonly kind: 'extend-which'; readonly handle: string; readonly displayName: string }
  /** The same for a denial. */
  | { readonly kind: 'vote-being-decided' }
  /** A question about many jobs, answered with no. */
  | { readonly kind: 'many-left' }
  | { readonly kind: 'edits-ignored' };
