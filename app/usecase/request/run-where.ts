// At Home there is no channel for a card, so an act runs in the channel of the job it is about.

import type { Answer } from '../../domain/answer/answer.ts';
import { verbs } from '../../domain/command/verbs.ts';
import { orSayFailed } from '../permission/respond-if-allowed.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Action, Request } from '../ports/interactions.ts';
import { findByHandle } from '../job/find-job.ts';
import { runAction } from './run-action.ts';
import { viewerIn } from '../permission/see.ts';

/**
 * Runs what a press asks for. A launch repeated from Home has its card where the original has it.
 */
export async function runWhere(
  deps: InteractionDeps,
  request: Request,
  action: Action,
): Promise<Answer | undefined> {
  const { requester } = request;
  const entry = verbs[action.verb];
  if (requester.atHome !== true || !('atHome' in entry) || !('handle' in action)) {
    return runAction(deps, request, action);
  }
  if (entry.atHome === 'in-window') {
    readInWindow(deps, request, action);
    return undefined;
  }
  // From the job's own channel, it would be visible; whoever may not see it must not.
  const found = await deps.store.transaction(async (tx) =>
    findByHandle(tx, action.handle, 'rerun', await viewerIn(tx, deps, requester)),
  );
  const channel = 'card' in found ? found.card.launch.requester.channel : requester.channel;
  return runAction(deps, { ...request, requester: { ...requester, channel } }, action);
}

/**
 * Reading a log may take longer than a trigger is valid. The window opens at once and shows the log
 * later.
 */
function readInWindow(
  deps: InteractionDeps,
  request: Request,
  action: Extract<Action, { handle: string }>,
): void {
  const { requester, trigger } = request;
  orSayFailed(deps, request, async () => {
    const { handle } = action;
    const first: Answer = { kind: 'note', note: { kind: 'reading-log', handle } };
    const opened =
      trigger === undefined || requester.window === undefined || 'id' in requester.window
        ? undefined
        : await deps.windows.openAnswer(trigger, first, requester.channel);
    const window = opened?.ok === true ? { id: opened.value } : requester.window;
    await runAction(deps, { ...request, requester: { ...requester, window } }, action);
  });
}

/**
 * Somebody acts at Home, so they are looking: it is updated soon, and kept up to date for longer.
 */
export function touchHome({ later, store, wake }: InteractionDeps, { requester }: Request): void {
  if (requester.atHome !== true) return;
  later(async () => {
    await store.transaction((tx) => tx.homes.touch(requester.userId));
    wake();
  });
}
