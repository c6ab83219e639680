// What the bot told: a thread's story as a row of words, and the audit in the bot's database.

import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import type { BotProcess } from '../../app/sandbox/bot-process.ts';
import type { Message } from '../../app/sandbox/client/records.ts';
import { wordsIn } from '../thread-words.ts';
import type { Who } from './acts.ts';
import type { Sandbox } from './harness.ts';
import { until } from './wait.ts';

/** The words of one message, one for each line that tells something. */
export const wordsOf = ({ rendered }: Message): readonly string[] => wordsIn(rendered, 'thread');

type Thread = {
  readonly root: Message;
  /** The words of each reply, oldest first, without deleted ones. */
  readonly replies: readonly (readonly string[])[];
  readonly story: string;
};

/** The thread of a launch: its only live root, and its replies. */
export async function threadOf(sandbox: Sandbox, handle: string): Promise<Thread> {
  const messages = await sandbox.messages();
  const roots = messages.filter(
    ({ is_root, rendered }) => is_root && rendered.includes(`\`${handle}\``),
  );
  const [root] = roots;
  expect(roots, `live roots of ${handle}`).toHaveLength(1);
  if (root === undefined) throw new Error(`${handle} has no root.`);
  const replies = messages
    .filter(({ is_root, thread_ts }) => !is_root && thread_ts === root.ts)
    .map(wordsOf);
  return { root, replies, story: replies.flat().join(' ') };
}

/**
 * Checks that a thread tells exactly this, in this order. A word with `?` may be missing, such as a state that no poll saw. `launched`
 * also matches a job that was found: on a busy machine the answer to create can come too late.
 */
export async function expectStory(sandbox: Sandbox, handle: string, told: string): Promise<Thread> {
  const thread = await threadOf(sandbox, handle);
  const pattern = told.split(' ').map(patternOf).join('');
  expect(`${thread.story} `).toMatch(new RegExp(`^${pattern}$`));
  return thread;
}

function patternOf(word: string): string {
  if (word.endsWith('?')) return `(?:${word.slice(0, -1)} )?`;
  return word === 'launched' ? '(?:launched |(?:uncertain )?found )' : `${word} `;
}

/** The states of a job that succeeds. Polls may miss the first two. */
export const ran = 'PENDING? RUNNING? SUCCEEDED';

type Queued = { readonly handle: string; readonly displayName: string };

/** Launches a job that stays queued until the test moves it, and waits until everything so far is told. */
export async function launchQueued(
  sandbox: Sandbox,
  greeting = 'Still',
  who: Who = {},
): Promise<Queued> {
  await sandbox.client.vertex('POST', 'scenarios', {
    match: { displayName: greeting },
    scenario: 'stuck',
  });
  const handle = await sandbox.launch(`hello greeting=${greeting}`, who);
  const { ts = '' } = await sandbox.see({ kind: 'message', match: `·.*\`${handle}\`` });
  await sandbox.see({ kind: 'message', thread: ts, match: '^(?:Launched by|Found the job)' });
  // In the card's first text if that was posted late, else in an edit.
  await sandbox.see({ match: `Queued.*${handle}` });
  return { handle, displayName: `${greeting} × 3` };
}

/** Waits until the end of a launch shows in its thread and on its card. */
export async function seeEnd(
  sandbox: Sandbox,
  handle: string,
  how = 'Succeeded after ',
): Promise<void> {
  const { ts = '' } = await sandbox.see({ kind: 'message', match: `·.*\`${handle}\`` });
  await sandbox.see({ kind: 'message', thread: ts, match: how });
  await sandbox.see({ match: `(?:Succeeded|Failed|Cancelled).*${handle}` });
}

/** Waits until a launch has succeeded, and checks that it made one job and told each thing once. */
export async function expectOneJobToldOnce(
  sandbox: Sandbox,
  handle: string,
  displayName: string,
  story: string,
  repeats: Repeats = 'none',
): Promise<void> {
  await seeEnd(sandbox, handle);
  if (repeats === 'withdrawn') await untilNoRepeatIsLeft(sandbox);
  expect(await sandbox.jobs(displayName)).toHaveLength(1);
  await expectStory(sandbox, handle, story);
  await expectNothingTwice(sandbox, repeats);
}

/** `withdrawn`: a process that is stopped while it posts may post again, and then deletes its second post (README). */
type Repeats = 'none' | 'withdrawn';

async function deliveriesIn({ client }: Sandbox, repeats: Repeats): Promise<readonly unknown[]> {
  const { channels } = await client.slackRecords();
  return channels
    .flatMap(({ messages }) => messages)
    .filter(({ deleted }) => repeats === 'none' || !deleted)
    .flatMap(({ metadata }) => metadata?.event_payload['delivery_id'] ?? []);
}

async function untilNoRepeatIsLeft(sandbox: Sandbox): Promise<void> {
  await until('what was posted twice is deleted', async () => {
    const deliveries = await deliveriesIn(sandbox, 'withdrawn');
    return new Set(deliveries).size === deliveries.length ? true : undefined;
  });
}

/** Checks that no delivery was posted twice, and that no launch made two jobs. */
export async function expectNothingTwice(
  sandbox: Sandbox,
  repeats: Repeats = 'none',
): Promise<void> {
  const deliveries = await deliveriesIn(sandbox, repeats);
  expect(deliveries).toEqual([...new Set(deliveries)]);
  const launches = (await sandbox.jobs()).map(({ labels }) => labels['launch-id']);
  expect(launches).toEqual([...new Set(launches)]);
}

const auditRow = z.object({
  verb: z.string(),
  actor: z.string(),
  outcome: z.string().nullable(),
  completed_at: z.number().nullable(),
});

/** The audit of a stopped bot, oldest first, as `verb actor: outcome`. An act without an outcome says `OPEN`. */
export function auditOf({ servers }: Sandbox): readonly string[] {
  const database = new DatabaseSync(join(servers.directory, 'jobs.db'), { readOnly: true });
  try {
    const rows = database.prepare('select * from audit order by at, key').all();
    return rows.map((row) => {
      const { verb, actor, outcome, completed_at } = auditRow.parse(row);
      return `${verb} ${actor}: ${completed_at === null ? 'OPEN' : (outcome ?? '')}`;
    });
  } finally {
    database.close();
  }
}

/** Stops the bot, restarting it until every act in its audit has an outcome. Returns the audit. */
export async function auditAtRest(sandbox: Sandbox, bot: BotProcess): Promise<readonly string[]> {
  let running = bot;
  return until('every act in the audit has its end', async () => {
    expect(await running.stop()).toBe(0);
    const rows = auditOf(sandbox);
    if (rows.every((row) => !row.endsWith(': OPEN'))) return rows;
    running = await sandbox.bot();
    return undefined;
  });
}
