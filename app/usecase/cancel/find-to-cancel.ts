// Finds the job of a typed cancel. Two named jobs are never taken for one job and a reason.
import { problemAnswer } from '../../domain/answer/answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { CancelCommand } from '../../domain/command/parse/command.ts';
import { readJobReference } from '../../domain/job/job-reference.ts';
import { isLive, ownerOf, type Requester } from '../../domain/launch/launch.ts';
import { beginnings } from '../../domain/command/parse/longer-names.ts';
import { toCancel, verbForCancel } from '../../domain/permission/policy.ts';
import { quotedName, readToken } from '../../domain/text/tokens.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { decideNow, type DecideDeps } from '../permission/decide.ts';
import { findJob, type Found } from '../job/find-job.ts';
import { exactJobs, namedJobs } from '../job/job-candidates.ts';
import { seenOf } from '../permission/see.ts';
import type { Tx } from '../ports/store/store.ts';

/**
 * Finds the job. If the reason begins with another live job that the requester could cancel, they
 * have to name one.
 */
export async function findToCancel(
  tx: Tx,
  deps: DecideDeps,
  requester: Requester,
  viewer: Viewer,
  { job, reason, quoted, names }: CancelCommand,
): Promise<Found> {
  const found = await findJob(tx, job, 'cancel', { requester, viewer, reason, names });
  if ('answer' in found) return found;
  const { card, behind = { reason, quoted } } = found;
  if (behind.reason === undefined || behind.quoted === true) return found;
  const fits = await namedFirst(tx, requester, viewer, behind.reason);
  const other = fits.find((one) => isAnother(deps, requester, card, one));
  if (other === undefined) return found;
  const [first, second] = [card.launch.handle, other.launch.handle];
  return { answer: problemAnswer({ kind: 'two-named', first, second }) };
}

/** Separates two names. */
const divider = /^(?:[\s,;:&+]|and\s)+/iu;

/**
 * The jobs that a text exactly names at its beginning. A name's prefix doesn't count, since it may
 * be any word.
 */
async function namedFirst(
  tx: Tx,
  requester: Requester,
  viewer: Viewer,
  reason: string,
): Promise<readonly CardView[]> {
  const text = reason.replace(divider, '');
  const first = readToken(text, 0);
  if (first.kind !== 'token') return [];
  const word = quotedName(first.token);
  const reference = readJobReference(word);
  // `last` is an ordinary word here.
  const exact = reference.kind === 'last' ? [] : await exactJobs(tx, reference, requester);
  const fits = [...(await seenOf(tx, viewer, exact))];
  const begin = word.replace(/[.,:;!?]{1,9}$/, '');
  const begun = begin === '' ? undefined : await namedJobs(tx, viewer, begin);
  if (begun === undefined || begun.begun.length === 0) return fits;
  for (const name of [word, ...beginnings(text).map((one) => one.name)]) {
    fits.push(...((await namedJobs(tx, viewer, name))?.whole ?? []));
  }
  return fits;
}

/**
 * Whether it is live, theirs to cancel, and named differently from the first; otherwise it could be
 * the first one again.
 */
function isAnother(
  deps: DecideDeps,
  requester: Requester,
  first: CardView,
  other: CardView,
): boolean {
  const { launch } = other;
  const isSame =
    launch.id === first.launch.id || launch.body.displayName === first.launch.body.displayName;
  if (isSame || !isLive(other)) return false;
  const owner = ownerOf(launch);
  const decision = decideNow(
    deps,
    requester,
    (person) => verbForCancel(person, owner),
    toCancel(launch),
  );
  return decision?.allowed !== false;
}
