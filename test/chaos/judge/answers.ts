// Each request that is said or filled in is answered once. An answer is seen by one person alone and kept nowhere, so after a lost
// confirmation or the end of a process it may be shown twice; where nothing was disrupted, it may not.

import type { Evidence, Message, Payload } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { requestOf } from '../evidence/payload-keys.ts';
import { saidIn, submittedIn } from '../evidence/said.ts';

/** What is answered to what, by its first words. */
const kinds = [
  { name: 'an edit', says: /^I don’t act on edited messages/ },
  { name: 'a cancel', says: /^Cancel .*\?/ },
  { name: 'a status', says: /^[\w-]+\/[\w-]+ was (?:not )?read /m },
  { name: 'talk', says: /^I don’t understand/ },
] as const;
type Kind = (typeof kinds)[number]['name'];

/** An answer whose confirmation is late is tried again after this long, and no later than that (ms). */
const retried = { from: 900, to: 9_000 };
/** How long before and after an answer a disruption may explain it (ms): `near` a second answer, `wide` a missing one. */
const near = { before: 1_000, after: 2_000 };
const wide = { before: 5_000, after: 20_000 };

export function judgeAnswers(index: Index): readonly Finding[] {
  return [...judgeCounts(index), ...judgeLaunching(index), ...judgeLate(index)];
}

type Asked = { readonly key: string; readonly at: number; readonly deliveries: number };

/** As many answers of a kind to a person in a channel as they asked for. */
function judgeCounts(index: Index): readonly Finding[] {
  const { evidence, payloads } = index;
  const asked = Map.groupBy(payloads.flatMap(requestIn), ({ place }) => place);
  const given = Map.groupBy(evidence.slack.ephemerals.flatMap(answerIn), ({ place }) => place);
  return [...new Set([...asked.keys(), ...given.keys()])].flatMap((place): Finding[] => {
    const requests = asked.get(place) ?? [];
    const wanted = new Set(requests.map(({ key }) => key)).size;
    const answers = (given.get(place) ?? []).map(({ at }) => at).sort((a, b) => a - b);
    const from = Math.min(...requests.map(({ at }) => at));
    const last = Math.max(...answers);
    const isExcused =
      wasDisrupted(evidence, { from, to: last, ...near }, giving) || isShared(evidence, requests);
    if (timesTold(answers) > wanted && !isExcused) {
      const what = `${place} was answered ${answers.length} times, and asked ${wanted}`;
      return [{ kind: 'repeated', what }];
    }
    const isDisrupted = wasDisrupted(evidence, { from, to: Math.max(from, last), ...wide }, /./);
    const done = requests.filter(({ key }) => isDone(evidence, key));
    const told = new Set(done.map(({ key }) => key)).size;
    return place.startsWith('an edit') && answers.length < told && !isDisrupted
      ? [{ kind: 'lost', what: `${place} was answered ${answers.length} times, and asked ${told}` }]
      : [];
  });
}

/** Two bots may have one message in hand, when it is brought again before the first has answered. */
function isShared({ bots }: Evidence, requests: readonly Asked[]): boolean {
  return bots > 1 && requests.some(({ deliveries }) => deliveries > 1);
}

/** How often something was told, but for what may have been sent again for want of a confirmation. */
function timesTold(answers: readonly number[]): number {
  const afresh = answers.filter((at, position) => {
    const passed = at - (answers[position - 1] ?? -Infinity);
    return passed <= retried.from || passed >= retried.to;
  });
  return afresh.length;
}

const isDone = ({ rows }: Evidence, wanted: string): boolean =>
  rows.said.some(({ key, done }) => key === wanted && done === 1);

const placeOf = (kind: Kind, user: string, channel: string): string =>
  `${kind} of ${user} in ${channel}`;

/** What a payload wants to be answered to. */
function requestIn(payload: Payload): readonly (Asked & { readonly place: string })[] {
  const [first] = payload.attempts;
  if (first === undefined) return [];
  const { at } = first;
  const deliveries = payload.attempts.length;
  const said = saidIn(payload);
  if (said !== undefined) {
    const place = placeOf(kindOf(said.edited, said.text), said.user, said.channel);
    return [{ key: said.key, at, deliveries, place }];
  }
  const { command, text = '', user_id = '', trigger_id = '', channel_id = '' } = payload.payload;
  if (command === undefined) return [];
  const place = placeOf(kindOf(false, text), user_id, channel_id);
  return [{ key: trigger_id, at, deliveries, place }];
}

function kindOf(edited: boolean, text: string): Kind {
  if (edited) return 'an edit';
  if (text.startsWith('cancel')) return 'a cancel';
  return text.startsWith('status') ? 'a status' : 'talk';
}

function answerIn(message: Message): readonly { readonly place: string; readonly at: number }[] {
  // What a press has put in its place is not its answer.
  const [first] = message.versions;
  const { visibleTo, channel } = message;
  const kind = kinds.find(({ says }) => says.test(first?.text ?? ''))?.name;
  if (first === undefined || kind === undefined || visibleTo === undefined) return [];
  return [{ place: placeOf(kind, visibleTo, channel), at: first.at }];
}

/** That a launch goes on is said once to each message, and once to each submission of a form. */
function judgeLaunching({ evidence, payloads }: Index): readonly Finding[] {
  return evidence.rows.launches.flatMap(({ handle, request_key }): Finding[] => {
    const key = requestOf(request_key);
    const asked = payloads.filter(
      (one) => saidIn(one)?.key === key || submittedIn(one)?.key === key,
    );
    const from = Math.min(...asked.flatMap(({ attempts }) => attempts.map(({ at }) => at)));
    if (asked.length === 0) return [];
    const submitted = asked.filter((one) => submittedIn(one) !== undefined);
    const wanted = Math.max(1, submitted.flatMap(({ attempts }) => attempts).length);
    const answers = evidence.slack.ephemerals
      .map(({ versions }) => versions[0])
      .filter((one) => one !== undefined)
      .filter(({ text }) => text.startsWith('Launching ') && text.includes(`\`${handle}\``))
      .map(({ at }) => at);
    const over = { from, to: Math.max(...answers), ...near };
    return timesTold(answers) > wanted && !wasDisrupted(evidence, over, giving)
      ? [{ kind: 'repeated', what: `that ${handle} is launched is told ${answers.length} times` }]
      : [];
  });
}

/** What is brought late was answered long ago, unless its bot had died over it. */
function judgeLate({ evidence }: Index): readonly Finding[] {
  const { late, slack, rows } = evidence;
  if (late === undefined) return [];
  const forms = rows.launches
    .filter(({ request_key }) => request_key.startsWith('view:'))
    .map(({ handle }) => `\`${handle}\``);
  const again = slack.ephemerals
    .map(({ versions }) => versions[0])
    .filter((one) => one !== undefined && one.at >= late.at)
    .map((one) => one?.text ?? '')
    .filter((text) => text.startsWith('Launching ') || kinds.some(({ says }) => says.test(text)))
    // Slack itself never brings a submission again; its answer is given to whoever submits.
    .filter((text) => !forms.some((handle) => text.includes(handle)));
  return again.length <= 2 * late.unanswered.length
    ? []
    : [{ kind: 'repeated', what: `brought late, answered again: ${again.join(' | ')}` }];
}

/** Calls that give an answer. */
const giving = /^(?:chat\.postEphemeral|response_url|conversations\.open)$/;

type Over = {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
};

/** Whether a bot ended or stood still about that time, or a call of that kind failed. */
function wasDisrupted({ disruptions, slack }: Evidence, over: Over, calls: RegExp): boolean {
  const faults = slack.calls
    .filter(({ fault, method }) => fault !== undefined && calls.test(method))
    .flatMap(({ at }) => at ?? []);
  return [...disruptions, ...faults].some(
    (at) => at > over.from - over.before && at < over.to + over.after,
  );
}
