import { answers } from './list-answers.ts';
import { delivery } from './list-delivery.ts';
import { doors } from './list-doors.ts';
import { fences } from './list-fences.ts';
import { foreign } from './list-foreign.ts';
import { ground } from './list-ground.ts';
import { jobs } from './list-jobs.ts';
import { launches } from './list-launches.ts';
import { leases } from './list-leases.ts';
import { names } from './list-names.ts';
import { notices } from './list-notices.ts';
import { once } from './list-once.ts';
import { permission } from './list-permission.ts';
import { plans } from './list-plans.ts';
import { platforms } from './list-platforms.ts';
import { pledges } from './list-pledges.ts';
import { requests } from './list-requests.ts';
import { secrets } from './list-secrets.ts';
import { settings } from './list-settings.ts';
import { sight } from './list-sight.ts';
import { surfaces } from './list-surfaces.ts';
import { waits } from './list-waits.ts';
import { watches } from './list-watches.ts';
import { whichJob } from './list-which.ts';
import type { Mutant } from './mutant.ts';

/** Every line that is broken once, by what it guards. */
export const mutants: readonly Mutant[] = [
  ...leases,
  ...fences,
  ...launches,
  ...jobs,
  ...delivery,
  ...notices,
  ...whichJob,
  ...pledges,
  ...waits,
  ...watches,
  ...once,
  ...permission,
  ...sight,
  ...surfaces,
  ...requests,
  ...answers,
  ...secrets,
  ...names,
  ...foreign,
  ...doors,
  ...platforms,
  ...ground,
  ...settings,
  ...plans,
];
