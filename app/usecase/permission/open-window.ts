// A window is opened after the ack, for somebody who may do what it is for; whoever may not, or comes too late, is answered why.

import type { Answer } from '../../domain/command/answer.ts';
import { failed, succeeded, type Result } from '../../domain/error/failure.ts';
import { orSayFailed, rulingOn, type AnswerDeps } from './answer-allowed.ts';
import { refuse } from './refuse.ts';
import type { Wish } from './wish.ts';
import type { Request } from '../ports/desk.ts';
import type { Window, Windows } from '../ports/slack.ts';

export type WindowDeps = AnswerDeps & { readonly windows: Windows };

/** Makes a window and opens it, or answers why there is none. */
export function openWindow(
  deps: WindowDeps,
  request: Request,
  wish: Wish,
  make: () => Promise<{ readonly window: Window } | { readonly answer: Answer }>,
): void {
  const { asker, trigger } = request;
  ifAllowed(deps, request, wish, async () => {
    if (trigger === undefined) return failed({ kind: 'user', message: 'a message can open none' });
    const made = await make();
    if ('window' in made) return deps.windows.open(trigger, made.window);
    await deps.answerer.answer(asker, made.answer);
    return succeeded(undefined);
  });
}

/** Asks who may before anything is shown, each time, after the ack. */
export function ifAllowed(
  deps: WindowDeps,
  request: Request,
  wish: Wish,
  work: () => Promise<Result<undefined>>,
): void {
  const { asker } = request;
  orSayFailed(deps, request, async () => {
    const ruling = await rulingOn(deps, request, wish);
    if ('later' in ruling) return deps.answerer.answer(asker, notShown(ruling.why));
    if (!ruling.allowed) {
      return deps.answerer.answer(asker, await refuse(deps, request, wish, ruling));
    }
    const shown = await work();
    if (!shown.ok) await deps.answerer.answer(asker, notShown(shown.failure.message));
  });
}

function notShown(why: string): Answer {
  return {
    kind: 'problem',
    problems: [`The window could not be opened (${why}): try again by the slash command.`],
  };
}
