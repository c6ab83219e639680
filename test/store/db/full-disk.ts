// A disk that is full for a while. SQLite's limit of pages holds for a connection, so it is set on the store's own whenever that
// executes something.

import { DatabaseSync } from 'node:sqlite';

/** Limits every database of this process to so many pages (as many as it has, if that is more); undefined: as it is. Returns what ends it. */
export function limitPages(most: () => number | undefined): () => void {
  const exec: unknown = Reflect.get(DatabaseSync.prototype, 'exec');
  if (typeof exec !== 'function') throw new Error('There is no exec.');
  DatabaseSync.prototype.exec = function (statement) {
    const pages = most();
    if (pages !== undefined) Reflect.apply(exec, this, [`pragma max_page_count = ${pages}`]);
    Reflect.apply(exec, this, [statement]);
  };
  return () => {
    Reflect.set(DatabaseSync.prototype, 'exec', exec);
  };
}
