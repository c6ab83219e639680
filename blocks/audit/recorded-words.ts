// The words for each kind of refusal that the audit keeps.

import type { Recorded } from '../../app/domain/audit/recorded.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import { blockingSchema, type Blocking } from '../../app/domain/launch/blocking.ts';
import { lockSchema } from '../../app/domain/lock/lock.ts';
import type { Refusal } from '../../app/domain/permission/refusal.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { foreign, sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import { sayScope } from '../kit/lock.ts';
import { utc } from '../kit/render-rich.ts';
import { dollars, monthName, sayPurse } from '../policy/limit-refusal.ts';
import { whoHas } from '../policy/rule-words.ts';

type Facts = Recorded['facts'];
type Kind = Refusal['kind'] | Blocking['kind'];
/** Undefined: the facts can't be read. */
type Words = (facts: Facts) => Sentence | undefined;

/** A refusal in short; undefined for a kind or facts of another version. */
export function recordedWords({ kind, facts }: Recorded): Sentence | undefined {
  return words.get(kind)?.(facts);
}

const always =
  (text: string): Words =>
  () =>
    sentence`${text}`;

const textIn = (facts: Facts, name: string): string | undefined => {
  const value = facts[name];
  return typeof value === 'string' ? value : undefined;
};

/** The name in it, where there is one. */
function named(facts: Facts, name: string): Sentence {
  const text = textIn(facts, name);
  return text === undefined ? [] : sentence` ${foreign(text)}`;
}

/** Why, as Slack or a price list said it. */
function because(facts: Facts): Sentence {
  const why = textIn(facts, 'why');
  return why === undefined ? [] : sentence` (${foreign(why)})`;
}

function rolesIn({ roles }: Facts): readonly string[] {
  return Array.isArray(roles) ? roles.filter((one) => typeof one === 'string') : [];
}

const noMembers: ReadonlyMap<unknown, string> = new Map([
  ['guest', 'guests of the workspace can’t use the bot'],
  ['bot', 'bots can’t use the bot'],
  ['outsider', 'people of other workspaces can’t use the bot'],
]);

const ofAdmins: readonly unknown[] = [
  'cancel-any',
  'template',
  'launch-spec',
  'approve',
  'lock',
  'admin',
];

function notGranted(facts: Facts): Sentence {
  const roles = rolesIn(facts);
  return roles.length === 0
    ? sentence`the policy gives it to nobody`
    : sentence`the policy gives it only to ${whoHas(roles)}`;
}

function overBudget(facts: Facts): Sentence | undefined {
  const read = blockingSchema.safeParse({ ...facts, kind: 'over-budget' }).data;
  if (read?.kind !== 'over-budget') return undefined;
  const { purse, month, budget, spent, promised, wants } = read;
  const whose = purse.kind === 'person' ? sentence`the person who launched it` : sayPurse(purse);
  const wanted = wants === undefined ? 'an unknown amount' : formatUsd(wants);
  return sentence`it may cost ${wanted}, and ${dollars(budget - spent - promised)} was left of the ${formatUsd(budget)} of ${whose} for ${monthName(month)}`;
}

function runsTooLong(facts: Facts): Sentence | undefined {
  const read = blockingSchema.safeParse({ ...facts, kind: 'runs-too-long' }).data;
  if (read?.kind !== 'runs-too-long') return undefined;
  const { wantedMs, mostMs } = read;
  return sentence`it could run for ${writeDuration(wantedMs)}, and the limit is ${writeDuration(mostMs)}`;
}

function costsTooMuch(facts: Facts): Sentence | undefined {
  const read = blockingSchema.safeParse({ ...facts, kind: 'costs-too-much' }).data;
  if (read?.kind !== 'costs-too-much') return undefined;
  return sentence`it costs ${formatUsd(read.hourly)} an hour, and the limit is ${formatUsd(read.most)}`;
}

function locked({ lock }: Facts): Sentence | undefined {
  const read = lockSchema.safeParse(lock).data;
  if (read === undefined) return undefined;
  const { number, scope, reason, until } = read;
  const end = until === undefined ? [] : sentence` until ${utc(until)}`;
  return sentence`${sayScope(scope)} are locked${end} by lock ${number}: ${foreign(reason)}`;
}

function nobodyCould(facts: Facts): Sentence {
  const roles = rolesIn(facts);
  return roles.length === 0
    ? sentence`it takes an approval that nobody could give`
    : sentence`it takes an approval by ${whoHas(roles)}, and nobody else could give it`;
}

const byKind: { readonly [Own in Kind]: Words } = {
  'account-deactivated': always('the account is deactivated'),
  'no-member': ({ who }) => {
    const said = noMembers.get(who);
    return said === undefined ? undefined : sentence`${said}`;
  },
  'no-permission': ({ verb }) =>
    ofAdmins.includes(verb)
      ? sentence`only a workspace admin may do it`
      : sentence`they may not do it`,
  'not-granted': notGranted,
  'template-not-here': (facts) =>
    textIn(facts, 'template') === undefined
      ? sentence`nothing is launched from a spec in that channel`
      : sentence`the channel doesn’t take the template${named(facts, 'template')}`,
  'template-gone': (facts) =>
    sentence`the template${named(facts, 'template')} no longer exists, and they may not launch from a spec`,
  'nobodys-job': always(
    'the job was not launched through the bot, and only a workspace admin may cancel it',
  ),
  'nobody-may': always('nobody is allowed anything there'),
  'person-not-found': (facts) => sentence`Slack didn’t find the person${because(facts)}`,
  unanswered: (facts) => sentence`Slack didn’t say in time who asked and where${because(facts)}`,
  'settled-meanwhile': always('the launch that it repeats was settled meanwhile'),
  'target-not-configured': always('the bot has no such target any more'),
  locked,
  'runs-too-long': runsTooLong,
  'costs-too-much': costsTooMuch,
  'over-budget': overBudget,
  'price-unknown': (facts) => sentence`its price isn’t known${because(facts)}`,
  'account-not-listed': (facts) =>
    textIn(facts, 'account') === undefined
      ? sentence`it names no service account, and the policy wants one that it lists`
      : sentence`it would run as${named(facts, 'account')}, which the policy doesn’t list`,
  'right-lost': ({ of }) =>
    of === 'approver'
      ? sentence`who approved it may no longer approve it`
      : sentence`who asked for it may no longer launch it`,
  'not-approved': always('it takes an approval that it doesn’t have'),
  'spec-changed': always('what would be sent isn’t what was asked about'),
  'own-launch': always('nobody decides on their own launch'),
  'own-template': (facts) =>
    sentence`they saved the template${named(facts, 'template')} themselves`,
  'launcher-lost-right': always('who asked for the launch may no longer launch it'),
  'nobody-could-approve': nobodyCould,
  'archived-here': always('the channel is archived'),
  'not-invited': always('the bot is not in the channel'),
  'conversation-hidden': always('the bot can’t see the conversation'),
  'between-people': always('the bot can’t post in a direct message between people'),
};

const words: ReadonlyMap<string, Words> = new Map(Object.entries(byKind));
