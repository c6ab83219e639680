// What people read in a thread and on a card, as words.

import { wordsIn } from '../../thread-words.ts';

/** What a reply tells, in its order. */
export const wordsOf = (text: string): readonly string[] => wordsIn(text, 'judged');

export const terminalStates: readonly string[] = [
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
  'PARTIALLY_SUCCEEDED',
];

/** A word that names a job's state, known or not. */
export const isState = (word: string): boolean => /^[A-Z][A-Z_]+$/.test(word);

export const saysRepeated = (text: string): boolean => text.includes('Possibly repeated: ');

type Card = { readonly handle: string; readonly word: string };

/** The job and the state that a root shows; undefined for everything that is no card. */
export function cardOf(text: string): Card | undefined {
  const [first = '', second = ''] = text.split('\n');
  if (!/ · launched by @|^launched elsewhere · /.test(second)) return undefined;
  const [, word = '', handle] =
    / · (DELETED while [A-Z_]+|[A-Z][A-Z_]*(?: [A-Z]+)*).*? `([a-z][a-z0-9]+)`$/.exec(first) ?? [];
  return handle === undefined ? undefined : { handle, word };
}

/** What a row of the bot's outbox must read like; undefined where nothing certain can be said. */
export function wordOfUpdate(payload: {
  readonly kind: string;
  readonly completes?: string | undefined;
  readonly change?: { readonly kind: string; readonly to: string } | undefined;
}): string | undefined {
  const { kind, change } = payload;
  if (change === undefined) return plain[kind];
  if (change.kind === 'gone') return 'deleted';
  // A late reason stands where the failure is told, or in a reply of its own.
  return change.kind === 'reason' ? undefined : change.to;
}

const plain: Readonly<Record<string, string>> = {
  launched: 'launched',
  watched: 'watched',
  'log-tail': 'log',
  'launch-failed': 'refused',
  'launch-in-doubt': 'uncertain',
  'launch-unknown': 'asked',
  'launch-late': 'twins',
  'launch-cancelled': 'prevented',
  'launch-dropped': 'settled',
  rerun: 'rerun',
  'cancel-asked': 'cancel',
  'cancel-refused': 'cancel-refused',
  'cancel-overdue': 'overdue',
};
