import type { WebClient } from '@slack/web-api';
import type { Message } from '../../../blocks/kit/message.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { renderRoot } from '../../../blocks/notification/root.ts';
import type { Announcer, DeliveryOutcome } from '../../usecase/ports/slack.ts';
import { openDirectMessage } from './direct-message.ts';
import type { Echo } from './echo.ts';
import { allOfDelivery, findDelivery } from './find-delivery.ts';
import type { SlackLog } from './log.ts';
import { deliveryMetadata } from './metadata.ts';
import type { RenderContexts } from './render-contexts.ts';
import { cutText, longestText, sendMessage } from './send-message.ts';
import type { SlackIdentity } from './web.ts';

type AnnouncerDeps = {
  readonly client: WebClient;
  readonly contexts: RenderContexts;
  /** Known once Slack has answered. */
  readonly identity: () => SlackIdentity | undefined;
  readonly echo: Pick<Echo, 'posted'>;
  readonly log: SlackLog;
};

/** A reply; also shown in the channel if asked for. */
type Below =
  | { readonly channel: string; readonly thread_ts: string }
  | { readonly channel: string; readonly thread_ts: string; readonly reply_broadcast: true };

/**
 * The outbox's access to channels. Every message carries its delivery id, and each call sends at
 * most once.
 */
export function createAnnouncer(deps: AnnouncerDeps): Announcer {
  const { client, contexts, echo, log } = deps;

  const post = async (
    to: { readonly channel: string } | Below,
    message: Message,
    deliveryId: string,
  ): Promise<DeliveryOutcome> => {
    const outcome = await sendMessage(log, message, (form) =>
      client.chat.postMessage({
        ...to,
        ...form,
        unfurl_links: false,
        unfurl_media: false,
        metadata: deliveryMetadata(deliveryId),
      }),
    );
    if (outcome.kind === 'accepted') echo.posted(to.channel);
    return outcome;
  };

  // Without metadata, the posted metadata stays.
  const edit = (channel: string, ts: string, message: Message): Promise<DeliveryOutcome> =>
    sendMessage(log, message, ({ text, blocks }) =>
      client.chat.update({ channel, ts, text: cutText(text, longestText), blocks }),
    );

  return {
    postRoot(channel, root, deliveryId, possiblyRepeated) {
      const message = renderRoot(root, contexts.next(), possiblyRepeated);
      return post({ channel }, message, deliveryId);
    },

    postReply(channel, rootTs, reply, deliveryId) {
      const message = renderReply(reply, contexts.next());
      const below = { channel, thread_ts: rootTs };
      return post(
        reply.broadcast ? { ...below, reply_broadcast: true } : below,
        message,
        deliveryId,
      );
    },

    editReply(channel, ts, reply) {
      return edit(channel, ts, renderReply(reply, contexts.next()));
    },

    editRoot(channel, rootTs, root, possiblyRepeated) {
      return edit(channel, rootTs, renderRoot(root, contexts.next(), possiblyRepeated));
    },

    async find(channel, rootTs, deliveryId, sinceMs) {
      const us = deps.identity();
      if (us === undefined) return { kind: 'unclear', why: 'Slack has not answered yet' };
      return findDelivery(client, us, { channel, rootTs }, deliveryId, sinceMs);
    },

    async withdraw(channel, rootTs, deliveryId, sinceMs, keepTs) {
      const us = deps.identity();
      if (us === undefined) return false;
      try {
        const place = { channel, rootTs };
        const all = await allOfDelivery(client, us, place, deliveryId, sinceMs);
        for (const ts of all.filter((one) => one !== keepTs)) {
          await client.chat.delete({ channel, ts });
          log.warn('a message that was posted twice was taken away', { channel, ts });
        }
        return true;
      } catch (error) {
        log.error('a message may have been posted twice', { channel, error });
        return false;
      }
    },

    openDirect: (userId) => openDirectMessage(client, userId),
  };
}
