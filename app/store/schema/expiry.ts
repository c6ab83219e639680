import type { JobKeyColumns, LeaseColumns } from './columns.ts';

/** What is left of an expired launch, for ever: its handle, request key and job are never new again. */
export type ExpiredLaunchTable = JobKeyColumns & {
  /** The launch's id. */
  id: string;
  handle: string;
  request_key: string;
  /** Null for a watched job. */
  owner: string | null;
  /** JSON of the channels it was in. */
  channels: string;
  requested_at: number;
  expired_at: number;
};

/** Requests whose cancel, vote or watch has expired, for ever: none is new again. */
export type ExpiredRequestTable = { request_key: string };

/** Where expiry has got to; `id` is the kind. */
export type ExpiryPassTable = LeaseColumns & {
  id: string;
  reached_at: number | null;
  reached_id: string | null;
  done_at: number | null;
};
