// Two replicas on one PostgreSQL.

import type { BotProcess } from '../../../app/sandbox/bot-process.ts';
import { servers } from '../../store/databases.ts';
import type { AtEnd } from '../bots.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../harness.ts';

type Pair = {
  readonly sandbox: Sandbox;
  /** The sandbox delivers payloads in turn, so this one gets the first command and does its work. */
  readonly first: BotProcess;
  readonly second: BotProcess;
  readonly databaseUrl: string;
};

/** Both servers of the sandbox, a database, and two replicas at work on it. */
export async function startPair(atEnd: AtEnd, options: SandboxOptions = {}): Promise<Pair> {
  const server = await servers[0]?.start();
  if (server === undefined) throw new Error('TEST_POSTGRES_URL is not set.');
  atEnd(() => server.stop());
  const database = await server.fresh();
  if (database.kind !== 'postgres') throw new Error('That is no server.');
  const sandbox = await startSandbox(atEnd, {
    ...options,
    env: { ...options.env, DATABASE_URL: database.url },
  });
  const first = await sandbox.bot();
  const second = await sandbox.bot();
  return { sandbox, first, second, databaseUrl: database.url };
}
