// The policy that decides: of POLICY_FILE, as the file changes, or else the default one.

import { createDefaultPolicy, createFilePolicy } from '../domain/permission/file-policy.ts';
import type { PolicyInForce } from '../domain/permission/policy-in-force.ts';
import type { Policy } from '../domain/permission/policy.ts';
import { plainSentence } from '../domain/text/sentence.ts';
import { judgePolicy, type Judged, type ReadPolicyText } from './judge-policy.ts';
import { logPolicy, type PolicyLog } from './log-policy.ts';
import { createPolicyReader } from './read-policy.ts';
import { watchPolicy } from './watch-policy.ts';

type OpenPolicyDeps = {
  /** POLICY_FILE; undefined: the default policy. */
  readonly path: string | undefined;
  readonly read: ReadPolicyText;
  /** Unix ms. */
  readonly clock: () => number;
  readonly log: PolicyLog;
  /** How often to look at the file. */
  readonly everyMs?: number | undefined;
};

export type OpenPolicy = {
  /** Decides by the rules in force at that moment. */
  readonly policy: Policy;
  readonly inForce: () => PolicyInForce;
  /** Stops looking at the file. */
  readonly stop: () => void;
};

type Opened =
  | ({ readonly ok: true } & OpenPolicy)
  | {
      readonly ok: false;
      /** Plain sentences for whoever starts the bot. */
      readonly problems: readonly string[];
    };

type FileInForce = Extract<PolicyInForce, { kind: 'file' }>;

/**
 * Opens the policy. A file that is wrong now is refused; one that becomes wrong or disappears later
 * leaves the last good text in force.
 */
export async function openPolicy(deps: OpenPolicyDeps): Promise<Opened> {
  const { path, read, clock, log, everyMs } = deps;
  if (path === undefined) {
    return {
      ok: true,
      policy: createDefaultPolicy(),
      inForce: () => ({ kind: 'default' }),
      stop: () => undefined,
    };
  }
  const look = createPolicyReader(path);
  const bytes = await look();
  const first = await judgePolicy(read, bytes);
  if (!first.ok) {
    const problems = first.problems.map((problem) => `POLICY_FILE: ${plainSentence(problem)}`);
    return { ok: false, problems };
  }
  const { hash, rules, warnings } = first;
  const live = createLive({ kind: 'file', path, hash, since: clock(), rules, warnings }, log);
  const watch = watchPolicy({ look, read, everyMs, log }, bytes.mark, (found) =>
    live.take(found, clock()),
  );
  return { ok: true, policy: live.policy, inForce: live.inForce, stop: () => watch.stop() };
}

/** A policy whose rules can be exchanged. */
function createLive(first: FileInForce, log: PolicyLog) {
  let inForce = first;
  let decides = createFilePolicy(first.rules);
  logPolicy(log, undefined, first);
  const policy: Policy = {
    permit: (question) => decides.permit(question),
    get rules() {
      return decides.rules;
    },
    get groups() {
      return decides.groups;
    },
  };
  return {
    policy,
    inForce: () => inForce,
    take(found: Judged, now: number): void {
      const next = following(inForce, found, now);
      logPolicy(log, inForce, next);
      if (next.rules !== inForce.rules) decides = createFilePolicy(next.rules);
      inForce = next;
    },
  };
}

/** What is in force once the file has been judged anew. */
function following(last: FileInForce, found: Judged, now: number): FileInForce {
  const { kind, path, hash, since, rules, warnings } = last;
  if (!found.ok) return { ...last, problems: found.problems };
  if (found.hash === hash) return { kind, path, hash, since, rules, warnings };
  return {
    kind,
    path,
    hash: found.hash,
    since: now,
    rules: found.rules,
    warnings: found.warnings,
  };
}
