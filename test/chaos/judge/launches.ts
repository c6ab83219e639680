// One launch request makes at most one CustomJob, what was acked is kept, and what was never found is asked about.

import type { Evidence, Payload } from '../evidence/evidence.ts';
import type { Index, Story } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { keysOf, requestOf } from '../evidence/payload-keys.ts';
import { valueIn } from '../evidence/said.ts';
import { terminalStates, wordsOf } from '../evidence/words.ts';

/** What a stored request is acked with, or answered when it comes again later. */
const knownAcks =
  /^Launching |^To be cancelled: | started the same |^Nothing to cancel: |^This launch was |^Only |^I could not store |^My database takes /;
/** Buttons whose every press is a request of its own. */
const storedPresses = ['cancel', 'confirm-cancel', 'rerun'];
/** Slack waits as long for an ack. */
const ackTimeoutMs = 3_000;
/** States of a launch that end it without a job. */
const withoutJob = ['held', 'refused', 'failed', 'cancelled'];

export function judgeLaunches(index: Index): readonly Finding[] {
  const { stories, evidence } = index;
  const ids = new Set(stories.map(({ launch }) => launch.id));
  const strangers = evidence.vertex.jobs.filter(
    ({ origin, labels }) => origin === 'api' && !ids.has(labels['launch-id'] ?? ''),
  );
  return [
    ...strangers.map(({ id }): Finding => ({
      kind: 'twice',
      what: `job ${id} belongs to no launch that is stored`,
    })),
    ...stories.flatMap(judgeStory),
    ...stories.flatMap((story) => judgeIntent(index, story)),
    ...index.payloads.flatMap((payload) => judgeAck(index, payload)),
    ...index.payloads.flatMap((payload) => judgePress(index, payload)),
  ];
}

function judgeStory({ launch, jobs, threads }: Story): readonly Finding[] {
  const { handle, state } = launch;
  const found: Finding[] = [];
  if (jobs.length > 1) found.push({ kind: 'twice', what: `${handle} made ${jobs.length} jobs` });
  if (state === 'bound' && jobs.length === 0) {
    found.push({ kind: 'other', what: `${handle} is bound to a job that does not exist` });
  }
  if (state === 'bound' && jobs.length > 0 && !jobs.some(({ id }) => id === launch.job_id)) {
    found.push({ kind: 'other', what: `${handle} is bound to a job of another launch` });
  }
  // One that was deleted before it was found can't be found.
  if (state !== 'bound' && jobs.some(({ deleted }) => !deleted)) {
    found.push({ kind: 'lost', what: `${handle} is ${state}, and its job runs unfollowed` });
  }
  if (state === 'unknown' || state === 'dropped') {
    const asked = threads.some(({ replies }) =>
      replies.some(({ text }) => wordsOf(text).includes('asked') && !isMute(text)),
    );
    if (!asked) found.push({ kind: 'lost', what: `${handle} is ${state}, and nobody was asked` });
  }
  if (!withoutJob.includes(state) && threads.length === 0) {
    found.push({ kind: 'lost', what: `${handle} is ${state} without a thread` });
  }
  return found;
}

/** A question without its buttons. */
const isMute = (text: string): boolean => !text.includes('[Launch again] [Leave it]');

/** A launch comes from something a person did, and everything a person did comes to one launch at most. */
function judgeIntent({ payloads, stories }: Index, { launch }: Story): readonly Finding[] {
  const { handle, request_key: key } = launch;
  const found: Finding[] = [];
  // Where one that is only watched comes from is judged with the watches.
  if (launch.origin !== null) return found;
  if (!payloads.some((payload) => keysOf(payload).includes(requestOf(key)))) {
    found.push({ kind: 'other', what: `${handle} was launched by nobody: ${key}` });
  }
  if (stories.filter((one) => one.launch.request_key === key).length > 1) {
    found.push({ kind: 'twice', what: `${key} was stored more than once` });
  }
  return found;
}

/** An ack that promises something is kept. */
function judgeAck({ evidence }: Index, payload: Payload): readonly Finding[] {
  const keys = keysOf(payload);
  const texts = payload.attempts.map(({ ack }) => textOf(ack));
  const found: Finding[] = [];
  const launches = evidence.rows.launches.filter((row) =>
    keys.includes(requestOf(row.request_key)),
  );
  const cancels = evidence.rows.cancels.filter((row) => keys.includes(requestOf(row.request_key)));
  // Nothing said is a promise as well: that it is stored, and answered when it is decided.
  const isSilent = payload.attempts.some(
    ({ outcome, ack }) => outcome === 'acked' && textOf(ack) === '',
  );
  const isPromised =
    texts.some((text) => text.startsWith('Launching ')) ||
    // Without its name it opens the form.
    (isSilent &&
      valueIn(payload.payload.text ?? '', 'tag') !== undefined &&
      !isPledged(evidence, keys) &&
      !isRefused(evidence, payload));
  if (isPromised && launches.length === 0) {
    found.push({ kind: 'lost', what: `a launch was acked and not stored: ${keys.join()}` });
  }
  if (texts.some((text) => text.startsWith('To be cancelled: ')) && cancels.length === 0) {
    found.push({ kind: 'lost', what: `a cancel was acked and not stored: ${keys.join()}` });
  }
  const said = texts.flatMap(
    (text) => /^This launch was (refused|cancelled)/.exec(text)?.[1] ?? [],
  );
  for (const state of said.filter((one) => !launches.some((row) => row.state === one))) {
    found.push({
      kind: 'other',
      what: `a launch was acked as ${state} and is not: ${keys.join()}`,
    });
  }
  // The judge must know the words it judges by: were they changed, it would hold nothing.
  const isCommand = payload.payload.command !== undefined;
  if (isCommand && launches.length + cancels.length > 0) {
    const strange = texts.filter((text) => text !== '' && !knownAcks.test(text));
    found.push(
      ...strange.map((text): Finding => ({ kind: 'other', what: `unknown ack: ${text}` })),
    );
  }
  for (const { handle } of launches) {
    const other = texts.find((text) => /^Launching /.test(text) && !text.includes(handle));
    if (other !== undefined) {
      found.push({ kind: 'other', what: `${handle} was acked as another: ${other}` });
    }
  }
  return found;
}

/** Its bot died over it: when it is given up its requester is told that nothing came of it, or it was just being answered. */
function isPledged({ rows }: Evidence, keys: readonly string[]): boolean {
  return rows.pledges.some(({ request_key }) => keys.includes(requestOf(request_key)));
}

/** Whether its requester was told after it that there is no such template (yet), or that it was lost on the way; or a bot died before. */
function isRefused({ slack, disruptions }: Evidence, { payload, attempts }: Payload): boolean {
  const at = Math.min(...attempts.map((one) => one.at));
  // The template that is always there is stored before the ack.
  if (payload.text?.startsWith('launch chaos ') === true) return false;
  if (disruptions.some((disruption) => disruption >= at && disruption < at + answeredWithinMs))
    return true;
  return slack.ephemerals.some(
    ({ visibleTo, channel, versions: [first] }) =>
      visibleTo === payload.user_id &&
      channel === payload.channel_id &&
      first !== undefined &&
      first.at >= at &&
      refusals.test(first.text),
  );
}
const answeredWithinMs = 20_000;
const refusals = /^There is no template |^I was interrupted before I could launch/;

/** A press shows no answer in its ack: what was acked is stored or refused, unless there was nothing to do any more. */
function judgePress({ evidence, stories }: Index, payload: Payload): readonly Finding[] {
  const { launches, cancels, audit } = evidence.rows;
  const acked = payload.attempts.find(({ outcome }) => outcome === 'acked');
  if (acked === undefined) return [];
  const keys = keysOf(payload);
  const isStored =
    [...launches, ...cancels].some((row) => keys.includes(requestOf(row.request_key))) ||
    audit.some(({ key }) => key.endsWith(':refused') && keys.includes(requestOf(key))) ||
    isPledged(evidence, keys);
  return payload.payload.actions.flatMap(({ action_id = '', value = '' }): Finding[] => {
    if (isStored || !storedPresses.includes(action_id)) return [];
    const story = stories.find(({ launch }) => launch.handle === value.split(':')[0]);
    const isOver = action_id !== 'rerun' && story !== undefined && wasOver(story, acked.at);
    return isOver
      ? []
      : [{ kind: 'lost', what: `a press of ${action_id} was acked and not stored: ${value}` }];
  });
}

/** Whether nothing was left to cancel when a press that began at that time was acked. */
function wasOver({ launch, jobs }: Story, at: number): boolean {
  if (launch.state !== 'bound') return true;
  return jobs.some(
    ({ deleted, history }) =>
      deleted ||
      history.some((one) => terminalStates.includes(one.state) && one.at <= at + ackTimeoutMs),
  );
}

/** The words of an ack, as people read them. */
function textOf(ack: unknown): string {
  if (typeof ack !== 'object' || ack === null || !('text' in ack)) return '';
  return typeof ack.text === 'string' ? ack.text : '';
}
