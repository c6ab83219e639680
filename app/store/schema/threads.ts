import type { Flag, LeaseColumns } from './columns.ts';

export type ThreadTable = LeaseColumns & {
  id: string;
  channel: string;
  launch_id: string | null;
  /** When the launch was requested. */
  requested_at: number | null;
  requester: string;
  root_ts: string | null;
  roots: number;
  card_wanted: number;
  card_shown: number;
  delivery: string | null;
  attempts: number;
  parked: string | null;
  parked_since: number | null;
  parked_told: Flag;
  root_repeated: Flag;
  /** JSON of the root's content if there is no launch. */
  digest: string | null;
  /** Number of the newest update. */
  last_seq: number;
  /** Whether an urgent update is waiting. */
  urgent: Flag;
  /** When it last had its channel's turn; null for threads from before there were turns. */
  served_at: number | null;
  replied_at: number | null;
};

export type UpdateTable = {
  thread_id: string;
  seq: number;
  key: string;
  payload: string;
  urgent: Flag;
  told_at: number;
  delivery_id: string | null;
  /** Slack ts of the message with it; null while it waits. */
  sent_ts: string | null;
  /** Whether that message says that it may be a repetition. */
  possibly_repeated: Flag;
  /** When it was suppressed; no message contains it then. */
  held_at: number | null;
  /** The thread of the digest that tells it in the channel. */
  digest: string | null;
};

/** A channel's notification settings. Due when its next digest is. */
export type ChannelTable = LeaseColumns & {
  id: string;
  mode: string;
  broadcast: Flag;
  digest_minutes: number | null;
  digest_zone: string | null;
  /** The end of the period that the last digest covered. */
  digested_until: number | null;
  set_by: string;
  set_at: number;
};

/** Notices on their way to people's direct messages. */
export type DirectNoteTable = LeaseColumns & {
  id: string;
  user_id: string;
  /** JSON. */
  notice: string;
  since: number;
  attempts: number;
};

/** Troubles that are told in the ops channel; `id` is what each is about. */
export type TroubleTable = {
  id: string;
  /** JSON. */
  trouble: string;
  since: number | null;
  channel: string;
  at: number;
  thread_id: string;
};
