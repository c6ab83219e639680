/** Rate limits shared by all replicas: each key is free again after an interval. */
export interface RateBudgets {
  /**
   * Takes `key` if it is free, closing it for `intervalMs`; otherwise returns when it is free (Unix
   * ms).
   */
  take(
    key: string,
    intervalMs: number,
  ): Promise<{ readonly taken: true } | { readonly taken: false; readonly freeAt: number }>;
  /** Closes `key` at least until `until` (Retry-After). */
  close(key: string, until: number): Promise<void>;
}
