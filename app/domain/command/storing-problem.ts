/**
 * What was asked for may not be stored. `not-confirmed`: the database did not say so in time, and it
 * may be stored all the same. `command`: the slash command, whose list shows what came of it.
 */
export type StoringProblem =
  | { readonly kind: 'request-not-stored'; readonly command: string }
  | { readonly kind: 'request-not-confirmed'; readonly command: string }
  | { readonly kind: 'launch-not-stored' }
  | { readonly kind: 'launch-not-confirmed' }
  | { readonly kind: 'template-not-stored' }
  | { readonly kind: 'template-not-confirmed' };
