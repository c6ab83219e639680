// `doctor` checks everything the bot needs, in parallel and each within seconds. It changes
// nothing.

import type { Answer } from '../../domain/answer/answer.ts';
import type { Backlog, Checkup, UseCheck } from '../../domain/doctor/checkup.ts';
import { diagnose } from '../../domain/doctor/diagnose.ts';
import { failed, succeeded, type Result } from '../../domain/error/failure.ts';
import type { Target } from '../../domain/job/job.ts';
import { useProblemOf } from '../../domain/use/shown-use.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { checkPolicy, type CheckPolicyDeps } from './check-policy.ts';
import { hashOf } from '../../domain/permission/policy-in-force.ts';
import { otherPolicies } from './other-policies.ts';
import { decide, type Decision } from '../permission/decide.ts';
import { noAnswer, orAfterPatience } from '../job/patience.ts';
import { viewerOf, type SeeDeps } from '../permission/see.ts';
import { targetHealth } from '../job/status.ts';
import type { HealthChecks } from '../ports/slack.ts';
import { readRecentUse, type ReadUseDeps } from '../job/read-use.ts';
import type { Templates } from '../ports/templates.ts';
import type { Vertex } from '../ports/vertex.ts';

export type CheckHealthDeps = SeeDeps &
  CheckPolicyDeps &
  ReadUseDeps & {
    readonly templates: Templates;
    readonly targets: readonly Target[];
    readonly vertex: Pick<Vertex, 'clockSkewMs'>;
    readonly healthChecks: HealthChecks;
    /** Where trouble of the bot itself is told; undefined: nowhere. */
    readonly opsChannel?: string | undefined;
    readonly database: Checkup['database'];
    /** This process among the replicas. */
    readonly replica: string;
    /** The bot's version. */
    readonly version: string;
    readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
  };

/**
 * Examines the bot for somebody who may view it. Findings about other channels are named to admins
 * and only counted for others.
 */
export async function checkHealth(deps: CheckHealthDeps, requester: Requester): Promise<Answer> {
  const { vertex, healthChecks, database, version } = deps;
  const decision = await orAfterPatience(deps.pause, decide(deps, requester, 'admin'), unsure);
  const seesAll = 'allowed' in decision && decision.allowed;
  const [account, channel, ops, stored, templates, viewer, uses] = await Promise.all([
    healthChecks.account(),
    healthChecks.channel(requester.channel),
    checkOps(deps),
    patiently(deps, () => readStore(deps, seesAll ? undefined : requester.channel)),
    patiently(deps, () => readTemplates(deps)),
    patiently(deps, () => viewerOf(deps, requester)),
    checkUses(deps),
  ]);
  const policy = await checkPolicy(
    deps,
    requester,
    templates.ok ? templates.value : undefined,
    seesAll,
    stored.ok ? stored.value.otherPolicies : [],
  );
  const open = viewer.ok ? viewer.value.channels : [requester.channel];
  const findings = diagnose({
    account,
    channel,
    ops,
    uses,
    templates,
    policy,
    database,
    stored: stored.ok
      ? succeeded({ ...stored.value, backlog: outlined(stored.value.backlog, open) })
      : stored,
    clockSkewMs: vertex.clockSkewMs(),
  });
  return { kind: 'doctor', version, findings };
}

async function checkOps({ healthChecks, opsChannel }: CheckHealthDeps): Promise<Checkup['ops']> {
  if (opsChannel === undefined) return undefined;
  return { channel: opsChannel, check: await healthChecks.channel(opsChannel) };
}

function checkUses(deps: CheckHealthDeps): Promise<readonly UseCheck[]> {
  const projects = [...new Set(deps.targets.map(({ project }) => project))];
  return Promise.all(
    projects.map(async (project) => {
      const reading = await readRecentUse(deps, project);
      return reading.ok
        ? { project }
        : { project, problem: useProblemOf(reading.failure, project) };
    }),
  );
}

const unsure = (): Decision => ({ later: true, why: noAnswer });

function readStore(
  { store, targets, policyInForce, replica }: CheckHealthDeps,
  channel: string | undefined,
) {
  return store.transaction(async (tx) => ({
    now: tx.now,
    targets: await targetHealth(tx, targets),
    backlog: await tx.backlog(channel),
    locks: await tx.locks.inForce(),
    sizes: await tx.expiry.sizes(),
    otherPolicies: await otherPolicies(tx, { id: replica, policy: hashOf(policyInForce()) }),
  }));
}

/** Error texts may reveal what a job is, so for private channels only codes and handles remain. */
function outlined({ stuck, overdue, ...backlog }: Backlog, open: readonly string[]): Backlog {
  const hide = <T extends { readonly channel: string }>(one: T): T =>
    open.includes(one.channel) ? one : { ...one, why: undefined };
  return {
    ...backlog,
    stuck: { ...stuck, items: stuck.items.map(hide) },
    overdue: { ...overdue, items: overdue.items.map(hide) },
  };
}

async function readTemplates({ templates }: CheckHealthDeps) {
  const [all, broken, skipped, secrets] = await Promise.all([
    templates.list(),
    templates.problems(),
    templates.skipped(),
    templates.secrets(),
  ]);
  const names = [...all, ...broken].flatMap(({ name }) => name ?? []);
  return { all, names, count: all.length, broken, skipped, secrets };
}

/** Reads the database; an error or a timeout becomes a failure in the bot's own words. */
function patiently<T>({ pause, log }: CheckHealthDeps, read: () => Promise<T>): Promise<Result<T>> {
  const look = read()
    .then(succeeded)
    .catch((error: unknown) => {
      log.warn('the doctor could not read the database', { error });
      return failed({ kind: 'transient', message: 'a read failed, and the log says why' });
    });
  return orAfterPatience(pause, look, () => failed({ kind: 'transient', message: noAnswer }));
}
