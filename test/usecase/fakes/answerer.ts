import type { Answer } from '../../../app/domain/answer/answer.ts';
import { succeeded } from '../../../app/domain/error/failure.ts';
import type { Requester } from '../../../app/domain/launch/launch.ts';
import type { Window } from '../../../app/domain/answer/window.ts';
import type { Answerer, Windows } from '../../../app/usecase/ports/slack.ts';

/** A Slack that remembers what people were answered, and which windows they were shown. */
export function createFakeAnswerer() {
  const answers: Answer[] = [];
  const answered: Requester[] = [];
  const answerer: Answerer = {
    answer(requester, answer) {
      answers.push(answer);
      answered.push(requester);
      return Promise.resolve();
    },
  };
  const shown: Window[] = [];
  const show = (window: Window) => {
    shown.push(window);
    return Promise.resolve(succeeded(undefined));
  };
  const windows: Windows = {
    open: (_, window) => show(window),
    async openAnswer(_, answer, channel) {
      await show({ kind: 'answer', answer, channel });
      return succeeded('VA');
    },
    replace: (_, window) => show(window),
    push: (_, window) => show(window),
  };
  return {
    answerer,
    windows,
    answers,
    /** Whom each answer was given to, and how it could be. */
    answeredTo: answered,
    shown,
  };
}
