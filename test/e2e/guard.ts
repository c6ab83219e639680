// A guard whose limit and grace are seconds long.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { z } from 'zod';
import type { BotProcess } from '../../app/sandbox/bot-process.ts';
import type { Environment } from './bots.ts';
import type { Sandbox } from './harness.ts';
import { auditAtRest, expectStory } from './story.ts';

/** The environment of a bot that lets a job run for three seconds, warns twice, and cancels it three seconds later. */
export function guardedBySeconds(): Environment {
  const path = join(mkdtempSync(join(tmpdir(), 'guard-')), 'policy.yaml');
  const guard = '{ maxDuration: 3s, warnAt: 50%, onExceed: cancel, grace: 3s }';
  writeFileSync(path, `guards: { default: ${guard} }\n`);
  return { POLICY_FILE: path };
}

/** What a job’s thread tells if its guard cancels it. */
export const cancelledByGuard =
  'launched PENDING? RUNNING warned warned cancel overdue? CANCELLING? overdue? CANCELLED';

const row = z.object({ due_at: z.number().nullable() });

/** When the only guard is looked at next (Unix ms), by the rows of a stopped bot. */
export function nextLookAt({ servers }: Sandbox): number | null {
  const database = new DatabaseSync(join(servers.directory, 'jobs.db'), { readOnly: true });
  try {
    return row.parse(database.prepare('select due_at from guards').get()).due_at;
  } finally {
    database.close();
  }
}

/** Expects that somebody’s Extend was told once and that the job runs on. */
export async function expectExtended(
  sandbox: Sandbox,
  handle: string,
  bot: BotProcess,
): Promise<void> {
  const { story } = await expectStory(
    sandbox,
    handle,
    'launched PENDING? RUNNING warned warned? extended',
  );
  expect(story).not.toContain('cancel');
  expect((await sandbox.jobs()).map(({ state }) => state)).toEqual(['RUNNING']);
  expect(await auditAtRest(sandbox, bot)).toEqual([
    expect.stringMatching(/^launch U0ANA: created /),
    'extend U0ANA: extended',
  ]);
}
