import type { JobChange } from '../../app/domain/job/tracked-job.ts';
import { stateInside } from '../job/state-words.ts';
import { say, time, type Line } from '../kit/rich.ts';

type Change = Pick<JobChange, 'at'> & { readonly to: string };

/** `12 changes since 15:06, now running (6 × pending, 6 × running).` */
export function flapsLine(changes: readonly Change[], now: number): Line {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return [];
  const counts = [...Map.groupBy(changes, ({ to }) => to)].flatMap(([state, some], at): Line => [
    say(`${at === 0 ? '' : ', '}${some.length} × `),
    ...stateInside(state),
  ]);
  return [
    say(`${changes.length} changes since `),
    time(first.at, now),
    say(', now '),
    ...stateInside(last.to),
    say(' ('),
    ...counts,
    say(').'),
  ];
}
