// What storing a launch takes, and what asking for one takes.

import type { DecideDeps } from '../../permission/decide.ts';
import type { Prices } from '../../ports/prices.ts';
import type { Target } from '../../../domain/job/job.ts';
import type { Store } from '../../ports/store/store.ts';
import type { Templates } from '../../ports/templates.ts';

export type StoreLaunchDeps = DecideDeps & {
  readonly random: () => number;
  /** A new launch id. It is also a label value, so it has only lowercase letters and digits. */
  readonly newLaunchId: () => string;
  readonly prices: Prices;
};

export type RequestLaunchDeps = StoreLaunchDeps & {
  readonly store: Store;
  readonly templates: Templates;
  readonly targets: readonly Target[];
};
