// Counts SQL statements where they leave the process, in the two drivers, so that it doesn't matter which code of the store runs them.

import { DatabaseSync, StatementSync } from 'node:sqlite';
import pg from 'pg';

let ran = 0;

/** How many statements this process has run on SQLite and PostgreSQL, `begin` and `commit` included. */
export const statementsSoFar = (): number => ran;

count(StatementSync.prototype, ['all', 'get', 'iterate', 'run']);
count(DatabaseSync.prototype, ['exec']);
count(pg.Client.prototype, ['query']);

/** Counts the calls of these methods. */
function count(prototype: object, methods: readonly string[]): void {
  for (const method of methods) {
    const original: unknown = Reflect.get(prototype, method);
    if (typeof original !== 'function') throw new Error(`A driver has no ${method}.`);
    const counted = function (this: unknown, ...given: unknown[]): unknown {
      ran += 1;
      return Reflect.apply(original, this, given);
    };
    Reflect.set(prototype, method, counted);
  }
}
