/** A template that somebody can’t launch where they ask, as it stands now. */
export type ClosedTemplate = {
  readonly name: string;
  /** The policy refuses it to them. */
  readonly isRefused: boolean;
  /** Locks cover it in each of its targets. */
  readonly isLocked: boolean;
};
