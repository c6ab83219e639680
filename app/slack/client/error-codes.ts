// What each error code of Slack means for a message.

import type { DeliveryOutcome } from '../../usecase/ports/slack.ts';

/**
 * Error codes of the methods in use, from the reference pages of chat.postMessage, chat.update,
 * chat.postEphemeral and conversations.*. An unlisted code is still a refusal in words: not there,
 * and worth another try.
 */
const codes = {
  'channel-refused': [
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'is_inactive',
    'restricted_action',
    'restricted_action_non_threadable_channel',
    'restricted_action_read_only_channel',
    'restricted_action_thread_locked',
    'restricted_action_thread_only_channel',
    'channel_is_limited_access',
    'posting_to_channel_denied',
    'external_channel_migrating',
    'messages_tab_disabled',
    'method_not_supported_for_channel_type',
    'user_not_in_channel',
    'user_not_found',
    'user_not_visible',
    'user_disabled',
    'users_not_found',
    'cannot_dm_bot',
  ],
  'app-refused': [
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'user_removed_from_team',
    'team_disabled',
    'team_not_found',
    'team_access_not_granted',
    'missing_scope',
    'no_permission',
    'not_allowed_token_type',
    'access_denied',
    'app_access_restricted',
    'ekm_access_denied',
    'org_login_required',
    'two_factor_setup_required',
    'enterprise_is_restricted',
    'forbidden_team',
  ],
  // A root that can't be edited any more is replaced like a deleted one.
  'root-gone': [
    'message_not_found',
    'thread_not_found',
    'cannot_reply_to_message',
    'cant_update_message',
    'edit_window_closed',
  ],
  'message-refused': [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
    'block_mismatch',
    'invalid_attachments',
    'too_many_attachments',
    'attachment_payload_limit_exceeded',
    'metadata_too_large',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'markdown_text_conflict',
  ],
  // "May have partly succeeded", or said by a server in front of the one that stores messages.
  'in-doubt': [
    'fatal_error',
    'internal_error',
    'service_unavailable',
    'request_timeout',
    'update_failed',
    'ratelimited',
    'rate_limited',
  ],
} as const satisfies Partial<Record<Refusal['kind'], readonly string[]>>;

export const kinds: ReadonlyMap<string, keyof typeof codes> = new Map(
  (['channel-refused', 'app-refused', 'root-gone', 'message-refused', 'in-doubt'] as const).flatMap(
    (kind) => codes[kind].map((code) => [code, kind] as const),
  ),
);

/** A failed call, in the outbox's terms. `message-refused` is handled before it gets there. */
export type Refusal =
  | Exclude<DeliveryOutcome, { readonly kind: 'accepted' }>
  /** Slack refused the message's form (blocks, length): certainly not there. */
  | { readonly kind: 'message-refused'; readonly why: string };
