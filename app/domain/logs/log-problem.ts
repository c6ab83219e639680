/** Why a log can't be read. */
export type LogProblem =
  | { readonly kind: 'logging-not-enabled'; readonly project: string }
  | { readonly kind: 'logs-forbidden'; readonly project: string }
  /** `why`: what went wrong, as a sentence. */
  | { readonly kind: 'logs-not-read'; readonly why: string };
