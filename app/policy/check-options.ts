// The options of `npm run policy -- check`.

import { z } from 'zod';
import type { Person } from '../domain/permission/policy.ts';
import { policyVerbs, type PolicyVerb } from '../domain/permission/policy-verb.ts';
import { readArguments } from '../shell/read-arguments.ts';

/** Whose verdicts are asked for. */
export type CheckedPerson = {
  readonly person: Person;
  /** Ids of the user groups that they are in. */
  readonly groups: readonly string[];
  /** Undefined: all. */
  readonly verb?: PolicyVerb | undefined;
  readonly template?: string | undefined;
  readonly channel?: string | undefined;
  readonly owner?: string | undefined;
};

export type CheckOptions = {
  /** Path of the policy file. */
  readonly file: string;
  /** Path of a directory of templates. */
  readonly templates?: string | undefined;
  readonly as?: CheckedPerson | undefined;
};

type ReadOptions =
  | { readonly ok: true; readonly options: CheckOptions }
  /** A sentence; undefined: the usage is asked for. */
  | { readonly ok: false; readonly problem: string | undefined };

export const usage =
  'Usage: npm run policy -- check FILE [--templates DIR] [--as U… [--guest | --outsider | --admin] [--groups S…,S…] [--verb VERB] [--template NAME] [--channel C…] [--owner U…]]';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  as: text,
  guest: flag,
  outsider: flag,
  admin: flag,
  groups: text,
  verb: text,
  template: text,
  channel: text,
  owner: text,
  templates: text,
} as const;

const userId = z.string().regex(/^[UW][A-Z0-9]{2,30}$/, 'must be a Slack user id: U0123ABCD');
const groupId = z
  .string()
  .regex(/^S[A-Z0-9]{2,30}$/, 'must be ids of user groups: S0123ABCD,S0456EFGH');
const shape = z.object({
  as: userId.optional(),
  guest: z.boolean().default(false),
  outsider: z.boolean().default(false),
  admin: z.boolean().default(false),
  groups: z
    .string()
    .transform((ids) => ids.split(','))
    .pipe(z.array(groupId))
    .optional(),
  verb: z.enum(policyVerbs, `must be one of ${policyVerbs.join(', ')}`).optional(),
  template: z.string().min(1, 'must name a template').optional(),
  channel: z
    .string()
    .regex(/^[CDG][A-Z0-9]{2,30}$/, 'must be the id of a channel: C0123ABCD')
    .optional(),
  owner: userId.optional(),
  templates: z.string().min(1, 'must be a directory').optional(),
});
type Given = z.output<typeof shape>;

/** Reads the arguments of the command. Never throws. */
export function readCheckOptions(args: readonly string[]): ReadOptions {
  const typed = readArguments(args, options);
  if (!typed.ok) return typed;
  const { values, positionals } = typed;
  const [command, file, ...more] = positionals;
  if (command !== 'check' || file === undefined || file === '')
    return refuse('Say check, and the policy file.');
  if (more.length > 0) return refuse('Only one policy file can be checked at once.');
  const read = shape.safeParse(values);
  if (!read.success) {
    const [issue] = read.error.issues;
    return refuse(`--${String(issue?.path[0])} ${issue?.message ?? 'is wrong'}.`);
  }
  const given = read.data;
  const problem = conflictIn(given);
  if (problem !== undefined) return refuse(problem);
  return { ok: true, options: { file, templates: given.templates, as: personOf(given) } };
}

function refuse(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

const ofPerson = [
  'guest',
  'outsider',
  'admin',
  'groups',
  'verb',
  'template',
  'channel',
  'owner',
] as const;

/** Options that contradict each other, or of which one would be ignored. */
function conflictIn(given: Given): string | undefined {
  const { as, guest, outsider, admin, verb, template, owner } = given;
  if (as === undefined) {
    const alone = ofPerson.find((name) => given[name] !== undefined && given[name] !== false);
    return alone === undefined ? undefined : `--${alone} says more of a person: add --as.`;
  }
  if ([guest, outsider, admin].filter(Boolean).length > 1) {
    return 'A person is one of --guest, --outsider and --admin.';
  }
  if (template !== undefined && verb !== undefined && verb !== 'launch' && verb !== 'approve') {
    return '--template counts only for --verb launch and --verb approve.';
  }
  if (verb === 'cancel-own' && owner !== undefined && owner !== as) {
    return 'A job with another --owner is not their own: ask for --verb cancel-any.';
  }
  return verb === 'cancel-any' && owner === as
    ? 'A job with that --owner is their own: ask for --verb cancel-own.'
    : undefined;
}

function personOf(given: Given): CheckedPerson | undefined {
  const { as: id, guest, outsider, admin, groups = [], verb, template, channel, owner } = given;
  if (id === undefined) return undefined;
  const kind = guest ? 'guest' : outsider ? 'outsider' : 'member';
  const person = { id, teamId: '', kind, isAdmin: admin, deactivated: false } as const;
  return { person, groups, verb, template, channel, owner };
}
