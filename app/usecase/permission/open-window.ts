// Windows open after the ack, for people with permission. Others, and presses that come too late,
// get an answer that says why.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import { failed, succeeded, type Result } from '../../domain/error/failure.ts';
import { decideOn } from './decide-on.ts';
import { orSayFailed, type AnswerDeps } from './respond-if-allowed.ts';
import { refuse } from './refuse.ts';
import type { PermissionRequest } from './permission-request.ts';
import type { Request } from '../ports/interactions.ts';
import type { Window } from '../../domain/answer/window.ts';
import type { Windows } from '../ports/slack.ts';

export type WindowDeps = AnswerDeps & { readonly windows: Windows };

/** Makes a window and opens it, or answers why it can't. */
export function openWindow(
  deps: WindowDeps,
  request: Request,
  permission: PermissionRequest,
  make: () => Promise<{ readonly window: Window } | { readonly answer: Answer }>,
): void {
  const { requester, trigger } = request;
  ifAllowed(deps, request, permission, async () => {
    if (trigger === undefined) return failed({ kind: 'user', message: 'a message can open none' });
    const made = await make();
    if ('window' in made) return deps.windows.open(trigger, made.window);
    await deps.answerer.answer(requester, made.answer);
    return succeeded(undefined);
  });
}

/** Checks permission after the ack, each time, before anything is shown. */
export function ifAllowed(
  deps: WindowDeps,
  request: Request,
  permission: PermissionRequest,
  work: () => Promise<Result<undefined>>,
): void {
  const { requester } = request;
  orSayFailed(deps, request, async () => {
    const decision = await decideOn(deps, request, permission);
    if ('later' in decision) return deps.answerer.answer(requester, notShown(decision.why));
    if (!decision.allowed) {
      return deps.answerer.answer(requester, await refuse(deps, request, permission, decision));
    }
    const shown = await work();
    if (!shown.ok) await deps.answerer.answer(requester, notShown(shown.failure.message));
  });
}

function notShown(why: string): Answer {
  return problemAnswer({ kind: 'window-not-opened', why });
}
