import type { JobChange } from '../../app/domain/job/tracked-job.ts';
import { quote, say, time, type Line } from '../kit/rich.ts';

type Change = Pick<JobChange, 'at'> & { readonly to: string };

/** `12 changes since 15:06, RUNNING now (6 × PENDING, 6 × RUNNING).` */
export function flapsLine(changes: readonly Change[], now: number): Line {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return [];
  const counts = [...Map.groupBy(changes, ({ to }) => to)].map(
    ([state, some]) => `${some.length} × ${state}`,
  );
  return [
    say(`${changes.length} changes since `),
    time(first.at, now),
    say(', '),
    quote(last.to),
    say(' now ('),
    quote(counts.join(', ')),
    say(').'),
  ];
}
