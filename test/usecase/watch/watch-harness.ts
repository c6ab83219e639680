// A bot of which watches are asked: types, presses and looks as people and the poller do.

import type { Failure } from '../../../app/domain/error/failure.ts';
import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { createHarness, requester } from '../harness.ts';

/** Of a job that `watch` without words takes in. */
export const vision = { labels: { team: 'vision' } };
export const unavailable: Failure = {
  kind: 'transient',
  message: 'The service is currently unavailable.',
};

export type WatchHarness = Awaited<ReturnType<typeof createWatchHarness>>;

export async function createWatchHarness() {
  const bot = await createHarness();
  return Object.assign(bot, {
    async watch(text = 'label.team=vision', userId = 'U0ANA', channel = requester.channel) {
      const answer = await bot.type(`watch ${text}`, userId, undefined, channel);
      await bot.wait(5_000);
      return answer;
    },
    async tick(): Promise<void> {
      await bot.poll();
      await bot.wait(20_000);
    },
    async press(
      verb: 'unwatch' | 'all' | 'new' | 'none',
      watch: string,
      userId = 'U0ANA',
    ): Promise<Answer | undefined> {
      const answer = await bot.interactions.press(
        { key: `button:t:${verb}:${watch}:${userId}`, requester: { ...requester, userId } },
        { verb: verb === 'unwatch' ? verb : `watch-${verb}`, watch },
      );
      await bot.wait(30_000);
      return answer;
    },
    rootsIn: (channel: string) => bot.roots().filter((root) => root.channel === channel),
    toldIn: (channel: string) =>
      bot.posts
        .filter((post) => post.channel === channel && post.rootTs !== undefined)
        .flatMap(({ kinds }) => kinds),
    /** The last answer of a kind. */
    lastOf<Kind extends Answer['kind']>(kind: Kind) {
      const answer = bot.answers.findLast((one) => one.kind === kind);
      if (answer?.kind !== kind) throw new Error(`no ${kind}: ${JSON.stringify(bot.answers)}`);
      return answer as AnswerOf<Kind>;
    },
    async handleOf(displayName: string): Promise<string> {
      const { cards } = await bot.store.transaction((tx) => tx.cards.byNamePrefix(displayName, 1));
      const [card] = cards;
      if (card === undefined) throw new Error(`no card of ${displayName}`);
      return card.launch.handle;
    },
    textOf: (answer: Answer): string =>
      renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' }).text,
    audit: (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key)),
  });
}
