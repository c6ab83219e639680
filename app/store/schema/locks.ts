export type LockTable = {
  number: number;
  /** JSON. */
  scope: string;
  reason: string;
  by_user: string;
  channel: string;
  at: number;
  until: number | null;
  /** When it was taken off, and by whom. */
  ended_at: number | null;
  ended_by: string | null;
};

/** A single row, 1: the number given last. Who changes locks locks it. */
export type LockTurnTable = { id: number; last: number };
