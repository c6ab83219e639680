import type { Answer, PickerVerb } from '../domain/answer.ts';
import type { CardView } from '../domain/card.ts';
import type { CancelCommand } from '../domain/command.ts';
import { readJobReference, type JobReference } from '../domain/job-reference.ts';
import { isPending, type Asker } from '../domain/launch.ts';
import { isTerminal } from '../domain/state.ts';
import { foreign, sentence } from '../domain/sentence.ts';
import type { Tx } from './store-port.ts';

/** What a `<job>` token names: one card, or the answer that says why not. */
export type Found =
  | {
      readonly card: CardView;
      /** What was typed is no more than the beginning of its name. */
      readonly guessed?: boolean;
      /** What stands behind the name, where that has several words. */
      readonly reason?: string | undefined;
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
  { asker, reason, names = [] }: Looking,
): Promise<Found> {
  for (const one of names) {
    const whole = await wholeNames(tx, one.name);
    if (whole.length > 0) {
      const found = choose({ typed: one.name, kind: 'name' }, whole, verb, one.reason);
      return 'card' in found ? { ...found, reason: one.reason } : found;
    }
  }
  return choose(reference, await candidates(tx, reference, asker), verb, reason);
}

/** Who looks, and from where; what stands behind the job, and where a name of several words may end instead. */
export type Looking = {
  readonly asker: Asker;
  readonly reason?: string | undefined;
  readonly names?: CancelCommand['names'];
};

function choose(
  reference: JobReference,
  fits: readonly CardView[],
  verb: PickerVerb,
  reason: string | undefined,
): Found {
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
  if (kind === 'resource' || kind === 'last' || kind === 'card') return false;
  if (kind === 'handle' && launch.handle === handleOf(typed)) return false;
  const whole = [launch.handle, job?.key.id, launch.body.displayName];
  return !whole.some((one) => one?.toLowerCase() === typed.toLowerCase());
}

/** A handle as it may stand in prose: `#a3f9`, `a3f9.` */
function handleOf(typed: string): string {
  const reference = readJobReference(typed);
  return reference.kind === 'handle' ? reference.handle : typed;
}

async function candidates(
  tx: Tx,
  reference: JobReference,
  { userId: requester, channel }: Asker,
): Promise<readonly CardView[]> {
  const { cards } = tx;
  switch (reference.kind) {
    case 'last':
      return (await cards.list({ channel, requester, state: 'any', limit: 1 })).cards;
    case 'card': {
      const thread = await tx.threads.byRoot(reference.channel, reference.ts);
      const card = thread?.launchId && (await cards.byLaunch(thread.launchId));
      return card ? [card] : [];
    }
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

async function wholeNames(tx: Tx, name: string): Promise<readonly CardView[]> {
  const found = await tx.cards.byNamePrefix(name, mostCandidates * 4);
  return found.filter(({ launch }) => launch.body.displayName.toLowerCase() === name.toLowerCase());
}

async function byName(tx: Tx, typed: string): Promise<readonly CardView[]> {
  const found = await tx.cards.byNamePrefix(typed, mostCandidates * 4);
  const exact = found.filter(
    ({ launch }) => launch.body.displayName.toLowerCase() === typed.toLowerCase(),
  );
  return exact.length > 0 ? exact : found;
}
