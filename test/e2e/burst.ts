// Many jobs of one channel that end between two polls.

import { expect } from 'vitest';
import type { Sandbox } from './harness.ts';
import { threadOf } from './story.ts';

type Burst = { readonly handles: readonly string[]; readonly names: readonly string[] };

/** Launches jobs that stay queued until the test moves them, and waits for their cards. */
export async function launchMany(sandbox: Sandbox, count: number): Promise<Burst> {
  await sandbox.client.vertex('POST', 'scenarios', {
    match: { displayName: '^Many' },
    scenario: 'stuck',
  });
  const handles: string[] = [];
  const names: string[] = [];
  for (let nth = 1; nth <= count; nth++) {
    handles.push(await sandbox.launch(`hello greeting=Many${nth}`));
    names.push(`Many${nth} × 3`);
  }
  for (const handle of handles) {
    const { ts = '' } = await sandbox.see({ kind: 'message', match: `·.*\`${handle}\`` });
    await sandbox.see({ kind: 'message', thread: ts, match: '(?:Launched by|Found the job)' });
    await sandbox.see({ match: `Queued.*${handle}` });
  }
  return { handles, names };
}

/** Ends them during an outage of Vertex AI, so that the next poll reads all ends at once. The first `bad` of them fail. */
export async function endTogether(sandbox: Sandbox, { names }: Burst, bad: number): Promise<void> {
  await sandbox.client.vertex('POST', 'outage', { locations: ['*'] });
  for (const [nth, displayName] of names.entries()) {
    const error = { code: 8, message: 'Replicas low on memory: workerpool0.' };
    await (nth < bad
      ? sandbox.move('FAILED', { displayName, error })
      : sandbox.move('SUCCEEDED', { displayName }));
  }
  await sandbox.client.vertex('POST', 'outage', { locations: [] });
}

/** The digests in all channels. */
export async function digestsOf(sandbox: Sandbox): Promise<readonly string[]> {
  return (await sandbox.roots())
    .filter(({ rendered }) => rendered.includes('jobs ended at once'))
    .map(({ rendered }) => rendered);
}

/** Checks that every card shows its end, and that only failures are told in their threads. */
export async function expectOnlyFailuresInThreads(
  sandbox: Sandbox,
  { handles }: Burst,
  bad: number,
): Promise<void> {
  for (const [nth, handle] of handles.entries()) {
    const end = nth < bad ? 'Failed' : 'Succeeded';
    await sandbox.see({ kind: 'edit', match: `${end}.*\`${handle}\`` });
    if (nth >= bad) continue;
    const { root } = await threadOf(sandbox, handle);
    await sandbox.see({ kind: 'message', thread: root.ts, match: 'Failed after ' });
  }
  for (const [nth, handle] of handles.entries()) {
    const { story } = await threadOf(sandbox, handle);
    expect(story).toMatch(nth < bad ? /FAILED$/ : /^(?:uncertain )?(?:launched|found)$/);
  }
}
