// Each message and each submitted form is answered once. The bot does not store answers, so after a lost confirmation or the death of a
// process it may answer twice. Without a disruption it may not.

import type { Evidence, Message, Payload } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { requestOf } from '../evidence/payload-keys.ts';
import { messageToBot, submittedForm } from '../evidence/message-to-bot.ts';

/** Kinds of requests, with how their answers begin. */
export const answerKinds = [
  { name: 'an edit', says: /^I don’t act on edited messages/ },
  { name: 'a cancel', says: /^Cancel .*\?/ },
  { name: 'a status', says: /^[\w-]+\/[\w-]+ was (?:not )?read /m },
  { name: 'talk', says: /^I don’t understand/ },
] as const;
type Kind = (typeof answerKinds)[number]['name'];

/** If the confirmation of an answer is late, the bot repeats the answer between `from` and `to` ms later. */
const retried = { from: 900, to: 9_000 };
/** A disruption this long before or after (ms) explains a second answer (`near`) or a missing one (`wide`). */
const near = { before: 1_000, after: 2_000 };
const wide = { before: 5_000, after: 20_000 };

export function checkAnswers(index: Index): readonly Violation[] {
  return [...checkCounts(index), ...checkLaunching(index), ...checkLate(index)];
}

type Asked = { readonly key: string; readonly at: number; readonly deliveries: number };

/** Each person gets, per channel and kind, as many answers as they made requests. */
function checkCounts(index: Index): readonly Violation[] {
  const { evidence, payloads } = index;
  const asked = Map.groupBy(payloads.flatMap(requestIn), ({ place }) => place);
  const given = Map.groupBy(evidence.slack.ephemerals.flatMap(answerIn), ({ place }) => place);
  return [...new Set([...asked.keys(), ...given.keys()])].flatMap((place): Violation[] => {
    const requests = asked.get(place) ?? [];
    const wanted = new Set(requests.map(({ key }) => key)).size;
    const answers = (given.get(place) ?? []).map(({ at }) => at).sort((a, b) => a - b);
    const from = Math.min(...requests.map(({ at }) => at));
    const last = Math.max(...answers);
    const isExcused =
      wasDisrupted(evidence, { from, to: last, ...near }, answering) ||
      isShared(evidence, requests);
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

/** Two bots may work on one message if Slack redelivers it before the first bot has answered. */
function isShared({ bots }: Evidence, requests: readonly Pick<Asked, 'deliveries'>[]): boolean {
  return bots > 1 && requests.some(({ deliveries }) => deliveries > 1);
}

/** Counts answers, without those that may be retries after a late confirmation. */
function timesTold(answers: readonly number[]): number {
  const afresh = answers.filter((at, position) => {
    const passed = at - (answers[position - 1] ?? -Infinity);
    return passed <= retried.from || passed >= retried.to;
  });
  return afresh.length;
}

const isDone = ({ rows }: Evidence, requestKey: string): boolean =>
  rows.said.some(({ key, done }) => key === requestKey && done === 1);

const placeOf = (kind: Kind, user: string, channel: string): string =>
  `${kind} of ${user} in ${channel}`;

/** The request in a payload, with the kind, person and channel of its answer. */
function requestIn(payload: Payload): readonly (Asked & { readonly place: string })[] {
  const [first] = payload.attempts;
  if (first === undefined) return [];
  const { at } = first;
  const deliveries = payload.attempts.length;
  const message = messageToBot(payload);
  if (message !== undefined) {
    const kind = kindOf(message.edited, message.text);
    const place = placeOf(kind, message.user, message.channel);
    return [{ key: message.key, at, deliveries, place }];
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
  // Later versions replace the answer after a press.
  const [first] = message.versions;
  const { visibleTo, channel } = message;
  const kind = answerKinds.find(({ says }) => says.test(first?.text ?? ''))?.name;
  if (first === undefined || kind === undefined || visibleTo === undefined) return [];
  return [{ place: placeOf(kind, visibleTo, channel), at: first.at }];
}

/** A launch is confirmed once for each message, and once for each submission of a form. */
function checkLaunching({ evidence, payloads }: Index): readonly Violation[] {
  const launches = evidence.rows.launches.filter((row) => row.superseded_by === null);
  return launches.flatMap(({ handle, request_key }): Violation[] => {
    const key = requestOf(request_key);
    const asked = payloads.filter(
      (one) => messageToBot(one)?.key === key || submittedForm(one)?.key === key,
    );
    const from = Math.min(...asked.flatMap(({ attempts }) => attempts.map(({ at }) => at)));
    if (asked.length === 0) return [];
    const submitted = asked.filter((one) => submittedForm(one) !== undefined);
    const wanted = Math.max(1, submitted.flatMap(({ attempts }) => attempts).length);
    const answers = evidence.slack.ephemerals
      .map(({ versions }) => versions[0])
      .filter((one) => one !== undefined)
      .filter(({ text }) => text.startsWith('Launching ') && text.includes(`\`${handle}\``))
      .map(({ at }) => at);
    const over = { from, to: Math.max(...answers), ...near };
    const requests = asked.map(({ attempts }) => ({ deliveries: attempts.length }));
    const isExcused = wasDisrupted(evidence, over, answering) || isShared(evidence, requests);
    return timesTold(answers) > wanted && !isExcused
      ? [{ kind: 'repeated', what: `the launch of ${handle} is confirmed ${answers.length} times` }]
      : [];
  });
}

/** A late redelivery gets no second answer, unless the bot died before the first. */
function checkLate({ evidence }: Index): readonly Violation[] {
  const { late, slack, rows } = evidence;
  if (late === undefined) return [];
  const forms = rows.launches
    .filter(({ request_key }) => request_key.startsWith('view:'))
    .map(({ handle }) => `\`${handle}\``);
  const again = slack.ephemerals
    .map(({ versions }) => versions[0])
    .filter((one) => one !== undefined && one.at >= late.at)
    .map((one) => one?.text ?? '')
    .filter(
      (text) => text.startsWith('Launching ') || answerKinds.some(({ says }) => says.test(text)),
    )
    // Slack never redelivers a submission, so the bot may answer one again.
    .filter((text) => !forms.some((handle) => text.includes(handle)));
  return again.length <= 2 * late.unanswered.length
    ? []
    : [{ kind: 'repeated', what: `redelivered late, answered again: ${again.join(' | ')}` }];
}

/** Slack methods by which the bot answers. */
const answering = /^(?:chat\.postEphemeral|response_url|conversations\.open)$/;

type Over = {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
};

/** Whether a bot exited or was frozen around that time, or a call to one of those methods failed. */
function wasDisrupted({ disruptions, slack }: Evidence, over: Over, calls: RegExp): boolean {
  const faults = slack.calls
    .filter(({ fault, method }) => fault !== undefined && calls.test(method))
    .flatMap(({ at }) => at ?? []);
  return [...disruptions, ...faults].some(
    (at) => at > over.from - over.before && at < over.to + over.after,
  );
}
