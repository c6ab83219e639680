import type { Store } from '../ports/store.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const goodForMs = 30 * 60_000;

/**
 * Forgets response_urls that Slack takes no more. Until then whoever reads one can speak as the bot in its conversation. Those that were
 * used are forgotten with what they were for.
 */
export function forgetResponseUrls({ store }: { readonly store: Store }): Promise<void> {
  return store.transaction((tx) => tx.dropResponseUrls(tx.now - goodForMs));
}
