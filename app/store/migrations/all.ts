import type { Migration } from '../db/migrate.ts';
import { first } from './0001-first.ts';
import { reruns } from './0002-reruns.ts';
import { templateSaves } from './0003-template-saves.ts';
import { parkedSince } from './0004-parked-since.ts';
import { estimates } from './0005-estimates.ts';
import { logTails } from './0006-log-tails.ts';
import { markedUpdates } from './0007-marked-updates.ts';
import { watches } from './0008-watches.ts';
import { noise } from './0009-noise.ts';
import { phases } from './0011-phases.ts';
import { launchTimes } from './0012-launch-times.ts';
import { homes } from './0013-homes.ts';
import { markedRoots } from './0014-marked-roots.ts';
import { staleTargets } from './0015-stale-targets.ts';
import { responseUrls } from './0016-response-urls.ts';
import { proofs } from './0017-proofs.ts';
import { oddEntries } from './0018-odd-entries.ts';
import { turns } from './0019-turns.ts';
import { heard } from './0021-heard.ts';
import { answerPlaces } from './0022-answer-places.ts';
import { launchChannels } from './0023-launch-channels.ts';
import { directNotes } from './0024-direct-notes.ts';
import { pledges } from './0025-pledges.ts';
import { auditPolicy } from './0026-audit-policy.ts';
import { locks } from './0027-locks.ts';
import { replicas } from './0028-replicas.ts';
import { approvals } from './0029-approvals.ts';
import { blocked } from './0030-blocked.ts';
import { budgets } from './0031-budgets.ts';
import { auditRecord } from './0032-audit-record.ts';
import { retention } from './0033-retention.ts';
import { lastRuns } from './0036-last-runs.ts';
import { guards } from './0038-guards.ts';
import { bulkCancels } from './0039-bulk-cancels.ts';
import { useTails } from './0040-use-tails.ts';
import { ladders } from './0041-ladders.ts';
import { openJobs } from './0042-open-jobs.ts';
import { troubles } from './0043-troubles.ts';
import { pollPace } from './0044-poll-pace.ts';
import { newestFirst } from './0045-newest-first.ts';
import { jobStamps } from './0046-job-stamps.ts';
import { labelsAndRequests } from './0037-labels-and-requests.ts';

/** In the order in which they run. */
export const migrations: readonly Migration[] = [
  first,
  reruns,
  templateSaves,
  parkedSince,
  estimates,
  logTails,
  markedUpdates,
  watches,
  noise,
  phases,
  launchTimes,
  homes,
  markedRoots,
  staleTargets,
  responseUrls,
  proofs,
  oddEntries,
  turns,
  heard,
  answerPlaces,
  launchChannels,
  directNotes,
  pledges,
  auditPolicy,
  locks,
  replicas,
  approvals,
  blocked,
  budgets,
  auditRecord,
  retention,
  lastRuns,
  labelsAndRequests,
  guards,
  bulkCancels,
  useTails,
  ladders,
  openJobs,
  troubles,
  pollPace,
  newestFirst,
  jobStamps,
];
