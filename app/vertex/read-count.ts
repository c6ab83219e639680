import { formatTarget, type Target } from '../domain/job/job.ts';

/** Counts requests by project and region, as Google's quotas do. */
export function createReadCount() {
  const sent = new Map<string, number>();
  /** Of each target: the same by its project's number, as jobs are named. */
  const numbered = new Map<string, Target>();
  const takeOne = (place: Target): number => {
    const name = formatTarget(place);
    const count = sent.get(name) ?? 0;
    sent.delete(name);
    return count;
  };
  return {
    /** One more, to a project by its name or number. */
    add(place: Target): void {
      const name = formatTarget(place);
      sent.set(name, (sent.get(name) ?? 0) + 1);
    },
    /** The number of a target's project. */
    learn(target: Target, project: string): void {
      numbered.set(formatTarget(target), { ...target, project });
    },
    /** The requests to a target since this was last called. */
    take(target: Target): number {
      const same = numbered.get(formatTarget(target));
      return takeOne(target) + (same === undefined ? 0 : takeOne(same));
    },
  };
}
