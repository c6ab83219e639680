// Requests about watches: stored before the ack, and handled by the loop. Ending or answering one
// only changes rows, so that happens at once.

import type { Answer } from '../../domain/answer/answer.ts';
import { isSameCriterion, watchOverlapMs, writeCriterion } from '../../domain/watch/watch.ts';
import type { Criterion, Watch } from '../../domain/watch/watch.ts';
import { askedBy } from '../permission/on-record.ts';
import { respond } from '../permission/respond.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';
import type { Tx } from '../ports/store/store.ts';
import { tellChannel } from '../notification/tell-channel.ts';

type RequestWatchDeps = AnswerDeps & {
  readonly newId: () => string;
};

/** Stores a watch under the request's key, once. The loop checks it and answers. */
export async function requestWatch(
  deps: RequestWatchDeps,
  request: Request,
  criterion: Criterion,
): Promise<Answer | undefined> {
  const subject = writeCriterion(criterion);
  const { key, requester } = request;
  return respond(deps, request, { verb: 'watch', subject }, () =>
    deps.store.transaction(async (tx) => {
      const watch: Watch = {
        // Begins with a letter, as button values require.
        id: `w${deps.newId()}`,
        requestKey: key,
        state: 'requested',
        criterion,
        requester,
        requestedAt: tx.now,
        since: tx.now - watchOverlapMs,
        begun: false,
        unseen: [],
        told: false,
        attempts: 0,
      };
      await tx.watches.insert(watch, tx.now);
      return undefined;
    }),
  );
}

/** Ends the channel's watch with exactly this criterion. */
export async function requestUnwatch(
  deps: RequestWatchDeps,
  request: Request,
  criterion: Criterion,
): Promise<Answer | undefined> {
  const subject = writeCriterion(criterion);
  return respond(deps, request, { verb: 'unwatch', subject }, (_, its) =>
    deps.store.transaction(async (tx) => {
      if (!(await isStill(tx, its))) return undefined;
      const open = await tx.watches.ofChannel(request.requester.channel);
      const watch = open.find((one) => isSameCriterion(one.criterion, criterion));
      if (watch !== undefined) return end(tx, deps.newId, its, watch);
      return (await isDone(tx, request)) ? endedBefore : noSuch(tx, request, criterion);
    }),
  );
}

/** A press of a Stop button. */
export async function pressUnwatch(
  deps: RequestWatchDeps,
  request: Request,
  id: string,
): Promise<Answer | undefined> {
  return respond(deps, request, { verb: 'unwatch', subject: id }, (_, its) =>
    deps.store.transaction(async (tx) => {
      if (!(await isStill(tx, its))) return undefined;
      const watch = await lockOpen(tx, its, id);
      return watch === undefined ? endedBefore : end(tx, deps.newId, its, watch);
    }),
  );
}

type WatchAnswer = 'watch-all' | 'watch-new' | 'watch-none';

/**
 * Answers a question about running jobs. Anybody who may watch may answer; the first answer counts.
 */
export async function answerWatch(
  deps: RequestWatchDeps,
  request: Request,
  id: string,
  verb: WatchAnswer,
): Promise<Answer | undefined> {
  return respond(deps, request, { verb, subject: id }, (_, its) =>
    deps.store.transaction(async (tx) => {
      if (!(await isStill(tx, its))) return undefined;
      const watch = await lockOpen(tx, request, id);
      if (watch?.state !== 'asking') {
        return { kind: 'note', note: { kind: 'watch-answered-before' } };
      }
      if (verb === 'watch-none' && !watch.begun) return end(tx, deps.newId, its, watch);
      await audit(tx, its, watch, 'watch', verb === 'watch-all' ? 'follow all' : 'only new ones');
      await decideOn(tx, watch.id, verb === 'watch-all');
      // Tells the result again.
      const next: Watch = { ...watch, state: 'active', begun: true, told: false };
      // To its requester, in the most recent way to reach them. Anybody else who answers is told
      // here.
      const isRequester = request.requester.userId === watch.requester.userId;
      await tx.watches.overrule(
        { ...next, requester: (isRequester ? request : watch).requester },
        tx.now,
      );
      if (isRequester) return undefined;
      return { kind: 'note', note: { kind: 'watch-answered', all: verb === 'watch-all' } };
    }),
  );
}

/** Takes in or leaves the jobs in question. Jobs that appeared meanwhile are always taken in. */
export async function decideOn(tx: Tx, id: string, all: boolean): Promise<void> {
  await tx.watches.moveAll(id, 'asked', all ? 'waiting' : 'left');
  await tx.watches.moveAll(id, 'held', 'waiting');
}

async function lockOpen(tx: Tx, { requester }: Request, id: string): Promise<Watch | undefined> {
  const watch = await tx.watches.lock(id);
  const isOpen = watch?.state === 'asking' || watch?.state === 'active';
  return isOpen && watch.requester.channel === requester.channel ? watch : undefined;
}

/** Ends a watch: no new jobs. Threads it began go on until their jobs end. */
async function end(tx: Tx, newId: () => string, request: Request, watch: Watch): Promise<Answer> {
  await audit(tx, request, watch, 'unwatch', 'ended');
  // A watch that never brought a job ends without an announcement.
  if (watch.begun) {
    const { userId: by, channel } = request.requester;
    const criterion = writeCriterion(watch.criterion);
    await tellChannel(tx, newId, channel, { kind: 'unwatched', at: tx.now, by, criterion });
  }
  await tx.watches.overrule({ ...watch, state: 'ended' }, undefined);
  await tellWatcher(tx, request, watch);
  return { kind: 'watch-ended', watch };
}

/** Tells the watch's requester by direct message if somebody else ended it. */
async function tellWatcher(tx: Tx, { requester: { userId: by } }: Request, watch: Watch) {
  const { userId, channel } = watch.requester;
  if (userId === by) return;
  const notice = {
    kind: 'watch-ended',
    channel,
    criterion: writeCriterion(watch.criterion),
    by,
  } as const;
  await tx.directNotes.insert({
    id: `unwatch/${watch.id}`,
    userId,
    notice,
    since: tx.now,
    attempts: 0,
  });
}

async function audit(
  tx: Tx,
  request: Request,
  { criterion }: Watch,
  verb: 'watch' | 'unwatch',
  outcome: string,
): Promise<void> {
  const { key } = request;
  await tx.audit.begin({
    ...askedBy(request),
    key,
    verb,
    subject: writeCriterion(criterion),
    detail: {},
  });
  await tx.audit.complete(key, outcome);
}

/** Whether the request hasn't been given up. */
function isStill(tx: Tx, { key, pledge }: Request): Promise<boolean> {
  return tx.pledges.keep(key, pledge);
}

async function isDone(tx: Tx, { key }: Request): Promise<boolean> {
  return (await tx.audit.byKey(key)) !== undefined;
}

const endedBefore: Answer = { kind: 'note', note: { kind: 'watch-ended-before' } };

async function noSuch(tx: Tx, { requester }: Request, criterion: Criterion): Promise<Answer> {
  const card =
    criterion.kind === 'job'
      ? await tx.cards.byResource(criterion.project, criterion.location, criterion.id)
      : undefined;
  const threads = card === undefined ? [] : await tx.threads.ofLaunch(card.launch.id);
  if (card !== undefined && threads.some(({ channel }) => channel === requester.channel)) {
    return { kind: 'note', note: { kind: 'card-is-here', handle: card.launch.handle } };
  }
  return {
    kind: 'problem',
    problems: [{ kind: 'not-watched-here', criterion }],
    hint: { kind: 'list-of-watches' },
  };
}
