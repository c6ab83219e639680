/** Where the press came from, and what is denied: the window carries it. */
export type DenyContext = {
  readonly channel: string;
  readonly home?: boolean | undefined;
  readonly handle: string;
};

/** The window that asks why a launch is denied. */
export type DenyForm = DenyContext & { readonly displayName: string };
