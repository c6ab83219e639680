/** Held by one worker until it settles or `deadline` passes: a settle after another's claim changes nothing. */
export type Lease = {
  readonly token: string;
  /** On the process's monotonic clock (ms), measured before the claim was sent, so that it is never too late. */
  readonly deadline: number;
};

export type Claimed<T> = { readonly value: T; readonly lease: Lease };
