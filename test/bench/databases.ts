// The databases that sweeps are measured on.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../app/store/backend.ts';
import { servers } from '../store/databases.ts';

type Opened = { readonly database: Database; readonly stop: () => Promise<void> };
export type NamedDatabase = { readonly name: string; readonly open: () => Promise<Opened> };

const sqlite: NamedDatabase = {
  name: 'SQLite',
  async open() {
    const directory = await mkdtemp(join(tmpdir(), 'vertex-job-bot-bench-'));
    return {
      database: { kind: 'sqlite', path: join(directory, 'jobs.db') },
      stop: () => rm(directory, { recursive: true }),
    };
  },
};

/** A SQLite file, and PostgreSQL if TEST_POSTGRES_URL names a server. */
export const databases: readonly NamedDatabase[] = [
  sqlite,
  ...servers.map((server) => ({
    name: 'PostgreSQL',
    async open() {
      const started = await server.start();
      return { database: await started.fresh(), stop: () => started.stop() };
    },
  })),
];
