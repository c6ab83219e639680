import { problemAnswer } from '../../domain/answer/answer.ts';
import type { Pledge } from '../../domain/launch/pledge.ts';
import type { Claimed } from '../ports/store/lease.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Store } from '../ports/store/store.ts';

export type UnkeptDeps = { readonly store: Store; readonly answerer: Answerer };

/**
 * Tells somebody that nothing came of their request: the process handling it is gone or stuck. Once
 * claimed, the request can't take effect any more. A kill in between tells it twice rather than
 * never.
 */
export async function tellUnkept(
  { store, answerer }: UnkeptDeps,
  { value: pledge, lease }: Claimed<Pledge>,
): Promise<void> {
  // If Slack delivers the message again, it must not be handled after all.
  await store.transaction((tx) => tx.heard.finish(pledge.requestKey));
  const { requester, act, subject } = pledge;
  const problem = { kind: 'interrupted', act, subject } as const;
  await answerer.answer(requester, problemAnswer(problem));
  await store.transaction((tx) => tx.pledges.release(pledge, lease));
}
