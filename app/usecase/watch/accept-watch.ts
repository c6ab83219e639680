// Checks a stored watch: who asks, whether the bot can post in the channel, and what is running.
// Decisions about running jobs are committed with the watch, so a job seen live here is told
// whatever happens next.

import type { Answer } from '../../domain/answer/answer.ts';
import { factsOf } from '../../domain/answer/problem.ts';
import {
  isSameCriterion,
  writeCriterion,
  type Looked,
  type Watch,
} from '../../domain/watch/watch.ts';
import type { Grounds } from '../../domain/permission/policy.ts';
import { allowedBy } from '../../domain/permission/rule.ts';
import type { Refusal } from '../../domain/permission/refusal.ts';
import { decide } from '../permission/decide.ts';
import { askedBy } from '../permission/on-record.ts';
import { postponeIntent, refuseIntent, type Intent } from '../permission/settle-intent.ts';
import { viewOf } from './show-watches.ts';
import type { Answerer } from '../ports/slack.ts';
import type { Tx } from '../ports/store/store.ts';
import type { AuditEntry } from '../ports/store/audit.ts';
import type { Claimed } from '../ports/store/lease.ts';
import { lookAtTargets, lookAtJob, type LookDeps } from './look-for-jobs.ts';

export type AcceptWatchDeps = LookDeps & { readonly answerer: Answerer };

/** Begins a requested watch, or refuses it. */
export async function acceptWatch(deps: AcceptWatchDeps, claimed: Claimed<Watch>): Promise<void> {
  const { value: watch } = claimed;
  const check = await checkWatch(deps, watch);
  if ('later' in check) return waitOrRefuse(deps, claimed, check.later);
  if ('refusal' in check) return refuse(deps, claimed, check.refusal);
  const duplicate = await deps.store.transaction((tx) => findDuplicate(tx, watch));
  if (duplicate !== undefined) return refuse(deps, claimed, duplicate);
  const { criterion } = watch;
  const looked =
    criterion.kind === 'job'
      ? await lookAtJob(deps, watch, criterion)
      : await lookAtTargets(deps, watch);
  if ('later' in looked) return waitOrRefuse(deps, claimed, looked.later);
  if ('refusal' in looked) return refuse(deps, claimed, looked.refusal);
  await deps.store.transaction((tx) => commit(tx, claimed, looked, check.because));
}

type Check =
  { readonly because: Grounds } | { readonly refusal: Answer } | { readonly later: string };

async function checkWatch(deps: AcceptWatchDeps, { requester }: Watch): Promise<Check> {
  const decision = await decide(deps, requester, 'launch', {}, 'now');
  if ('later' in decision) return { later: decision.why };
  if (!decision.allowed) return { refusal: refused(decision.why, decision.ask) };
  const postable = await deps.directory.ensurePostable(requester.channel, 'watch');
  if (!postable.ok) return { later: postable.failure.message };
  return postable.value.kind === 'yes'
    ? { because: decision.because }
    : { refusal: refused(postable.value.why) };
}

function refused(why: Refusal, ask: readonly string[] = []): Answer {
  return { kind: 'refused', act: 'watch', why, ask };
}

/** The same watch in this channel. If it has a question, that is asked again. */
async function findDuplicate(tx: Tx, { criterion, requester }: Watch): Promise<Answer | undefined> {
  const others = await tx.watches.ofChannel(requester.channel);
  const duplicate = others.find((one) => isSameCriterion(one.criterion, criterion));
  if (duplicate === undefined) return undefined;
  const view = await viewOf(tx, duplicate);
  return duplicate.state === 'asking'
    ? { kind: 'watch-asks', view }
    : { kind: 'watch-begun', view, known: true };
}

async function commit(
  tx: Tx,
  { lease }: Claimed<Watch>,
  looked: Looked,
  because: Grounds,
): Promise<void> {
  const { watch, jobs } = looked;
  if (!(await tx.watches.release({ ...watch, attempts: 0 }, tx.now, lease))) return;
  await tx.watches.note(watch.id, jobs);
  await tx.audit.begin({ ...auditEntry(watch), ...allowedBy(because) });
  const asked = jobs.filter(({ state }) => state === 'asked').length;
  await tx.audit.complete(
    watch.requestKey,
    watch.state === 'asking' ? `asked about ${asked} jobs` : 'watching',
  );
}

async function waitOrRefuse(deps: AcceptWatchDeps, claimed: Claimed<Watch>, why: string) {
  if (await postponeIntent(deps, intentOf(claimed))) return;
  await refuse(deps, claimed, refused({ kind: 'unanswered', act: 'watch', why }));
}

function refuse(deps: AcceptWatchDeps, claimed: Claimed<Watch>, answer: Answer): Promise<void> {
  const rule = answer.kind === 'refused' ? answer.why : undefined;
  const intent = intentOf(claimed);
  return refuseIntent(deps, intent, { answer, why: reasonIn(answer), ...(rule && { rule }) });
}

function intentOf({ value: watch, lease }: Claimed<Watch>): Intent {
  return {
    requester: watch.requester,
    requestedAt: watch.requestedAt,
    audit: auditEntry(watch),
    postpone: (tx, dueAt) => tx.watches.release(watch, dueAt, lease),
    refuse: (tx) => tx.watches.release({ ...watch, state: 'refused' }, undefined, lease),
  };
}

function reasonIn(answer: Answer): string {
  if (answer.kind === 'refused') return factsOf(answer.why);
  return answer.kind === 'problem'
    ? answer.problems.map(factsOf).join(' ')
    : 'watched here already';
}

function auditEntry({ requestKey: key, requester, criterion }: Watch): AuditEntry {
  return {
    key,
    ...askedBy({ key, requester }),
    verb: 'watch',
    subject: writeCriterion(criterion),
    detail: {},
  };
}
