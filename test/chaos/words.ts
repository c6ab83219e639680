// What people read in a thread, as words: written from the messages alone, so that the bot's rendering is judged too.

const lines: readonly (readonly [RegExp, string])[] = [
  [/^Launched by /, 'launched'],
  [/^Found the job of this launch/, 'launched'],
  [/^Vertex’s answer to the launch is uncertain/, 'uncertain'],
  [/ I looked \d+ times? and found no job/, 'asked'],
  [/ settled this launch/, 'settled'],
  [/ launched it again as /, 'rerun'],
  [/ Vertex refused the launch/, 'refused'],
  [/ cancelled the launch before anything was sent/, 'prevented'],
  [/ Two jobs of this launch are running/, 'twins'],
  [/ asked to cancel/, 'cancel'],
  [/ Vertex refused the cancel/, 'cancel-refused'],
  [/ has not ended the job yet/, 'overdue'],
  [/^(?:Out of the queue.*|Now |Interrupted.*): ?waiting for quota/, 'QUEUED'],
  [/^Now waiting for quota/, 'QUEUED'],
  [/^(?:Out of the queue|Now Vertex is preparing|Interrupted)/, 'PENDING'],
  [/^Running (?:after|again)/, 'RUNNING'],
  [/^Paused: /, 'PAUSED'],
  [/^Vertex is updating it/, 'UPDATING'],
  [/^Vertex is cancelling it/, 'CANCELLING'],
  [/^Cancelled: /, 'CANCELLED'],
  [/^(?:@\w+ )?Succeeded(?: before it could be cancelled)?: /, 'SUCCEEDED'],
  [/^@\w+ Failed(?: before it could be cancelled)?: /, 'FAILED'],
  [/^@\w+ Expired: /, 'EXPIRED'],
  [/^@\w+ Partially succeeded: /, 'PARTIALLY_SUCCEEDED'],
  [/ The job was deleted at Google/, 'deleted'],
  [/^Vertex has given the reason for the failure/, 'reason'],
  [/^The last lines of its log/, 'log'],
];

/** What a reply tells, in its order. */
export function wordsOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const unknown = /^It is now (?:in a state I don’t know: )?([A-Z_]+)\.$/.exec(line)?.[1];
    return unknown ?? lines.find(([pattern]) => pattern.test(line))?.[1] ?? [];
  });
}

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

export type Card = { readonly handle: string; readonly word: string };

/** The job and the state that a root shows; undefined for everything that is no card. */
export function cardOf(text: string): Card | undefined {
  const [first = '', second = ''] = text.split('\n');
  if (!second.includes(' · launched by @')) return undefined;
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
