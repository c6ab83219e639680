import type { CardView } from '../../app/domain/launch/card.ts';
import type { Advice } from '../../app/domain/notification/advice.ts';
import { explainError } from '../../app/domain/error/explain.ts';
import type { Explanation } from '../../app/domain/error/explanation.ts';
import type { Failure } from '../../app/domain/error/failure.ts';
import { hideSecretsOf } from '../../app/domain/template/secret/hide-secrets.ts';
import type { JobError, Target } from '../../app/domain/job/job.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import { blockingLine } from '../policy/blocking.ts';
import { remedyOf, whatHappened } from '../error/explanation.ts';
import { capital } from '../kit/capital.ts';
import { bounds } from '../kit/limits.ts';
import { quotaUrl } from '../kit/links.ts';
import {
  link,
  quotation,
  quote,
  quoteBold,
  quoteLines,
  say,
  sentenceLine,
  type Line,
  type Part,
} from '../kit/rich.ts';

/** Each quota has its own page. */
const mostQuotas = 4;

/** A failed call about a launch: explained if it is known, and in Google's own words. */
export function failureLines(
  { message }: Failure,
  launch: Launch,
  advice: Advice,
): readonly Line[] {
  return explained({ code: 2, message }, '', launch, advice);
}

/**
 * A job's error: explained if it is known, and in Vertex AI's own words. The code is google.rpc's.
 */
export function errorLines(error: JobError, launch: Launch, advice: Advice): readonly Line[] {
  return explained(error, ` (code ${error.code})`, launch, advice);
}

/** The same in one line, for a card. */
export function errorGlance(error: JobError, launch: Launch): Line {
  const known = explainError(error);
  return known === undefined
    ? [quote(hideSecretsOf(launch, error.message), 200), say(` (code ${error.code})`)]
    : [quote(`${capital(whatHappened(known))} (code ${error.code})`, bounds.reason)];
}

/** A failed call in a few words, if it is known. The thread has the explanation. */
export function failureGlance({ message }: Failure, launch: Launch): Part {
  const known = explainError({ code: 2, message });
  return quote(known === undefined ? hideSecretsOf(launch, message) : whatHappened(known), 300);
}

/** Why a launch or job ended badly, in a few words; empty if it didn't, or is live. */
export function endGlance({ launch, job }: CardView): Line {
  if (job !== undefined) {
    const isBad = isTerminal(job.state) && job.state !== 'CANCELLED';
    return job.error !== undefined && isBad ? errorGlance(job.error, launch) : [];
  }
  const { failure, locked, blocked, state } = launch;
  if (locked !== undefined) return [quote(locked.reason, bounds.reason)];
  if (blocked !== undefined) return blockingLine(blocked);
  return state === 'failed' && failure !== undefined ? [failureGlance(failure, launch)] : [];
}

function explained(
  error: JobError,
  code: string,
  launch: Launch,
  { mayEdit }: Advice,
): readonly Line[] {
  const known = explainError(error, launch.body.jobSpec);
  // After "Termination reason", Vertex AI quotes the program's last output.
  const text = error.message.trim() === '' ? '(no text)' : hideSecretsOf(launch, error.message);
  if (known === undefined) return [[quoteLines(text), say(code)]];
  return [
    [
      quoteBold(`${capital(whatHappened(known))}${code}. `, bounds.reason),
      ...sentenceLine(remedyOf(known, mayEdit)),
      ...quotaLinks(known, launch.target),
    ],
    [quotation(text)],
  ];
}

/** ` Quota page`, or a link for each of several quotas. */
function quotaLinks(known: Explanation, target: Target): Line {
  const names = known.kind === 'over-quota' ? known.quotas.map(({ name }) => name) : [];
  const shown = names.filter((name) => /^\w{1,100}$/.test(name)).slice(0, mostQuotas);
  return shown.flatMap((name, index) => [
    say(index === 0 ? ' ' : ', '),
    link(quotaUrl(target, name), shown.length === 1 ? 'Quota page' : `Quota page ${index + 1}`),
  ]);
}
