import type { Pledge } from '../../domain/launch/pledge.ts';
import { foreign, sentence, type Said } from '../../domain/text/sentence.ts';
import type { Claimed } from '../ports/lease.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Store } from '../ports/store.ts';

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
  await answerer.answer(pledge.requester, { kind: 'problem', problems: [sayOf(pledge)] });
  await store.transaction((tx) => tx.pledges.release(pledge, lease));
}

function sayOf({ act, subject }: Pledge): Said {
  switch (act) {
    case 'launch':
      return sentence`I was interrupted before I could launch ${foreign(subject)}, so nothing was launched: try again.`;
    case 'cancel':
      return sentence`I was interrupted before I could cancel ${foreign(subject)}, so nothing was cancelled: try again.`;
    case 'template':
      return sentence`I was interrupted before I could change the template ${foreign(subject)}, so nothing was changed: try again.`;
    case 'channel':
      return 'I was interrupted before I could change this channel’s settings, so nothing was changed: try again.';
    case 'watch':
    case 'unwatch':
      return 'I was interrupted before I could change what is watched here, so nothing was changed: try again.';
  }
}
