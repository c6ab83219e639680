// Launches that pay from one budget: that of the team of the template `resnet-train`.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Environment } from './bots.ts';
import type { Sandbox } from './harness.ts';
import { until } from './wait.ts';
import { ana, bo, mlJobs, research } from './workspace.ts';

/** The environment of a bot for which the team may spend $20 in a month: one job for 11 h ($11.09), not two. */
export function teamBudget(): Environment {
  const path = join(mkdtempSync(join(tmpdir(), 'budget-')), 'policy.yaml');
  writeFileSync(path, 'limits: { budgets: [ { of: label.team, month: 20 } ] }\n');
  return { POLICY_FILE: path };
}

/** Waits until so many bots have read the price list since the first one started: before, no price is known. */
export async function untilPriced(sandbox: Sandbox, bots: number): Promise<void> {
  await until('the price list is read', async () => {
    const read = (await sandbox.log()).filter(({ message }) => message === 'prices read');
    return read.length >= bots ? true : undefined;
  });
}

/** Lets the jobs stay queued, so that they keep what they promise. */
export async function stayQueued({ client }: Sandbox): Promise<void> {
  await client.vertex('POST', 'scenarios', {
    match: { displayName: 'resnet' },
    scenario: 'stuck',
  });
}

/** A launch by this command costs $11.09 at most with `max-time=11h`. */
export const train = (data: string, maxTime: string): string =>
  `/job launch resnet-train data=gs://acme/${data} in=us-central1 max-time=${maxTime}`;

/** Two people launch at the same moment, each what only one can have. */
export async function race(sandbox: Sandbox): Promise<void> {
  await Promise.all([
    sandbox.type(train('cats', '11h'), { user: ana, channel: mlJobs }),
    sandbox.type(train('dogs', '11h'), { user: bo, channel: research }),
  ]);
}

/** Waits until one of them hears that it launches and the other one what is left. Returns who lost. */
export async function seeOneWin(sandbox: Sandbox): Promise<string> {
  const { user: winner } = await sandbox.see({ kind: 'ephemeral', match: '^Launching .*resnet' });
  const { user: loser } = await sandbox.see({ kind: 'ephemeral', match: tooMuch });
  if (winner === loser) throw new Error(`Both answers went to ${loser}.`);
  return loser;
}

/** What the loser is told: the sum, and the longest time that what is left pays for. */
export const tooMuch =
  '\\$11\\.09, and \\$8\\.91 is left of the budget of.*team.*\\$20\\.00, nothing is spent and \\$11\\.09 is promised.*It fits with.*max-time=8h';

/** Whoever lost is refused again, and then launches what fits into what is left. */
export async function launchWhatFits(sandbox: Sandbox, user: string, since: number): Promise<void> {
  await sandbox.type(train('birds', '11h'), { user, channel: research });
  await sandbox.see({ kind: 'ephemeral', user, match: tooMuch, since });
  expect(await sandbox.jobs()).toHaveLength(1);
  await sandbox.type(train('birds', '8h'), { user, channel: research });
  await sandbox.see({ kind: 'message', match: '^Launched by .*gs://acme/birds', since });
}
