// Sets a lock, and says so in the channel. Launches of which nothing was sent yet meet it before
// their create; those whose create was committed before are not touched.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { LockCommand } from '../../domain/command/parse/command.ts';
import type { Target } from '../../domain/job/job.ts';
import { covers, writeScope, type LockScope } from '../../domain/lock/lock.ts';
import type { LockProblem } from '../../domain/lock/lock-problem.ts';
import { endsAt, type Until } from '../../domain/command/parse/until.ts';
import { isTimeZone } from '../../domain/notification/time-of-day.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { fitsWildcard } from '../../domain/text/wildcard.ts';
import { tellChannel } from '../notification/tell-channel.ts';
import { askedBy } from '../permission/on-record.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';
import type { Templates } from '../ports/templates.ts';

export type LockDeps = AnswerDeps & {
  readonly templates: Pick<Templates, 'list'>;
  readonly targets: readonly Target[];
  readonly newId: () => string;
  /** Something is due now. */
  readonly wake: () => void;
};

/** Sets a lock for somebody who may, after the ack. Undefined: the request was given up. */
export async function setLock(
  deps: LockDeps,
  request: Request,
  command: LockCommand,
): Promise<Answer | undefined> {
  const problem = await whyNothing(deps, command.scope);
  if (problem !== undefined) return problemAnswer(problem);
  const zone = await zoneFor(deps, request, command.until);
  if (zone === undefined) return problemAnswer({ kind: 'lock-zone-not-told' });
  const answer = await deps.store.transaction((tx) => store(tx, deps, request, command, zone));
  deps.wake();
  return answer;
}

/**
 * A lock that covers nothing is a mistake that would be noticed too late. A template that can’t be
 * used just now is not known, so for a pattern only a lock of nothing at all is refused.
 */
async function whyNothing(
  { templates, targets }: LockDeps,
  scope: LockScope,
): Promise<LockProblem | undefined> {
  switch (scope.kind) {
    case 'all':
      return undefined;
    case 'template': {
      const names = (await templates.list()).map(({ name }) => name);
      if (names.some((name) => fitsWildcard(scope.pattern, name))) return undefined;
      return { kind: 'lock-covers-nothing', scope, near: nearest(scope.pattern, names) };
    }
    case 'place': {
      const template = { name: '' };
      if (targets.some((target) => covers({ scope }, { template, target }))) return undefined;
      const locations = new Set(targets.map(({ location }) => location));
      return { kind: 'lock-covers-nothing', scope, near: nearest(scope.location, locations) };
    }
  }
}

/** The zone in which the end is meant; undefined if it matters and Slack doesn’t tell it. */
async function zoneFor(
  { directory }: LockDeps,
  { requester }: Request,
  until: Until | undefined,
): Promise<string | undefined> {
  if (until?.kind !== 'time-of-day') return 'UTC';
  const found = await directory.person(requester.userId);
  const zone = found.ok ? found.value.timeZone : undefined;
  return zone !== undefined && isTimeZone(zone) ? zone : undefined;
}

async function store(
  tx: Tx,
  { newId }: LockDeps,
  request: Request,
  { scope, until: end, reason }: LockCommand,
  zone: string,
): Promise<Answer | undefined> {
  const { key, requester, pledge } = request;
  await tx.locks.turn();
  if (!(await tx.pledges.keep(key, pledge))) return undefined;
  // Slack may deliver the same request twice.
  if ((await tx.audit.byKey(key)) !== undefined) return locksAnswer(tx);
  const { userId: by, channel } = requester;
  const until = end && endsAt(end, zone, tx.now);
  const subject = writeScope(scope);
  const detail = { reason, ...(until !== undefined && { until }) };
  await tx.audit.begin({ ...askedBy(request), key, verb: 'lock', subject, reason, detail });
  const lock = await tx.locks.set({ scope, reason, by, channel, until });
  await tellChannel(tx, newId, channel, { kind: 'locked', at: tx.now, by, lock });
  await tx.audit.complete(key, `set as lock ${lock.number}`);
  return { kind: 'lock-set', lock };
}

/** The locks in force. */
export async function locksAnswer(tx: Tx): Promise<Answer> {
  return { kind: 'locks', locks: await tx.locks.inForce() };
}
