// Turns facts into findings. What couldn't be checked is reported as unknown, which is not the same
// as fine.

import type { Backlog, ChannelCheck, Checkup, Finding, Grade, SlackAccount } from './checkup.ts';
import type { Failure, Result } from '../error/failure.ts';
import type { Lock } from '../lock/lock.ts';
import type { StoreSizes } from '../retention/retention.ts';
import { policyFindings } from './diagnose-policy.ts';
import { targetFindings, useFinding } from './diagnose-targets.ts';

/** Longer than any ordinary delivery takes. */
const slowMs = 60_000;

/** Beyond five minutes of skew, Slack's signed requests and the bot's own jobs are rejected. */
const skewedMs = 5 * 60_000;

const noticeableSkewMs = 30_000;

const order: readonly Grade[] = ['problem', 'warning', 'unknown', 'ok'];

/** The findings, worst first, so that a cut message loses only good news. */
export function diagnose(checkup: Checkup): readonly Finding[] {
  return findAll(checkup).toSorted((a, b) => order.indexOf(a.grade) - order.indexOf(b.grade));
}

function findAll(checkup: Checkup): readonly Finding[] {
  const { account, channel, ops, uses, templates, policy, database, stored, clockSkewMs } = checkup;
  const botName = account.ok ? account.value.botName : undefined;
  return [
    ...accountFindings(account),
    { about: 'channel', ...channelFinding(channel, botName) },
    ...(ops === undefined
      ? []
      : [{ about: 'ops', channel: ops.channel, ...channelFinding(ops.check, botName) } as const]),
    ...(stored.ok ? targetFindings(stored.value.targets, stored.value.now) : []),
    ...uses.map(useFinding),
    ...templateFindings(templates),
    ...policyFindings(policy),
    ...(stored.ok ? lockFindings(stored.value.locks) : []),
    ...(stored.ok ? backlogFindings(stored.value.backlog, stored.value.now) : []),
    stored.ok
      ? { about: 'database', grade: 'ok', database }
      : { about: 'database', grade: 'problem', database, why: stored.failure.message },
    ...(stored.ok ? [sizesFinding(stored.value.sizes)] : []),
    clockFinding(clockSkewMs),
  ];
}

function sizesFinding(sizes: StoreSizes): Finding {
  return { about: 'sizes', grade: sizes.behind.length === 0 ? 'ok' : 'warning', sizes };
}

function lockFindings(locks: readonly Lock[]): readonly Finding[] {
  return locks.length === 0 ? [] : [{ about: 'locks', grade: 'warning', locks }];
}

function accountFindings(account: Result<SlackAccount>): readonly Finding[] {
  if (!account.ok) {
    return [{ about: 'account', grade: gradeFailure(account.failure), account }];
  }
  const { connected, missingScopes: missing, hearsMessages } = account.value;
  const known = missing === undefined ? 'unknown' : missing.length === 0 ? 'ok' : 'problem';
  return [
    { about: 'account', grade: connected ? 'ok' : 'problem', account },
    { about: 'scopes', grade: known, missing },
    ...(hearsMessages === false ? [{ about: 'messages', grade: 'warning' } as const] : []),
  ];
}

/** A refusal is certain. A call without an answer says nothing. */
function gradeFailure({ kind }: Failure): Grade {
  return kind === 'permanent' || kind === 'user' ? 'problem' : 'unknown';
}

function channelFinding(check: Result<ChannelCheck>, botName: string | undefined) {
  const can = check.ok && (check.value === 'member' || check.value === 'joinable');
  const grade = !check.ok ? gradeFailure(check.failure) : can ? 'ok' : 'problem';
  return { grade, check, ...(botName !== undefined && { botName }) };
}

function templateFindings(templates: Checkup['templates']): readonly Finding[] {
  if (!templates.ok) {
    return [{ about: 'templates', grade: 'unknown', why: templates.failure.message }];
  }
  const { count, broken, skipped = [], secrets = [] } = templates.value;
  return [
    { about: 'templates', grade: count === 0 ? 'warning' : 'ok', count },
    ...broken.map((one): Finding => ({
      about: 'template',
      grade: one.inUse === undefined ? 'problem' : 'warning',
      ...one,
    })),
    ...secrets.map((one): Finding => ({ about: 'template-secret', grade: 'warning', ...one })),
    // Other files next to the templates, such as a README, are fine.
    ...(skipped.length === 0
      ? []
      : [{ about: 'skipped', grade: 'ok', files: skipped } satisfies Finding]),
  ];
}

function backlogFindings(backlog: Backlog, now: number): readonly Finding[] {
  const { waiting, oldestAt, parked, stuck, overdue, unheard } = backlog;
  const forMs = (at: number): number => Math.max(0, now - at);
  const oldestMs = oldestAt === undefined ? undefined : forMs(oldestAt);
  const unseen = {
    parked: parked.unseen,
    stuck: stuck.unseen,
    overdue: overdue.unseen,
    unheard: unheard.unseen,
  };
  const isAny = Object.values(unseen).some((count) => count > 0);
  return [
    { about: 'outbox', grade: (oldestMs ?? 0) > slowMs ? 'warning' : 'ok', waiting, oldestMs },
    ...parked.items.map((thread): Finding => ({
      about: 'parked',
      grade: 'problem',
      thread,
      ...(thread.since !== undefined && { forMs: forMs(thread.since) }),
    })),
    ...stuck.items.map((launch): Finding => ({
      about: 'stuck',
      // Not found over the whole quarantine: the bot waits for a person's decision.
      grade: launch.state === 'unknown' ? 'problem' : 'warning',
      launch,
      forMs: forMs(launch.since),
    })),
    ...overdue.items.map((cancel): Finding => ({
      about: 'overdue',
      grade: 'problem',
      cancel,
      forMs: forMs(cancel.askedAt),
    })),
    ...unheard.items.map((guard): Finding => ({
      about: 'unheard',
      grade: 'problem',
      guard,
      forMs: forMs(guard.since),
    })),
    ...(isAny ? [{ about: 'unseen', grade: 'warning', ...unseen } as const] : []),
  ];
}

function clockFinding(skewMs: number | undefined): Finding {
  const off = Math.abs(skewMs ?? 0);
  const known = off > skewedMs ? 'problem' : off > noticeableSkewMs ? 'warning' : 'ok';
  return { about: 'clock', grade: skewMs === undefined ? 'unknown' : known, skewMs };
}
