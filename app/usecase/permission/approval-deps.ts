import type { DecideDeps } from './decide.ts';
import type { Store } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';

/** What it takes to know who may approve what. */
export type ApprovalDeps = DecideDeps & {
  readonly store: Store;
  readonly templates: Pick<Templates, 'get'>;
};
