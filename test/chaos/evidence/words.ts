// The words of a thread and of a card, as people read them.

import { wordsIn } from '../../thread-words.ts';

/** One word for each update in a reply, in order. */
export const wordsOf = (text: string): readonly string[] => wordsIn(text, 'campaign');

export const terminalStates: readonly string[] = [
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
  'PARTIALLY_SUCCEEDED',
];

/** Whether a word names a job's state, known or not. */
export const isState = (word: string): boolean => /^[A-Z][A-Z_]+$/.test(word);

export const saysRepeated = (text: string): boolean => text.includes('Possibly repeated: ');

type Card = { readonly handle: string; readonly word: string };

/**
 * The job and the state that a card shows, as Vertex AI writes a state. Undefined if the text is no
 * card.
 */
export function cardOf(text: string): Card | undefined {
  const [first = '', ...others] = text.split('\n');
  if (!others.some((line) => provenance.test(line))) return undefined;
  const [, state, handle] = title.exec(first) ?? [];
  return state === undefined || handle === undefined
    ? undefined
    : { handle, word: wordOfState(state) };
}

const provenance = / · (?:launched|asked for) by @|^launched elsewhere · |^@\S+ asks to run /;
/** `🟢 Running since 12:06 (2 minutes ago) · *resnet*   `a3f9``. */
const title = /^\S+ (.+?)(?:,? (?:since|after|last seen) .*?)? · .* {3}`([a-z][a-z0-9]+)`$/;

function wordOfState(shown: string): string {
  if (shown === 'Partly succeeded') return 'PARTIALLY_SUCCEEDED';
  if (shown === 'State unknown') return 'UNSPECIFIED';
  return shown.replaceAll('`', '').toUpperCase();
}

/** The word that the reply with this update must have. Undefined if the update is not bound to one word. */
export function wordOfUpdate(payload: {
  readonly kind: string;
  readonly completes?: string | undefined;
  readonly change?: { readonly kind: string; readonly to: string } | undefined;
}): string | undefined {
  const { kind, change } = payload;
  if (change === undefined) return plain[kind];
  if (change.kind === 'gone') return 'deleted';
  // A late reason is added to the failure's reply, or gets a reply of its own.
  return change.kind === 'reason' ? undefined : change.to;
}

const plain: Readonly<Record<string, string>> = {
  launched: 'launched',
  watched: 'watched',
  'log-tail': 'log',
  'run-use': 'use',
  'launch-failed': 'refused',
  'launch-locked': 'locked',
  'approval-asked': 'approval-asked',
  'approval-reminder': 'reminded',
  'approval-decided': 'decided',
  'launch-blocked': 'blocked',
  'launch-in-doubt': 'uncertain',
  'launch-unknown': 'asked',
  'next-rung': 'next',
  'guard-warning': 'warned',
  'guard-dry-run': 'tried',
  'guard-extended': 'extended',
  'launch-late': 'twins',
  'launch-cancelled': 'prevented',
  'launch-dropped': 'settled',
  rerun: 'rerun',
  'cancel-asked': 'cancel',
  'cancel-refused': 'cancel-refused',
  'cancel-overdue': 'overdue',
};
