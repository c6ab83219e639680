// Acts of people on the surfaces of a bot with a policy file in force, and what became of them.

import { expect } from 'vitest';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import { requester, type Harness } from '../harness.ts';

/** A channel that the policies of these tests have rules for, one that they have none for, and @bo’s Home. */
export const prod = 'C0PROD';
export const elsewhere = 'C0ELSEWHERE';
export const dm = 'D0BO';
export const atHome = { atHome: true, window: { trigger: 't' } } as const;
export const lead = { lead: { people: ['U0ANA'] } };

/** Who acts, under which key. */
export type Act = { readonly userId: string; readonly key: string };
export type Doing = (act: Act) => Promise<unknown>;

export const requestOf = ({ userId, key }: Act, channel = prod, more: object = {}) => ({
  ...{ key, trigger: `t-${key}` },
  requester: { ...requester, userId, channel, ...more },
});

/** Acts on the bot that there is when they are done. */
export function createActs(bot: () => Harness) {
  const outcomeOf = (key: string) =>
    bot().store.transaction(async (tx) => {
      const row = (await tx.audit.byKey(`${key}:refused`)) ?? (await tx.audit.byKey(key));
      return row === undefined ? undefined : `${row.actor} ${row.verb}: ${row.outcome ?? ''}`;
    });
  const answered = () => JSON.stringify(bot().answers);
  return {
    type:
      (text: () => string, channel = prod): Doing =>
      (act) =>
        bot().interactions.command(requestOf(act, channel), '/job', text()),
    say:
      (text: () => string, channel = prod): Doing =>
      (act) =>
        bot().interactions.hear(requestOf(act, channel), '/job', { text: text() }),
    press:
      (action: () => Action, channel = prod, more: object = {}): Doing =>
      (act) =>
        bot().interactions.press(requestOf(act, channel, more), action()),
    /** How the record says that it ended: who, what, and the outcome. */
    outcomeOf,
    /** All answers, written out. */
    answered,
    refused: async (act: Doing, verb: string, userId = 'U0BO'): Promise<void> => {
      const acked = await act({ userId, key: 'refused' });
      await bot().wait(3_000);
      expect(await outcomeOf('refused')).toMatch(new RegExp(`^${userId} ${verb}: refused`));
      expect(JSON.stringify(acked ?? '') + answered()).toMatch(/not-granted/);
    },
    /** Does it as somebody who may. */
    done: async (act: Doing, userId = 'U0ANA'): Promise<void> => {
      await act({ userId, key: `done${bot().now()}` });
      await bot().wait(3_000);
    },
    /** Launches before there is a policy file, and returns the handle. */
    launchBy: async (userId: string, channel = prod): Promise<string> => {
      await bot().type('launch hello', userId, 'first', channel);
      await bot().wait(3_000);
      await bot().poll();
      bot().answers.length = 0;
      const launch = await bot().store.transaction((tx) =>
        tx.launches.byRequestKey('command:first'),
      );
      return launch?.handle ?? '';
    },
  };
}
