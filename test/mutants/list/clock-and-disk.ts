// What the process stands on: clocks, the disk, the file.

import type { Mutant, NamedTest } from '../mutant.ts';

const clock = (name: string): NamedTest => ({ file: 'test/store/db/moved-clock.test.ts', name });
const proof = (name: string): NamedTest => ({ file: 'test/store/db/proof.test.ts', name });

export const clockAndDisk: readonly Mutant[] = [
  {
    name: 'clock-set',
    why: 'a clock that is set back holds every message until it has caught up',
    file: 'app/store/db/store-time.ts',
    find: 'if (moved !== 0) await redate(db, now, moved);',
    replace: '',
    test: clock('while the store is open > a row is due after the time it had left'),
  },
  {
    name: 'clock-set-while-closed',
    why: 'a clock set back while no bot ran holds every message until it has caught up',
    file: 'app/store/db/store-time.ts',
    find: 'if (zero === undefined) return Math.min(0, now - (await heard(db)));',
    replace: 'if (zero === undefined) return 0;',
    test: clock('while it is closed > a row is due after the time it had left'),
  },
  {
    name: 'clock-leases',
    why: 'a clock that is set lets two do the same work',
    file: 'app/store/db/redate.ts',
    find: 'lease_until = lease_until + ${byMs}\n',
    replace: 'lease_until = lease_until\n',
    test: clock('a lease ends when it would have'),
  },
  {
    name: 'clock-watched',
    why: 'the daily digest sleeps until the old hour comes again',
    file: 'app/wall-watch.ts',
    find: 'if (Math.abs(byMs) >= toleranceMs) moved(byMs);',
    replace: '',
    test: { file: 'test/wall-watch.test.ts', name: 'is noticed within a second' },
  },
  {
    name: 'lease-from-before',
    why: 'a lease seems to last longer than it does, by as long as the database takes',
    file: 'app/store/store.ts',
    find: 'deadline: begunAt + leaseMs',
    replace: 'deadline: monotonic() + 1 + leaseMs',
    test: {
      file: 'test/store/contract.test.ts',
      name: 'on sqlite in memory > launches > a lease ends for its holder when it ends for the store',
    },
  },
  {
    name: 'full-disk-not-ready',
    why: 'readiness says that all is well while nothing can be stored',
    file: 'app/store/store.ts',
    find: 'if (backend.ownFile) await proveGrowth(db, options.newId());',
    replace: '',
    test: proof('on a full disk'),
  },
  {
    name: 'proof-cached',
    why: 'anybody who asks for readiness makes the disk work',
    file: 'app/store/db/proof.ts',
    find: 'if (last === undefined || now - last.at >= provedForMs) {',
    replace: 'if (last === undefined || now >= last.at) {',
    test: proof('is made at most every ten seconds'),
  },
  {
    name: 'ready-without-slack',
    why: 'a bot that Slack does not let in is said to be ready',
    file: 'app/health.ts',
    find: 'store && slack ? 200 : 503',
    replace: 'store ? 200 : 503',
    test: { file: 'test/health.test.ts', name: 'ready is 503 without slack' },
  },
  {
    name: 'replaced-file',
    why: 'the bot goes on in a file that was deleted, and all is gone at its end',
    file: 'app/store/db/sqlite-file.ts',
    find: 'if (!isTheSame()) throw moved(path);',
    replace: '',
    test: { file: 'test/store/db/sqlite-file.test.ts', name: 'takes nothing more' },
  },
  {
    name: 'damaged-log',
    why: 'commits that a damaged log has lost are gone without a word',
    file: 'app/store/db/sqlite.ts',
    find: "if (wal === 'damaged') {",
    replace: 'if (wal === undefined) {',
    test: { file: 'test/store/db/sqlite-damage.test.ts', name: 'the write-ahead log' },
  },
  {
    name: 'damaged-page',
    why: 'the bot runs on a damaged database',
    file: 'app/store/db/sqlite.ts',
    find: "if (said !== 'ok') throw damaged(path, new Error(said));",
    replace: '',
    test: { file: 'test/store/db/sqlite-damage.test.ts', name: 'with an index that lacks a row' },
  },
  {
    name: 'rolled-back',
    why: 'half of what belongs together is stored',
    file: 'app/store/store.ts',
    find: 'reason = { error };\n            throw error;',
    replace: 'reason = { error };\n            return undefined as never;',
    test: {
      file: 'test/store/contract.test.ts',
      name: 'on sqlite in memory > transactions > what throws leaves nothing behind',
    },
  },
];
