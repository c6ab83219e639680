// What has expired never happens again, and what isn't over doesn't expire.

import type { Mutant } from '../mutant.ts';

const contract = (name: string) => ({
  file: 'test/store/contract.test.ts',
  name: `on sqlite in memory > expiry > ${name}`,
});
const expired = (name: string) => ({ file: 'test/usecase/job/expired.test.ts', name });
const file = 'app/store/expiry/expire-launches.ts';

export const retention: readonly Mutant[] = [
  {
    name: 'spent-money-expires',
    why: 'a budget of the month forgets what was spent, because the jobs expired',
    file,
    find: 'Math.min(before, monthOf(now))',
    replace: 'before',
    test: {
      file: 'test/store/kept.test.ts',
      name: 'a job that ended in this month stays until the next, and then goes',
    },
  },
  {
    name: 'expired-request-key',
    why: 'a request that arrives again after its launch has expired buys a second job',
    file: 'app/store/repositories/launch/launches.ts',
    find: 'if (expired !== undefined) return false;',
    replace: 'void expired;',
    test: contract('its handle and its request key are never new again, and its job isn’t, either'),
  },
  {
    name: 'expired-request-answered',
    why: 'somebody is told that an expired launch is being launched',
    file: 'app/usecase/launch/store-launch.ts',
    find: 'if (expired !== undefined) return expiredAnswer(expired, tx.now);',
    replace: 'void expired;',
    test: expired('a request that arrives once more launches nothing'),
  },
  {
    name: 'expired-handle',
    why: 'a handle is given again, and a button of the expired card is about another job',
    file: 'app/store/repositories/launch/launches.ts',
    find: "['launches', 'expired_launches'] as const",
    replace: "['launches'] as const",
    test: contract('its handle and its request key are never new again, and its job isn’t, either'),
  },
  {
    name: 'expired-job-known',
    why: 'a watch takes an expired job for a new one',
    file: 'app/store/repositories/watch-jobs.ts',
    find: 'for (const some of pieces(keys)) found.push(...(await expiredJobs(context, some)));',
    replace: 'void expiredJobs;',
    test: contract('its handle and its request key are never new again, and its job isn’t, either'),
  },
  {
    name: 'expired-job-taken-in',
    why: 'an expired job gets a card and is told once more',
    file: 'app/usecase/watch/post-watched-job.ts',
    find: "if (followed === undefined && (await tx.expiry.hadJob(seen.key))) return 'left';",
    replace: '',
    test: expired('a job that a watch had waiting isn’t taken in once it has expired'),
  },
  {
    name: 'expired-live-job',
    why: 'a running job is forgotten',
    file,
    find: 'and jobs.open = 0 and jobs.live = 0 and jobs.observed_at',
    replace: 'and jobs.observed_at',
    test: contract('a launch stays > whose job lives'),
  },
  {
    name: 'expired-in-doubt',
    why: 'a launch in doubt is forgotten, and its job runs without a card',
    file,
    find: '  doubt: false,',
    replace: '  doubt: true,',
    test: contract('a launch without a job that is doubt'),
  },
  {
    name: 'expired-parked',
    why: 'what a parked thread still has to tell is lost',
    file,
    find: 'or threads.delivery is not null or threads.parked is not null',
    replace: 'or threads.delivery is not null',
    test: contract('a launch stays > with a thread that is parked'),
  },
  {
    name: 'expired-claimed',
    why: 'a launch is deleted under the worker that has it',
    file,
    find: 'and due_at is null and (lease_until is null or lease_until <= ${now})',
    replace: '',
    test: contract('a launch stays > that is due or claimed'),
  },
  {
    name: 'expired-cancel',
    why: 'a cancel that is followed is lost',
    file,
    find: "and cancels.state in ('requested', 'accepted')",
    replace: "and cancels.state in ('requested')",
    test: contract('a launch stays > with a cancel that is accepted'),
  },
  {
    name: 'expired-watching',
    why: 'a watch loses a job that it was about to take in',
    file,
    find: "and watch_jobs.state in ('asked', 'held', 'waiting')",
    replace: "and watch_jobs.state in ('asked', 'held')",
    test: contract('a launch stays > with a job that is waiting at a watch'),
  },
  {
    name: 'expired-digest',
    why: 'updates refer to a digest that is gone',
    file: 'app/store/expiry/expire-others.ts',
    find: 'updates.digest is not null and updates.digest = threads.id',
    replace: 'updates.digest is not null and updates.digest = threads.channel',
    test: contract('a digest goes once it is told, and nothing refers to it'),
  },
  {
    name: 'expired-seen',
    why: 'somebody learns of a job in a private channel that they are not in',
    file: 'app/usecase/job/expired.ts',
    find: 'if (expired === undefined || !couldSee(viewer, expired)) return undefined;',
    replace: 'if (expired === undefined) return undefined;',
    test: expired('is named > by somebody else: only if they could see it'),
  },
];
