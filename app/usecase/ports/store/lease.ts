/**
 * A claim on a row until it is released or `deadline` passes. After somebody else's claim, a
 * release changes nothing.
 */
export type Lease = {
  readonly token: string;
  /**
   * On the process's monotonic clock (ms), measured before the claim was sent, so it is never too
   * late.
   */
  readonly deadline: number;
};

export type Claimed<T> = { readonly value: T; readonly lease: Lease };
