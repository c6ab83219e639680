// Everything that can be done in a transaction.

import type { Tx } from '../usecase/ports/store/store.ts';
import { createAudit } from './repositories/audit.ts';
import { auditAfter, auditPage } from './queries/audit-page.ts';
import { countLiveOf } from './queries/bulk-live.ts';
import { readBacklog } from './queries/backlog.ts';
import { readUnheard } from './queries/unheard.ts';
import { createRateBudgets } from './repositories/rate-budgets.ts';
import { createVotes } from './repositories/launch/votes.ts';
import { createBudgets } from './repositories/launch/budgets.ts';
import { createBulks } from './repositories/launch/bulks.ts';
import { createCancels } from './repositories/launch/cancels.ts';
import { createCards } from './queries/cards.ts';
import { createChannels } from './repositories/thread/channels.ts';
import type { Context } from './db/context.ts';
import { createDirectNotes } from './repositories/thread/direct-notes.ts';
import { createExpiry } from './repositories/expiry.ts';
import { createGuards } from './repositories/guards.ts';
import { createHeard } from './repositories/heard.ts';
import { createSuppressed } from './repositories/thread/suppressed-updates.ts';
import { createHomes } from './repositories/home/homes.ts';
import { createJobs } from './repositories/jobs.ts';
import { createLaunches } from './repositories/launch/launches.ts';
import { createLocks } from './repositories/launch/locks.ts';
import { createLogTails } from './repositories/log-tails.ts';
import { createPledges } from './repositories/launch/pledges.ts';
import { dropResponseUrls } from './repositories/response-urls.ts';
import { createReplicas } from './repositories/replicas.ts';
import { createTargets } from './repositories/targets.ts';
import { createTroubles } from './repositories/troubles.ts';
import { createTemplateSaves } from './repositories/template-saves.ts';
import { createTemplateVersions } from './repositories/template-versions.ts';
import { createThreads } from './repositories/thread/threads.ts';
import { createWatches } from './repositories/watches.ts';

export function createTx(context: Context): Tx {
  return {
    now: context.now,
    launches: createLaunches(context),
    cancels: createCancels(context),
    bulks: { ...createBulks(context), countLive: (id) => countLiveOf(context, id) },
    votes: createVotes(context),
    jobs: createJobs(context),
    threads: createThreads(context),
    suppressed: createSuppressed(context),
    heard: createHeard(context),
    expiry: createExpiry(context),
    channels: createChannels(context),
    directNotes: createDirectNotes(context),
    guards: {
      ...createGuards(context),
      unheard: () => readUnheard(context),
    },
    logTails: createLogTails(context, 'log_tails'),
    useTails: createLogTails(context, 'use_tails'),
    budgets: createBudgets(context),
    locks: createLocks(context),
    pledges: createPledges(context),
    rateBudgets: createRateBudgets(context),
    targets: createTargets(context),
    troubles: createTroubles(context),
    audit: {
      ...createAudit(context),
      page: (query) => auditPage(context.db, query),
      after: (query, place) => auditAfter(context.db, query, place),
    },
    replicas: createReplicas(context),
    templates: createTemplateVersions(context),
    templateSaves: createTemplateSaves(context),
    cards: createCards(context),
    homes: createHomes(context),
    watches: createWatches(context),
    dropResponseUrls: (before) => dropResponseUrls(context, before),
    backlog: (channel) => readBacklog(context, channel),
  };
}
