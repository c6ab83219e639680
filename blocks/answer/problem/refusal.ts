import type { PolicyVerb } from '../../../app/domain/permission/policy-verb.ts';
import type { PostingAct, Refusal } from '../../../app/domain/permission/refusal.ts';
import {
  allTogether,
  asSentence,
  foreign,
  sentence,
  type Sentence,
} from '../../../app/domain/text/sentence.ts';
import { acts, sayUnread, takenHere, whereOf, whoHas } from '../../policy/rule-words.ts';
import { limitRefusals } from '../../policy/limit-refusal.ts';
import { approvalRefusals } from '../../policy/approval-refusal.ts';
import { sayLocked } from '../../kit/lock.ts';
import type { WordsByKind } from '../../kit/words-by-kind.ts';

const ofKind = {
  guest: 'Guests of this workspace can’t use me: ask a full member.',
  bot: 'Bots can’t use me: a person has to ask.',
  outsider: 'People of other workspaces can’t use me: ask a member of this one.',
} as const;

const withoutPermission: Readonly<Record<PolicyVerb, string>> = {
  view: 'You may not see this.',
  launch: 'You may not launch jobs.',
  'cancel-own': 'You may not cancel jobs.',
  'cancel-any': 'Only the person who launched this job, or a workspace admin, can cancel it.',
  template: 'Only a workspace admin can change templates.',
  'launch-spec':
    'A job that was launched elsewhere is launched again from its spec: only those who may change templates (workspace admins) can do that.',
  approve: 'Only a workspace admin can approve launches.',
  lock: 'Only a workspace admin can lock launches, or take off a lock that somebody else set.',
  admin: 'Only a workspace admin can do this.',
  'see-private': 'You may not see this.',
};

function notGranted({
  verb,
  factor,
  roles,
  unknown = [],
  unread,
}: OfKind<'not-granted'>): Sentence {
  const act = sentence`${acts[verb]}${whereOf(factor)}`;
  const rule =
    roles.length === 0
      ? sentence`Nobody can ${act}: the policy names no role for that.`
      : sentence`Only ${whoHas(roles)} can ${act}.`;
  const absent = unknown.length === 0 ? [] : [sayUnknown(unknown)];
  return allTogether([rule, ...absent, ...unread.map(sayUnread)]);
}

function sayUnknown(roles: readonly string[]): Sentence {
  return sentence`Nobody has ${whoHas(roles)}: the policy doesn’t name ${roles.length === 1 ? 'it' : 'them'}.`;
}

function templateGone({ template, roles }: OfKind<'template-gone'>): Sentence {
  const lead = sentence`The template ${foreign(template)} is not there any more, so to launch this again is to launch from a spec.`;
  const who = roles === undefined ? sentence`a workspace admin` : whoHas(roles);
  return roles?.length === 0
    ? sentence`${lead} Nobody can do that: the policy names no role for it.`
    : sentence`${lead} Only ${who} can do that.`;
}

function templateNotHere({ template, templates }: OfKind<'template-not-here'>): Sentence {
  const what =
    template === undefined
      ? sentence`A job can’t be launched from a spec`
      : sentence`${foreign(template)} can’t be launched`;
  return sentence`${what} in this channel, which takes ${takenHere(templates)}: use another channel.`;
}

type OfKind<Kind extends Refusal['kind']> = Extract<Refusal, { readonly kind: Kind }>;

/** What did not happen. */
const nothing: Readonly<Record<PostingAct, string>> = {
  launch: 'Nothing was started.',
  watch: 'Nothing was changed.',
};

/** Who may not do something, or where it can't be done. */
export const refusals: WordsByKind<Refusal> = {
  'account-deactivated': () => sentence`Your account is deactivated.`,
  'no-member': ({ who }) => sentence`${ofKind[who]}`,
  'no-permission': ({ verb }) => sentence`${withoutPermission[verb]}`,
  'not-granted': notGranted,
  'template-not-here': templateNotHere,
  'template-gone': templateGone,
  'nobodys-job': () =>
    sentence`This job was not launched through me, so nobody here owns it: only a workspace admin can cancel it.`,
  'nobody-may': () => sentence`Nobody is allowed anything here.`,
  'person-not-found': ({ why }) =>
    sentence`I could not look you up in Slack, so I can’t tell what you may do: ${asSentence(why)}`,
  unanswered: ({ act, why }) =>
    act === 'approve'
      ? sentence`Slack did not tell me who you are (${asSentence(why)}), so nothing was decided. Press again in a minute.`
      : act === 'cancel'
        ? sentence`Slack did not tell me who you are (${asSentence(why)}), so nothing was cancelled. Try again in a minute, or cancel in the console.`
        : sentence`Slack did not tell me who you are or whether I may post here (${asSentence(why)}), so nothing ${act === 'launch' ? 'was launched' : 'is watched'}. Try again in a minute.`,
  'settled-meanwhile': () =>
    sentence`The launch this one repeats was settled meanwhile: its thread says how.`,
  locked: ({ lock }) => sayLocked(lock),
  ...limitRefusals,
  ...approvalRefusals,
  'archived-here': ({ act }) =>
    sentence`This channel is archived: ${act} from another one. ${nothing[act]}`,
  'not-invited': ({ act, botName }) =>
    sentence`I’m not in this channel: type \`/invite @${botName}\` here, then ${act} again. ${nothing[act]}`,
  'conversation-hidden': ({ act, lacks }) =>
    sentence`I can’t see this conversation${lacks === undefined ? '' : ` (needs ${lacks})`}: ${act} from a channel. ${nothing[act]}`,
  'between-people': ({ act }) =>
    sentence`I can’t post in a direct message between people: ${act} from a channel, or in your direct messages with me. ${nothing[act]}`,
};
