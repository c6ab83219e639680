/** Why a file that somebody picked in a window can't be read. */
export type FileProblem =
  /** Larger than a template may be. */
  | { readonly kind: 'file-too-large' }
  /** Slack gave no address, or one that isn't Slack's. */
  | { readonly kind: 'file-without-address' }
  /** The app lacks the scope. */
  | { readonly kind: 'files-forbidden' }
  | { readonly kind: 'file-refused'; readonly httpStatus: number }
  | { readonly kind: 'file-too-late' }
  | { readonly kind: 'file-not-text' };
