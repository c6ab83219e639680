import type { Answer, PickerVerb } from '../domain/answer.ts';
import type { CardView } from '../domain/card.ts';
import type { JobReference } from '../domain/job-reference.ts';
import { isPending } from '../domain/launch.ts';
import { isTerminal } from '../domain/state.ts';
import { foreign, sentence } from '../domain/sentence.ts';
import type { Tx } from './store-port.ts';

/** What a `<job>` token names: one card, or the answer that says why not. */
export type Found =
  | {
      readonly card: CardView;
      /** What was typed is no more than the beginning of its name. */
      readonly guessed?: boolean;
    }
  | { readonly answer: Answer };

const mostCandidates = 25;

/** Whether a card's job, or the launch that may yet become one, can still change. */
export function isLive({ launch, job }: CardView): boolean {
  return job === undefined ? isPending(launch.state) : !job.gone && !isTerminal(job.state);
}

/**
 * Finds what was typed, in the order handle, resource name or URL, numeric id, display name (whole, then as a prefix).
 * Several that fit are never guessed between: the answer asks. A cancel looks among what is alive first.
 */
export async function findJob(
  tx: Tx,
  reference: JobReference,
  verb: PickerVerb,
  reason?: string,
): Promise<Found> {
  const fits = await candidates(tx, reference);
  const live = fits.filter(isLive);
  const choice = verb === 'cancel' && live.length > 0 ? live : fits;
  const [first] = choice;
  if (first === undefined) {
    return {
      answer: {
        kind: 'problem',
        problems: [sentence`I know no job ${foreign(reference.typed)}.`],
        hint: sentence`Use the short handle on its card, its numeric id, its resource name or console URL, or the beginning of its name. \`list all\` shows what is running.`,
      },
    };
  }
  if (choice.length === 1) return { card: first, guessed: isGuess(first, reference) };
  if (verb === 'cancel' && live.length === 0) {
    const problem = sentence`Nothing to cancel: ${fits.length} jobs fit ${foreign(reference.typed)}, and all of them have ended.`;
    return { answer: { kind: 'problem', problems: [problem] } };
  }
  return {
    answer: {
      kind: 'picker',
      verb,
      typed: reference.typed,
      candidates: choice.slice(0, mostCandidates),
      more: Math.max(0, choice.length - mostCandidates),
      reason,
    },
  };
}

/** Whether a card was found by the beginning of its name alone. */
function isGuess({ launch, job }: CardView, { kind, typed }: JobReference): boolean {
  if (kind === 'resource') return false;
  const whole = [launch.handle, job?.key.id, launch.body.displayName];
  return !whole.some((one) => one?.toLowerCase() === typed.toLowerCase());
}

async function candidates(tx: Tx, reference: JobReference): Promise<readonly CardView[]> {
  const { cards } = tx;
  switch (reference.kind) {
    case 'handle': {
      const card = await cards.byHandle(reference.handle);
      return card === undefined ? byName(tx, reference.typed) : [card];
    }
    case 'resource': {
      const card = await cards.byResource(reference.project, reference.location, reference.id);
      return card === undefined ? [] : [card];
    }
    case 'id': {
      const found = await cards.byJobId(reference.id);
      return found.length > 0 ? found : byName(tx, reference.typed);
    }
    case 'name':
      return byName(tx, reference.typed);
  }
}

async function byName(tx: Tx, typed: string): Promise<readonly CardView[]> {
  const found = await tx.cards.byNamePrefix(typed, mostCandidates * 4);
  const exact = found.filter(
    ({ launch }) => launch.body.displayName.toLowerCase() === typed.toLowerCase(),
  );
  return exact.length > 0 ? exact : found;
}
