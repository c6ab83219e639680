import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { PickerVerb } from '../../domain/answer/job-answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { CancelCommand } from '../../domain/command/parse/command.ts';
import { goesOn } from '../../domain/command/parse/longer-names.ts';
import { readJobReference, type JobReference } from '../../domain/job/job-reference.ts';
import { isLive, type Requester } from '../../domain/launch/launch.ts';
import type { Behind } from '../../domain/text/reason.ts';
import type { JobProblem } from '../../domain/job/job-problem.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { expiredNamed } from './expired.ts';
import { canBeName, exactJobs, mostNamed, namedJobs } from './job-candidates.ts';
import { notSeenNow, seenOf } from '../permission/see.ts';
import type { Tx } from '../ports/store/store.ts';

/** The card that a `<job>` argument names, or the answer that says why there is none. */
export type Found =
  | {
      readonly card: CardView;
      /** Only the beginning of the name was typed. */
      readonly guessed?: boolean;
      /** What follows the name, if the name has several words. */
      readonly behind?: Behind | undefined;
    }
  /** `withheld`: the bot launched such a job, but the person sees only its outline. */
  | { readonly answer: Answer; readonly withheld?: boolean };

/** Finds a job among those a person may see. */
export type Find = (tx: Tx, viewer: Viewer) => Promise<Found>;

const mostCandidates = 25;

/**
 * Finds the job that was typed among those the person may see. Order: handle, resource name or URL,
 * numeric id, display name (whole, then as a prefix). If several match, the answer asks which one.
 * For a cancel, live jobs come first.
 */
export async function findJob(
  tx: Tx,
  reference: JobReference,
  verb: PickerVerb,
  { requester, viewer, reason, names = [] }: Looking,
): Promise<Found> {
  const notYet = { answer: notSeenNow };
  const there = await exactJobs(tx, reference, requester);
  const { shown, answer, withheld } = await show(tx, viewer, verb, there);
  for (const one of names) {
    // `a3f9,` is the handle before it is a job with that name.
    if (shown.length > 0 && !/\s/.test(one.name)) continue;
    const named = await namedJobs(tx, viewer, one.name);
    if (named === undefined) return notYet;
    if (named.whole.length > 0) {
      if (one.problem) return { answer: problemAnswer(one.problem) };
      const found = choose({ typed: one.name, kind: 'name' }, named.whole, verb, one.reason);
      if ('answer' in found) return found;
      const guessed = named.cut || mayGoOn(found.card, named.begun, one.reason);
      return { ...found, guessed, behind: { reason: one.reason, quoted: one.quoted } };
    }
  }
  if (shown.some(isWhole)) return choose(reference, shown, verb, reason);
  const uncertain = reference.kind !== 'last' && !isCertain(viewer);
  if (uncertain && there.length > 0) return { ...notYet, withheld };
  if (shown.length > 0) return choose(reference, shown, verb, reason);
  if (answer !== undefined) return { answer, withheld };
  const named = canBeName(reference) ? await namedJobs(tx, viewer, reference.typed) : nothing;
  if (named === undefined) return notYet;
  const fits = named.whole.length > 0 ? named.whole : named.begun;
  const expired = fits.length === 0 ? await expiredNamed(tx, reference, viewer) : undefined;
  if (expired !== undefined) return { answer: expired };
  // The same answer as for a hidden job.
  if (uncertain && fits.length === 0) return notYet;
  const found = choose(reference, fits, verb, reason);
  if ('answer' in found) return { ...found, withheld };
  return found.guessed === true
    ? found
    : { ...found, guessed: named.cut || mayGoOn(found.card, named.begun, reason) };
}

/** Whether what follows a whole name may belong to a longer one, or nobody can tell. */
function mayGoOn(
  { launch: { id, body } }: CardView,
  begun: readonly CardView[],
  rest: string | undefined,
): boolean {
  if (rest === undefined) return false;
  const others = begun.filter((one) => one.launch.id !== id && isLive(one));
  return (
    begun.length >= mostNamed ||
    others.some(({ launch }) => goesOn(launch.body.displayName, body.displayName, rest))
  );
}

const nothing = { whole: [], begun: [], cut: false };

/** Whether what they don't see is certainly hidden from them. */
function isCertain({ sure, seesOutlines }: Viewer): boolean {
  return sure && seesOutlines !== undefined;
}

function isWhole({ outlined }: CardView): boolean {
  return outlined !== true;
}

/** Finds the job of a button. */
export async function findByHandle(
  tx: Tx,
  handle: string,
  verb: PickerVerb,
  viewer: Viewer,
): Promise<Found> {
  const card = await tx.cards.byHandle(handle);
  const { shown, answer, withheld } = await show(
    tx,
    viewer,
    verb,
    card === undefined ? [] : [card],
  );
  const [only] = shown;
  if (only !== undefined) return { card: only };
  const expired =
    card === undefined
      ? await expiredNamed(tx, { kind: 'handle', handle, typed: handle }, viewer)
      : undefined;
  if (expired !== undefined) return { answer: expired };
  const none: Answer = isCertain(viewer) ? problemAnswer(noMatch(handle)) : notSeenNow;
  return { answer: (viewer.sure ? answer : undefined) ?? none, withheld };
}

/** The jobs to choose from. A single outline is the answer itself, except to stop it or let it run. */
async function show(tx: Tx, viewer: Viewer, verb: PickerVerb, there: readonly CardView[]) {
  const seen = await seenOf(tx, viewer, there);
  const whole = seen.filter(isWhole);
  const [outline] = seen;
  const answer: Answer | undefined = outline && { kind: 'outline', card: outline };
  // A job that wasn't launched through the bot isn't kept secret by those who watch it.
  const withheld = whole.length === 0 && there.some(({ launch }) => launch.origin === undefined);
  const needsNoMore = verb === 'cancel' || verb === 'extend';
  return { shown: needsNoMore ? seen : whole, answer, withheld };
}

/** The same answer for a job that doesn't exist and for one that isn't visible. */
function noMatch(typed: string): JobProblem {
  return { kind: 'no-such-job', typed };
}

/** Who looks and from where, what follows the job, and other names it may begin. */
type Looking = {
  readonly requester: Requester;
  readonly viewer: Viewer;
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
        problems: [noMatch(reference.typed)],
        hint: { kind: 'ways-to-name-a-job' },
      },
    };
  }
  if (choice.length === 1) {
    // `last week was better` doesn't name the newest job.
    const isProse = reference.kind === 'last' && reason !== undefined;
    return { card: first, guessed: isProse || isGuess(first, reference) };
  }
  if (verb === 'cancel' && live.length === 0) {
    const problem: JobProblem = { kind: 'all-ended', typed: reference.typed, jobs: fits.length };
    return { answer: problemAnswer(problem) };
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

/** Whether a card matched only by the beginning of its name. */
function isGuess({ launch, job }: CardView, { kind, typed }: JobReference): boolean {
  if (kind === 'resource' || kind === 'last' || kind === 'card') return false;
  const named = readJobReference(typed);
  if (named.kind === 'handle' && launch.handle === named.handle) return false;
  if (named.kind === 'id' && job?.key.id === named.id) return false;
  const whole = [launch.handle, job?.key.id, launch.body.displayName];
  return !whole.some((one) => one?.toLowerCase() === typed.toLowerCase());
}
