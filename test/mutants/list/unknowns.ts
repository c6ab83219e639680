// What the bot doesn't know, it says it doesn't know, and no list is silently shorter.

import type { Mutant, NamedTest } from '../mutant.ts';

const health = (name: string): NamedTest => ({
  file: 'test/domain/job/target-health.test.ts',
  name: `what is shown of a target may be old > ${name}`,
});
const list = (name: string): NamedTest => ({ file: 'test/blocks/list/list.test.ts', name });

export const unknowns: readonly Mutant[] = [
  {
    name: 'failed-look-is-stale',
    why: 'a target that can’t be read is shown as fresh until its next look is overdue',
    file: 'app/domain/job/target-health.ts',
    find: 'problem !== undefined || lastGoodPollAt === undefined',
    replace: 'lastGoodPollAt === undefined',
    test: health('when the last look failed, and before the first'),
  },
  {
    name: 'overdue-look-is-stale',
    why: 'a target that nobody polls any more is shown as fresh',
    file: 'app/domain/job/target-health.ts',
    find: 'return now > (staleFrom ?? lastGoodPollAt + graceMs);',
    replace: 'return false;',
    test: health('when the next look is overdue by the schedule, however slow that is'),
  },
  {
    name: 'list-says-what-is-stale',
    why: 'a list shows the jobs of a target that can’t be reached as if they were current',
    file: 'blocks/list/list-notes.ts',
    find: '    ...targetTrouble(targets, now),\n',
    replace: '',
    test: list(
      'a list of jobs > names projects where there are several, and why a target could not',
    ),
  },
  {
    name: 'list-has-every-target',
    why: 'a list without jobs does not say that a target can’t be reached',
    file: 'app/usecase/job/list-jobs.ts',
    find: 'const targets = [...watched, ...cards',
    replace: 'const targets = [...cards',
    test: {
      file: 'test/usecase/job/list-jobs.test.ts',
      name: 'list > says how fresh each target is',
    },
  },
  {
    name: 'list-says-what-is-hidden',
    why: 'a list is silently shorter by the jobs of private channels',
    file: 'blocks/list/list-notes.ts',
    find: '    ...hiddenNotes(hidden, uncounted),\n',
    replace: '',
    test: {
      file: 'test/blocks/answer/outline.test.ts',
      name: 'a list names neither the job nor its channel, and counts what is hidden',
    },
  },
  {
    name: 'list-says-where-threads-wait',
    why: 'nobody learns that the bot can’t post in a channel of these jobs',
    file: 'blocks/list/list-notes.ts',
    find: '    ...parkedNotes(parked),\n',
    replace: '',
    test: list('a list of jobs > leaves channels that are nobody’s business unnamed'),
  },
  {
    name: 'list-has-older-jobs',
    why: 'a list ends at its first page',
    file: 'blocks/list/list.ts',
    find: "...turn('older', older),",
    replace: '',
    test: list('a page of a list > has buttons to where there is more'),
  },
  {
    name: 'list-says-what-is-not-counted',
    why: 'a list of very many says that there are no more than were counted',
    file: 'blocks/list/list-heading.ts',
    find: 'const uncounted = list.uncounted === true;',
    replace: 'const uncounted = false;',
    test: list('a list of jobs > says what it is of'),
  },
  {
    name: 'list-goes-on-past-what-was-looked-at',
    why: 'a page on which nothing matches ends a list of which more is left',
    file: 'app/store/queries/card-list.ts',
    find: 'isBack ? undefined : edge,',
    replace: 'undefined,',
    test: {
      file: 'test/store/many-cards.test.ts',
      name: 'a list goes on where a look has ended, until all was looked at',
    },
  },
  {
    name: 'cost-is-whole',
    why: 'a cost leaves out the part whose price is not known',
    file: 'app/domain/cost/cost.ts',
    find: 'if (!cost.known) return cost;',
    replace: 'if (!cost.known) continue;',
    test: {
      file: 'test/domain/cost/estimate.test.ts',
      name: 'estimateCost > not known: no price of the machine',
    },
  },
  {
    name: 'top-knows-what-runs',
    why: 'a job that may be running is said to burn nothing',
    file: 'app/domain/launch/burn.ts',
    find: "if (holds === undefined) return { kind: 'unsure' };",
    replace: '',
    test: {
      file: 'test/domain/launch/burn.test.ts',
      name: 'what isn’t known is counted as a job and never as zero',
    },
  },
  {
    name: 'top-says-what-has-no-price',
    why: 'a sum leaves out jobs whose price is not known, and doesn’t say so',
    file: 'blocks/job/burn.ts',
    find: "return unknown === '' ? known : `${known}; besides, ${unknown}`;",
    replace: 'return known;',
    test: { file: 'test/blocks/golden.test.ts', name: 'tops > read as they did' },
  },
  {
    name: 'metrics-bounded',
    why: 'each template that ever ran is a series of its own in Prometheus, without end',
    file: 'app/domain/launch/burn-series.ts',
    find: 'if (all.length <= mostSeries) return all;',
    replace: 'if (all.length >= 0) return all;',
    test: {
      file: 'test/domain/launch/burn-series.test.ts',
      name: 'past the bound, those that burn least are one series, so that sums stay whole',
    },
  },
];
