import { audit } from './list/audit.ts';
import { answers } from './list/answers.ts';
import { delivery } from './list/delivery.ts';
import { http } from './list/http.ts';
import { guards } from './list/guards.ts';
import { fallbacks } from './list/fallbacks.ts';
import { fencing } from './list/fencing.ts';
import { foreignText } from './list/foreign-text.ts';
import { bulks } from './list/bulks.ts';
import { clockAndDisk } from './list/clock-and-disk.ts';
import { jobs } from './list/jobs.ts';
import { launches } from './list/launches.ts';
import { leases } from './list/leases.ts';
import { limits } from './list/limits.ts';
import { approvals } from './list/approvals.ts';
import { locks } from './list/locks.ts';
import { displayNames } from './list/display-names.ts';
import { messages } from './list/messages.ts';
import { troubles } from './list/troubles.ts';
import { notices } from './list/notices.ts';
import { unique } from './list/unique.ts';
import { permission } from './list/permission.ts';
import { plans } from './list/plans.ts';
import { policyFile } from './list/policy-file.ts';
import { platforms } from './list/platforms.ts';
import { pledges } from './list/pledges.ts';
import { reads } from './list/reads.ts';
import { requests } from './list/requests.ts';
import { retention } from './list/retention.ts';
import { secretDetection } from './list/secret-detection.ts';
import { secretsOfJobs } from './list/secrets-of-jobs.ts';
import { secretsOfTemplates } from './list/secrets-of-templates.ts';
import { settings } from './list/settings.ts';
import { unknownUse } from './list/unknown-use.ts';
import { unknowns } from './list/unknowns.ts';
import { userGroups } from './list/user-groups.ts';
import { visibleJobs } from './list/visible-jobs.ts';
import { visibleAnswers } from './list/visible-answers.ts';
import { timing } from './list/timing.ts';
import { watches } from './list/watches.ts';
import { whichJob } from './list/which-job.ts';
import type { Mutant } from './mutant.ts';

/** Every line that is broken once, by what it guards. */
export const mutants: readonly Mutant[] = [
  ...leases,
  ...limits,
  ...approvals,
  ...locks,
  ...fallbacks,
  ...fencing,
  ...guards,
  ...bulks,
  ...launches,
  ...jobs,
  ...delivery,
  ...notices,
  ...troubles,
  ...whichJob,
  ...pledges,
  ...timing,
  ...watches,
  ...retention,
  ...unique,
  ...permission,
  ...policyFile,
  ...audit,
  ...unknowns,
  ...unknownUse,
  ...userGroups,
  ...visibleJobs,
  ...visibleAnswers,
  ...reads,
  ...requests,
  ...messages,
  ...answers,
  ...secretsOfJobs,
  ...secretsOfTemplates,
  ...secretDetection,
  ...displayNames,
  ...foreignText,
  ...http,
  ...platforms,
  ...clockAndDisk,
  ...settings,
  ...plans,
];
