import type { Answer } from '../../app/domain/answer/answer.ts';
import { renderAnswer } from '../../blocks/answer/answer.ts';
import { renderWindow } from '../../blocks/answer/window.ts';
import type { Harness } from './harness.ts';

/** What a bot of use cases shows, as Slack is sent it. */
export function createRendered(bot: Harness) {
  const context = () => ({ command: '/job', now: bot.now(), token: 't' });
  return {
    context,
    answer(answer: Answer | undefined): string {
      if (answer === undefined) throw new Error('no answer');
      return JSON.stringify(renderAnswer(answer, context()));
    },
    /** Every window so far. */
    windows: () => JSON.stringify(bot.shown.map((one) => renderWindow(one, context()))),
  };
}
