import type { Store } from '../ports/store/store.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const goodForMs = 30 * 60_000;

/**
 * Deletes response_urls that Slack no longer accepts. Until then, whoever has one can post as the
 * bot in that conversation. Used ones are deleted with their request.
 */
export function forgetResponseUrls({ store }: { readonly store: Store }): Promise<void> {
  return store.transaction((tx) => tx.dropResponseUrls(tx.now - goodForMs));
}
