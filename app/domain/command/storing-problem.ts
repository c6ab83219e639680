/**
 * A request may not be stored. `not-confirmed`: the database didn't confirm in time, so it may be
 * stored anyway. `command`: the slash command, whose list shows the result.
 */
export type StoringProblem =
  | { readonly kind: 'request-not-stored'; readonly command: string }
  | { readonly kind: 'request-not-confirmed'; readonly command: string }
  | { readonly kind: 'launch-not-stored' }
  | { readonly kind: 'launch-not-confirmed' }
  | { readonly kind: 'template-not-stored' }
  | { readonly kind: 'template-not-confirmed' };
