import type { PledgedAct } from '../launch/pledge.ts';

/**
 * A request may have had no effect. `…-not-confirmed`: the database didn't confirm in time, so it may
 * be stored anyway. `command`: the slash command, whose list shows the result.
 */
export type IntakeProblem =
  /** Slack's payload isn't what a slash command is. */
  | { readonly kind: 'command-unreadable' }
  | { readonly kind: 'request-not-stored'; readonly command: string }
  | { readonly kind: 'request-not-confirmed'; readonly command: string }
  | { readonly kind: 'press-not-stored' }
  | { readonly kind: 'press-not-confirmed' }
  | { readonly kind: 'launch-not-stored' }
  | { readonly kind: 'launch-not-confirmed' }
  | { readonly kind: 'denial-without-reason' }
  | { readonly kind: 'denial-not-stored' }
  | { readonly kind: 'denial-not-confirmed' }
  | { readonly kind: 'template-not-stored' }
  | { readonly kind: 'template-not-confirmed' }
  /** A button of an older version. */
  | { readonly kind: 'button-unknown'; readonly command: string }
  /** A message that begins with no command. */
  | { readonly kind: 'not-understood'; readonly word: string }
  /** The process that had it in hand is gone. `subject`: a handle, or the words as typed. */
  | { readonly kind: 'interrupted'; readonly act: PledgedAct; readonly subject: string };
