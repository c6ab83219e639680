// Launches that take an approval: @bo and @root give it, and everybody else may only ask.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Who } from './acts.ts';
import type { Environment } from './bots.ts';
import { onDatabase } from './database.ts';
import type { Sandbox } from './harness.ts';
import { ana, bo, root } from './workspace.ts';

/** The environment of a bot for which each launch of `hello` takes an approval, by these people. */
export function approvedByLeads(leads: readonly string[] = [bo, root]): Environment {
  const path = join(mkdtempSync(join(tmpdir(), 'approval-')), 'policy.yaml');
  writeFileSync(
    path,
    `roles:
  lead: { people: [${leads.join(', ')}] }
grants:
  approve: [lead]
templates:
  hello: { approve: { by: [lead]} }
`,
  );
  return { POLICY_FILE: path };
}

export type Asked = {
  readonly handle: string;
  readonly displayName: string;
  readonly channel: string;
  /** Of the card that asks. */
  readonly ts: string;
};

/** Launches, and waits until the approvers are called below the card that asks. */
export async function ask(sandbox: Sandbox, greeting: string, who: Who = {}): Promise<Asked> {
  const since = await sandbox.client.last();
  await sandbox.type(`/job launch hello greeting=${greeting}`, who);
  const { user = ana } = who;
  const waits = { kind: 'ephemeral', user, since, match: `${greeting}.* waits for an approval` };
  const { text } = await sandbox.see({ ...waits, kind: 'ephemeral' });
  const handle = /\(([a-z][a-z0-9]+)[,)]/.exec(text.replaceAll('`', ''))?.[1];
  if (handle === undefined) throw new Error(text);
  const match = `Waiting for approval.*\`${handle}\``;
  const { channel = '', ts = '' } = await sandbox.see({ kind: 'message', match, since });
  await sandbox.see({
    kind: 'message',
    thread: ts,
    match: 'please approve or deny|asked by direct message',
  });
  return { handle, displayName: `${greeting} × 3`, channel, ts };
}

/** What one person is told next, after an act. */
export async function told(
  sandbox: Sandbox,
  act: () => Promise<unknown>,
  user: string,
  match: string,
): Promise<string> {
  const since = await sandbox.client.last();
  await act();
  return (await sandbox.see({ kind: 'ephemeral', user, match, since })).text;
}

/** Denies a launch for a reason, in the window that asks for it. */
export async function deny(
  sandbox: Sandbox,
  { handle, channel }: Asked,
  user: string,
  reason: string,
): Promise<void> {
  await sandbox.press('Deny', { user, channel, handle });
  await sandbox.see({ kind: 'view', user, match: `${handle}[^]*Why` });
  await sandbox.client.submit(user, { reason });
}

/** The texts of the buttons of a message. */
export async function buttonsOf({ client }: Sandbox, ts: string): Promise<string> {
  const { channels } = await client.slackRecords();
  const found = channels.flatMap(({ messages }) => messages).find((one) => one.ts === ts);
  return JSON.stringify(found?.blocks.flatMap(({ elements }) => elements) ?? []);
}

/** Changes what would be sent by the only launch of a bot that is stopped. */
export function tamper(sandbox: Sandbox): void {
  const { changes } = onDatabase(sandbox, (database) =>
    database.prepare(`update launches set body = replace(body, 'Honest', 'Forged')`).run(),
  );
  if (changes !== 1) throw new Error('Not one launch was changed.');
}

/** The state of the only launch of a bot that is stopped, and of the votes on it. */
export function statesOf(sandbox: Sandbox): readonly unknown[] {
  return onDatabase(sandbox, (database) =>
    [
      ...database.prepare('select state from launches').all(),
      ...database.prepare('select state from votes').all(),
    ].map((row) => row['state']),
  );
}
