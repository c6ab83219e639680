/** Rates shared by all replicas: a key may be used again only after its time. */
export interface Budgets {
  /** Takes the next use of `key` if it is free now, closing it for `intervalMs`; otherwise says when it is free (Unix ms). */
  take(
    key: string,
    intervalMs: number,
  ): Promise<{ readonly taken: true } | { readonly taken: false; readonly freeAt: number }>;
  /** Closes `key` until `until` at least (Retry-After). */
  close(key: string, until: number): Promise<void>;
}
