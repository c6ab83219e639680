// Cards with the phases of their job.

import type { CardView } from '../../../app/domain/launch/card.ts';
import { ended } from './changes.ts';
import { ago, cardOf, phasesOf } from './samples.ts';

const succeeded = { state: 'SUCCEEDED', stateSince: ago(1), ...ended };

/** A job without interruptions. */
export function phased(): CardView {
  const phases = phasesOf(['QUEUED', 46], ['PENDING', 45], ['RUNNING', 40], ['SUCCEEDED', 1]);
  return cardOf('a3f9', { ...succeeded, phases });
}

/** A job that was interrupted twice. */
export function restarted(): CardView {
  const phases = phasesOf(
    ['QUEUED', 46],
    ['PENDING', 45],
    ['RUNNING', 40],
    ['PENDING', 30],
    ['RUNNING', 24],
    ['PENDING', 12],
    ['RUNNING', 11],
    ['SUCCEEDED', 1],
  );
  return cardOf('a3f9', { ...succeeded, restarts: 2, phases });
}

/** A job that was interrupted seventeen times. */
export function restless(): CardView {
  const restarts = Array.from({ length: 17 }, (_, index) => [
    ['PENDING', 39 - 2 * index] as const,
    ['RUNNING', 38 - 2 * index] as const,
  ]).flat();
  const phases = phasesOf(['PENDING', 46], ['RUNNING', 40], ...restarts, ['SUCCEEDED', 1]);
  return cardOf('a3f9', { ...succeeded, restarts: 17, phases });
}
