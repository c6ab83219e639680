// A channel's notification settings: shown to people who may see jobs, changed by people who may
// launch.

import type { ChannelProblem } from '../../domain/notification/channel-problem.ts';
import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import { settingsChange } from '../../domain/notification/channel-act.ts';
import type { ChannelChange } from '../../domain/command/parse/command.ts';
import { isTimeZone, nextDaily } from '../../domain/notification/time-of-day.ts';
import type { ChannelSettings } from '../../domain/notification/notification-level.ts';
import { askedBy } from '../permission/on-record.ts';
import type { AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';
import type { HealthChecks } from '../ports/slack.ts';
import type { Tx } from '../ports/store/store.ts';
import { tellChannel } from './tell-channel.ts';

type ChannelDeps = AnswerDeps & {
  readonly healthChecks: HealthChecks;
  readonly newId: () => string;
  /** Something is due now. */
  readonly wake: () => void;
};

/**
 * How far back suppressed updates are counted. Each job still shows older ones; a count that only
 * grows would say nothing.
 */
export const suppressedWindowMs = 7 * 86_400_000;

/** The settings of the requester's channel, and how many updates were suppressed recently. */
export async function showChannel(tx: Tx, channel: string): Promise<Answer> {
  const settings = await tx.channels.get(channel);
  const suppressed = await tx.suppressed.count({ channel, since: tx.now - suppressedWindowMs });
  const { digest } = settings;
  const nextDigest = digest && nextDaily(digest, tx.now);
  return { kind: 'channel', settings, suppressed, suppressedForMs: suppressedWindowMs, nextDigest };
}

/**
 * Changes the named settings after the ack, since Slack has to be asked about the person, their
 * time zone, and whether the bot can post here.
 */
export async function setChannel(
  deps: ChannelDeps,
  request: Request,
  change: ChannelChange,
): Promise<Answer | undefined> {
  const closed = await whyClosed(deps, request.requester.channel);
  if (closed !== undefined) return problemAnswer(closed);
  const zone = await zoneOf(deps, request, change);
  if ('problem' in zone) return problemAnswer(zone.problem);
  const answer = await deps.store.transaction((tx) =>
    store(tx, deps.newId, request, change, zone.zone),
  );
  deps.wake();
  return answer;
}

/** Why nothing can be set here; undefined if the bot can post here. */
async function whyClosed(
  { healthChecks, directory }: ChannelDeps,
  channel: string,
): Promise<ChannelProblem | undefined> {
  const checked = await healthChecks.channel(channel);
  if (!checked.ok) return { kind: 'channel-not-read', why: checked.failure.message };
  switch (checked.value) {
    case 'member':
      return undefined;
    case 'archived':
      return { kind: 'channel-archived' };
    case 'invisible':
      return { kind: 'channel-not-seen' };
    case 'joinable': {
      const joined = await directory.ensurePostable(channel);
      if (joined.ok && joined.value.kind === 'yes') return undefined;
      return { kind: 'channel-not-joined' };
    }
  }
}

/** A digest's time is in the time zone of the person who sets it. */
async function zoneOf(
  { directory }: ChannelDeps,
  { requester }: Request,
  { digest }: ChannelChange,
): Promise<{ readonly zone: string } | { readonly problem: ChannelProblem }> {
  if (typeof digest !== 'number') return { zone: '' };
  const found = await directory.person(requester.userId);
  const zone = found.ok ? found.value.timeZone : undefined;
  if (zone !== undefined && isTimeZone(zone)) return { zone };
  return { problem: { kind: 'time-zone-not-told' } };
}

async function store(
  tx: Tx,
  newId: () => string,
  request: Request,
  { mode, broadcast, digest }: ChannelChange,
  zone: string,
): Promise<Answer | undefined> {
  const { key, requester, pledge } = request;
  if (!(await tx.pledges.keep(key, pledge))) return undefined;
  // Slack may deliver the same request twice, and somebody else may have changed the settings in
  // between.
  if ((await tx.audit.byKey(key)) !== undefined) return showChannel(tx, requester.channel);
  // Two people may change different settings at once; both changes must survive.
  const before = await tx.channels.lock(requester.channel);
  const time = typeof digest === 'number' ? { minutes: digest, zone } : undefined;
  const settings: ChannelSettings = {
    ...before,
    mode: mode ?? before.mode,
    broadcast: broadcast ?? before.broadcast,
    digest: digest === undefined ? before.digest : time,
  };
  const dueAt = digest === undefined ? 'as it is' : time && nextDaily(time, tx.now);
  await tx.audit.begin({
    ...askedBy(request),
    key,
    verb: 'channel',
    subject: requester.channel,
    detail: {
      ...(mode && { mode }),
      ...(broadcast !== undefined && { broadcast }),
      ...(digest !== undefined && { digest: time ?? 'off' }),
    },
  });
  await tx.channels.set(settings, requester.userId, dueAt);
  const act = settingsChange(before, settings, requester.userId, tx.now);
  if (act !== undefined) await tellChannel(tx, newId, requester.channel, act);
  await tx.audit.complete(key, 'set');
  return showChannel(tx, requester.channel);
}
