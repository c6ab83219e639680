// Lines that matter only in the whole bot, on a real clock, when Slack or Vertex answers late. A run of the campaign has to notice them.

import type { Mutant } from '../mutant.ts';

export const plans: readonly Mutant[] = [
  {
    name: 'plan-overlap',
    why: 'a job that lists show late, when it has ended, is never found',
    file: 'app/usecase/poll/take-over.ts',
    find: 'const overlapMs = 10 * 60_000;',
    replace: 'const overlapMs = 0;',
    plan: { seed: 698, run: 2, database: 'sqlite' },
  },
  {
    name: 'plan-first-404',
    why: 'a young job that is not found once is said to be deleted',
    file: 'app/domain/job/missing.ts',
    find: 'if (misses < 2) return { job: { ...job, misses } };',
    replace: '',
    plan: { seed: 752, run: 11, database: 'sqlite' },
  },
  {
    name: 'plan-send-lease',
    why: 'a message is sent so late that its next holder has sent it as well, and one that dies over it takes no copy away',
    file: 'app/usecase/notification/deliver.ts',
    find: 'if (!enoughLeaseLeft(deps, lease)) return;',
    replace: '',
    plan: { seed: 905, run: 20, database: 'postgres' },
  },
];
