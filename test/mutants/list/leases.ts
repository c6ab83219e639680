// Who holds a row, and for how long: nothing is done by two at once, and nothing by one who was too slow.

import type { Mutant, NamedTest } from '../mutant.ts';

/** In memory only: what is broken here is broken on every database. */
const contract = (name: string): NamedTest => ({
  file: 'test/store/contract.test.ts',
  name: `on sqlite in memory > ${name}`,
});

/** One fence for every change of a row that is held: each table’s test has to notice. */
export const fence = {
  file: 'app/store/db/leases.ts',
  find: 'change.where(sql<SqlBool>`lease_token = ${token}`)',
  replace: 'change.where(sql<SqlBool>`1 = 1`)',
};
const reading = ".where('lease_token', '=', lease.token)";
const lost = 'a holder that lost its lease changes nothing';

export const leases: readonly Mutant[] = [
  {
    name: 'claim-held',
    why: 'two workers do the same work at once',
    file: 'app/store/db/leases.ts',
    find: ' and (lease_until is null or lease_until <= ${now})',
    replace: '',
    test: contract('launches > claims take what is due'),
  },
  {
    name: 'claim-early',
    why: 'a pause is cut short: what may still arrive is sent again',
    file: 'app/store/db/leases.ts',
    find: 'where due_at <= ${now}',
    replace: 'where due_at is not null',
    test: contract('launches > claims take what is due'),
  },
  {
    ...fence,
    name: 'launch-settle-fence',
    why: 'one who was too slow overwrites what another has done since',
    test: contract(`launches > ${lost}`),
  },
  {
    ...fence,
    name: 'launch-save-fence',
    why: 'a create is begun by one who does not hold the launch any more',
    test: contract(`launches > ${lost}`),
  },
  {
    name: 'launch-overrule-voids',
    why: 'a launch is created although it was cancelled meanwhile',
    file: 'app/store/repositories/launch/launches.ts',
    after: 'async overrule(',
    find: ', ...released(dueAt)',
    replace: '',
    test: contract('launches > overruling writes it whoever holds it, and voids that lease'),
  },
  {
    ...fence,
    name: 'cancel-settle-fence',
    why: 'one who was too slow ends a cancel that another follows',
    test: contract('cancels > is leased and settled like a launch'),
  },
  {
    ...fence,
    name: 'cancel-save-fence',
    why: 'a cancel is sent by one who does not hold it any more',
    test: contract('cancels > is leased and settled like a launch'),
  },
  {
    ...fence,
    name: 'thread-settle-fence',
    why: 'one who was too slow brings an old delivery back',
    test: contract(`threads > ${lost}`),
  },
  {
    ...fence,
    name: 'thread-save-fence',
    why: 'two send in one thread at once',
    test: contract(`threads > ${lost}`),
  },
  {
    name: 'thread-attach-fence',
    why: 'updates go into a delivery of one who does not hold the thread any more',
    file: 'app/store/repositories/thread/threads.ts',
    after: 'async attach(',
    find: reading,
    replace: '',
    test: contract(`threads > ${lost}`),
  },
  {
    ...fence,
    name: 'thread-renew-fence',
    why: 'a lease that another has is taken from them',
    test: contract('threads > a lease that is held can be had anew'),
  },
  {
    name: 'thread-woken',
    why: 'what was told while a thread was held waits for the next news',
    file: 'app/store/repositories/thread/threads.ts',
    find: 'if (dueAt === undefined) await dueIfWanting(thread.id);',
    replace: '',
    test: contract('threads > what is told while it is held'),
  },
  {
    name: 'target-claim',
    why: 'two poll the same target at once',
    file: 'app/store/repositories/targets.ts',
    find: ".where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))",
    replace: '',
    test: contract('targets > one poll at a time, of each'),
  },
  {
    name: 'target-holds-fence',
    why: 'a poll that was too slow writes an old list over a new one',
    file: 'app/store/repositories/targets.ts',
    after: 'async holds(',
    find: reading,
    replace: '',
    test: contract('targets > a poll that lost its lease may write nothing'),
  },
  {
    ...fence,
    name: 'target-settle-fence',
    why: 'a poll that was too slow moves the mark of the next list back or forth',
    test: contract('targets > a poll that lost its lease may write nothing'),
  },
];
