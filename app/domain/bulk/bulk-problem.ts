/** Why a question about many jobs can't be answered. */
export type BulkProblem =
  /** Too long ago, or no longer stored. */
  { readonly kind: 'bulk-expired' } | { readonly kind: 'bulk-of-another' };
