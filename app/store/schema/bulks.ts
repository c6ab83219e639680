import type { LeaseColumns, RequesterColumns } from './columns.ts';

/** Questions about cancelling many jobs, and what became of them. */
export type BulkTable = LeaseColumns &
  RequesterColumns & {
    id: string;
    request_key: string;
    state: string;
    /** JSON. */
    filter: string;
    reason: string | null;
    /** JSON with amounts as text. */
    sums: string;
    requested_at: number;
    confirmed_at: number | null;
    open_shown: number | null;
  };

/** The jobs that a question showed, in its order. */
export type BulkJobTable = {
  bulk_id: string;
  launch_id: string;
  nth: number;
  handle: string;
  state: string;
  /** Billionths of a dollar, as text. */
  hourly: string | null;
};
