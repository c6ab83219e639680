import { createDefaultPolicy } from '../../../app/domain/permission/file-policy.ts';
import { verbForCancel, type Person } from '../../../app/domain/permission/policy.ts';
import { typedVerbs } from '../../../app/domain/command/verb-names.ts';
import { verbs } from '../../../app/domain/command/verbs.ts';
import { helpWords } from '../../../blocks/answer/help-words.ts';

type Entry = (typeof verbs)[keyof typeof verbs];

const policy = createDefaultPolicy();
const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  teamId: 'T1',
  kind: 'member',
  isAdmin: false,
  deactivated: false,
  ...more,
});

const people: readonly (readonly [string, Person])[] = [
  ['member', person('U0ANA')],
  ['admin', person('U0ADMIN', { isAdmin: true })],
  ['guest', person('U0GUEST', { kind: 'guest' })],
];

/** Whether somebody may do it, of a job of one's own and of somebody else's. */
function mayDo(entry: Entry, who: Person): string {
  if (entry.takes === 'nothing') return 'yes';
  const may = (verb: Parameters<typeof policy.permit>[0]['verb'], owner?: string): boolean =>
    policy.permit({ person: who, verb, channel: 'C1', owner }).allowed;
  if (!may(entry.takes)) return 'no';
  if ('ofLock' in entry) return may(entry.ofLock) ? 'yes' : 'their own';
  if (!('ofJob' in entry)) return 'yes';
  if (entry.ofJob === 'approve') return may('approve') ? 'yes, but not their own' : 'no';
  if (entry.ofJob === 'launch-spec') return may('launch-spec') ? 'yes' : 'yes, but not from a spec';
  const of = (owner: string): boolean => may(verbForCancel(who, owner), owner);
  return of('U0BO') ? 'yes' : of(who.id) ? 'their own' : 'no';
}

/** What can be typed is described by `help`. */
function whatItDoes(name: string, entry: Entry): string {
  if ('does' in entry) return entry.does;
  const typed = typedVerbs.find((verb) => verb === name);
  if (typed === undefined) throw new Error(`${name} is not described.`);
  return helpWords[typed].does.replace(/\.$/, '');
}

const howReached = (name: string, entry: Entry): string =>
  [
    ...('typed' in entry ? [`\`${`${name} ${entry.typed.usage}`.trimEnd()}\``] : []),
    ...('pressed' in entry
      ? [`button ${entry.pressed.ids.map((id) => `\`${id}\``).join(', ')}`]
      : []),
  ]
    .join('; ')
    .replaceAll('|', '\\|');

const first = (entry: Entry): string =>
  'orTakes' in entry ? [entry.takes, ...entry.orTakes].join(' or ') : entry.takes;

const takes = (entry: Entry): string =>
  'ofLock' in entry
    ? `${first(entry)}, and ${entry.ofLock} where somebody else set it`
    : 'ofJob' in entry
      ? entry.ofJob !== 'launch-spec'
        ? `${first(entry)}, then ${entry.ofJob === 'cancel' ? 'cancel-own or cancel-any' : entry.ofJob}`
        : `${first(entry)}, and ${entry.ofJob} where it was made from a spec`
      : first(entry);

/** The table of verbs as a page: what there is to do, and who may do it while there is no policy file. */
export function whoMayDoWhat(): string {
  const head = [
    'verb',
    'what it does',
    'how',
    'about',
    'takes',
    ...people.map(([name]) => name),
    'answers',
  ];
  const rows = Object.entries(verbs).map(([name, entry]) => [
    name,
    whatItDoes(name, entry),
    howReached(name, entry),
    entry.about,
    takes(entry),
    ...people.map(([, who]) => mayDo(entry, who)),
    entry.answers,
  ]);
  return [
    '# Who may do what',
    '',
    'Made from the table of verbs (`app/domain/command/verbs.ts`) and the policy that holds while there is no policy file',
    '(`app/domain/permission/policy.ts`). `npm test` fails when this page does not say the same.',
    '',
    'With a policy file, `/job policy` says in Slack what it gives you where you ask, and `npm run policy -- check` from a shell.',
    '',
    'Guests, bots, deactivated accounts and people of other workspaces (Slack Connect) may do the same: nothing but ask for help.',
    'What somebody sees of a job is another question: jobs of a private channel are there for its people alone.',
    '',
    ...[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`),
    '',
    '`at-once`: before Slack is acked, to everybody. `before-ack`: stored before the ack, and decided in the loop.',
    '`before-ack-if-known`: done before the ack for somebody whom Slack has lately named, else after it. `after-ack`: after it.',
    '`in-window`: a window is opened after it.',
    '',
  ].join('\n');
}
