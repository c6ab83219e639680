// At Home there is no channel for a card, so an act runs in the channel of the job it is about.

import type { Answer } from '../../domain/command/answer.ts';
import { sentence } from '../../domain/text/sentence.ts';
import { orSayFailed } from '../permission/respond-if-allowed.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Action, Request } from '../ports/interactions.ts';
import { findByHandle } from '../job/find-job.ts';
import { runAct } from './run-act.ts';
import { viewerIn } from '../permission/see.ts';

/**
 * Runs what a press asks for. A launch repeated from Home has its card where the original has it.
 */
export async function actWhere(
  deps: InteractionDeps,
  request: Request,
  act: Action,
): Promise<Answer | undefined> {
  const handle = launchedAgain(act);
  const { requester } = request;
  if (act.verb === 'logs' && requester.atHome === true) {
    readInWindow(deps, request, act);
    return undefined;
  }
  if (requester.atHome !== true || handle === undefined) return runAct(deps, request, act);
  // From the job's own channel, it would be visible; whoever may not see it must not.
  const found = await deps.store.transaction(async (tx) =>
    findByHandle(tx, handle, 'rerun', await viewerIn(tx, deps, requester)),
  );
  const channel = 'card' in found ? found.card.launch.requester.channel : requester.channel;
  return runAct(deps, { ...request, requester: { ...requester, channel } }, act);
}

/**
 * Reading a log may take longer than a trigger is valid. The window opens at once and shows the log
 * later.
 */
function readInWindow(
  deps: InteractionDeps,
  request: Request,
  act: Extract<Action, { verb: 'logs' }>,
): void {
  const { requester, trigger } = request;
  orSayFailed(deps, request, async () => {
    const first: Answer = { kind: 'note', text: sentence`Reading the log of \`${act.handle}\` …` };
    const opened =
      trigger === undefined || requester.window === undefined || 'id' in requester.window
        ? undefined
        : await deps.windows.openAnswer(trigger, first, requester.channel);
    const window = opened?.ok === true ? { id: opened.value } : requester.window;
    await runAct(deps, { ...request, requester: { ...requester, window } }, act);
  });
}

/** The launch that an act repeats; undefined if it repeats none. */
function launchedAgain(act: Action): string | undefined {
  const { verb } = act;
  const makesOne =
    verb === 'rerun' || verb === 'rerun-in' || verb === 'launch-anyway' || verb === 'launch-again';
  return makesOne ? act.handle : undefined;
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
