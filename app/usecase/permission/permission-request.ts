import { verbs, type PermittedVerb } from '../../domain/command/verbs.ts';
import { readJobReference } from '../../domain/job/job-reference.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { PledgedAct } from '../../domain/launch/pledge.ts';
import type { Knowledge } from '../../domain/permission/knowledge.ts';
import type { PolicySubject } from '../../domain/permission/policy.ts';
import type { PolicyVerb } from '../../domain/permission/policy-verb.ts';

/** What a requester wants to do, and to what. */
export type PermissionRequest = {
  readonly verb: PermittedVerb;
  /** A handle, or the words as typed; for the audit. */
  readonly subject: string;
  /** The required permission, if it is more than the verb's usual one. */
  readonly takes?: PolicyVerb;
};

/**
 * The permission required for an answer, and those of which each is enough as well. For a cancel,
 * permission for the particular job is checked once the job is known.
 */
export function policyVerbsOf({
  verb,
  takes,
}: PermissionRequest): readonly [PolicyVerb, ...PolicyVerb[]] {
  if (takes !== undefined) return [takes];
  const entry = verbs[verb];
  return [entry.takes, ...('orTakes' in entry ? entry.orTakes : [])];
}

/**
 * What the permission is about, as far as it is known before it is looked at. In a form of a launch
 * at Home, the channel is still to be chosen. An approval is asked for wherever its approvers are,
 * and decided by the rules of the launch's channel.
 */
export function subjectOf(
  { verb, subject }: PermissionRequest,
  { atHome }: Pick<Requester, 'atHome'>,
): PolicySubject {
  const entry = verbs[verb];
  if ('ofJob' in entry && entry.ofJob === 'approve') return { anywhere: true };
  const { answers, takes } = entry;
  const anywhere = atHome === true && answers === 'in-window' && takes === 'launch';
  // What a preview showed is launched as its template.
  return verb === 'send-unchecked' ? { anywhere, template: subject } : { anywhere };
}

/** How fresh the facts about the person must be, if not what the permission requires. */
export function knowledgeFor({ verb }: PermissionRequest): Knowledge | undefined {
  const entry = verbs[verb];
  return 'knowledge' in entry ? entry.knowledge : undefined;
}

/** The act in the audit. */
export function recordedAs({ verb }: PermissionRequest): PledgedAct | 'view' {
  return verbs[verb].recorded;
}

/** The job or the template that the subject names, for the audit. */
export function aboutOf({ verb, subject }: PermissionRequest): {
  readonly job?: string;
  readonly template?: string;
} {
  const { about } = verbs[verb];
  if (about === 'template') return { template: subject };
  const named = about === 'job' ? readJobReference(subject) : undefined;
  return named?.kind === 'handle' ? { job: named.handle } : {};
}

/** The act of the pledge; undefined if it needs none. */
export function pledgedAs({ verb }: PermissionRequest): PledgedAct | undefined {
  const entry = verbs[verb];
  const act = 'pledged' in entry ? entry.pledged : entry.recorded;
  return act === 'view' || act === 'nothing' ? undefined : act;
}
