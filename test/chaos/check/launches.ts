// One launch request creates at most one CustomJob, every acked request is stored, and the bot asks about a launch whose job it never found.

import type { Evidence, Payload } from '../evidence/evidence.ts';
import type { Index, LaunchEvidence } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { keysOf, requestOf } from '../evidence/payload-keys.ts';
import { valueIn } from '../evidence/message-to-bot.ts';
import { terminalStates, wordsOf } from '../evidence/words.ts';

/** How acks of stored requests begin, also of repeated ones. */
export const knownAcks =
  /^Launching | waits for an approval|^Cancel requested: |^Withdrawn before anything was sent: |^\S+ (?:approved|denied|withdrew) | (?:started|asked for) the same |^Nothing to cancel: |^This launch was |^Only |^I could not store |^My database takes /;
/**
 * Right until the template is saved or the lock is off, and leaves nothing behind. A repeat of that
 * command launches, if it comes afterwards.
 */
const refusedThen = /^There is no template |^🔒 Nothing was launched: /u;
/** Buttons of which every press is a request of its own. */
const storedPresses = ['cancel', 'confirm-cancel', 'rerun', 'approve'];
/** How long Slack waits for an ack. */
const ackTimeoutMs = 3_000;
/** Final states of a launch without a job. */
const withoutJob = [
  'held',
  'refused',
  'failed',
  'locked',
  'denied',
  'expired',
  'blocked',
  'cancelled',
];

export function checkLaunches(index: Index): readonly Violation[] {
  const { perLaunch, evidence } = index;
  const ids = new Set(perLaunch.map(({ launch }) => launch.id));
  const unknownJobs = evidence.vertex.jobs.filter(
    ({ origin, labels }) => origin === 'api' && !ids.has(labels['launch-id'] ?? ''),
  );
  return [
    ...unknownJobs.map(({ id }): Violation => ({
      kind: 'twice',
      what: `job ${id} belongs to no launch that is stored`,
    })),
    ...perLaunch.flatMap(checkLaunch),
    ...perLaunch.flatMap((one) => checkRequest(index, one)),
    ...index.payloads.flatMap((payload) => checkAck(index, payload)),
    ...index.payloads.flatMap((payload) => checkPress(index, payload)),
  ];
}

function checkLaunch({ launch, jobs, threads }: LaunchEvidence): readonly Violation[] {
  const { handle, state } = launch;
  const found: Violation[] = [];
  if (jobs.length > 1) found.push({ kind: 'twice', what: `${handle} made ${jobs.length} jobs` });
  if (state === 'bound' && jobs.length === 0) {
    found.push({ kind: 'other', what: `${handle} is bound to a job that does not exist` });
  }
  if (state === 'bound' && jobs.length > 0 && !jobs.some(({ id }) => id === launch.job_id)) {
    found.push({ kind: 'other', what: `${handle} is bound to a job of another launch` });
  }
  // A job that was deleted before the bot found it can't be found.
  if (state !== 'bound' && jobs.some(({ deleted }) => !deleted)) {
    found.push({ kind: 'lost', what: `${handle} is ${state}, and its job runs unfollowed` });
  }
  if (state === 'unknown' || state === 'dropped') {
    const asked = threads.some(({ replies }) =>
      replies.some(({ text }) => wordsOf(text).includes('asked') && !lacksButtons(text)),
    );
    if (!asked) found.push({ kind: 'lost', what: `${handle} is ${state}, and nobody was asked` });
  }
  // Its thread is the next attempt's.
  const isFollowed = launch.superseded_by !== null;
  if (!withoutJob.includes(state) && threads.length === 0 && !isFollowed) {
    found.push({ kind: 'lost', what: `${handle} is ${state} without a thread` });
  }
  return found;
}

/** Whether a question lacks its buttons. */
export const lacksButtons = (text: string): boolean => !text.includes('[Launch again] [Leave it]');

/** Every launch comes from a request, and every request leads to one launch at most. */
function checkRequest(
  { payloads, perLaunch }: Index,
  { launch }: LaunchEvidence,
): readonly Violation[] {
  const { handle, request_key: key } = launch;
  const found: Violation[] = [];
  // Watched jobs are checked with the watches.
  if (launch.origin !== null) return found;
  if (!payloads.some((payload) => keysOf(payload).includes(requestOf(key)))) {
    found.push({ kind: 'other', what: `${handle} was launched by nobody: ${key}` });
  }
  if (perLaunch.filter((one) => one.launch.request_key === key).length > 1) {
    found.push({ kind: 'twice', what: `${key} was stored more than once` });
  }
  return found;
}

/** A request acked as accepted is stored. */
function checkAck({ evidence }: Index, payload: Payload): readonly Violation[] {
  const keys = keysOf(payload);
  const texts = payload.attempts.map(({ ack }) => textOf(ack));
  const found: Violation[] = [];
  const launches = evidence.rows.launches.filter((row) =>
    keys.includes(requestOf(row.request_key)),
  );
  const cancels = evidence.rows.cancels.filter((row) => keys.includes(requestOf(row.request_key)));
  // An empty ack also promises that the request is stored, and answered later.
  const isSilent = payload.attempts.some(
    ({ outcome, ack }) => outcome === 'acked' && textOf(ack) === '',
  );
  const isPromised =
    texts.some((text) => text.startsWith('Launching ')) ||
    // A launch without its required `tag` opens the form instead.
    (isSilent &&
      valueIn(payload.payload.text ?? '', 'tag') !== undefined &&
      !isPledged(evidence, keys) &&
      !isRefused(evidence, payload));
  if (isPromised && launches.length === 0) {
    found.push({ kind: 'lost', what: `a launch was acked and not stored: ${keys.join()}` });
  }
  if (
    texts.some((text) => /^Cancel requested: |^Withdrawn before /.test(text)) &&
    cancels.length === 0
  ) {
    found.push({ kind: 'lost', what: `a cancel was acked and not stored: ${keys.join()}` });
  }
  const named = texts.flatMap(
    (text) => /^This launch was (refused|cancelled)/.exec(text)?.[1] ?? [],
  );
  for (const state of named.filter((one) => !launches.some((row) => row.state === one))) {
    found.push({
      kind: 'other',
      what: `a launch was acked as ${state} and is not: ${keys.join()}`,
    });
  }
  // An unknown ack is a violation: if the bot changed its wording, the checks above would no longer apply.
  const isCommand = payload.payload.command !== undefined;
  if (isCommand && launches.length + cancels.length > 0) {
    const accepted = texts.findIndex((text) => text === '' || knownAcks.test(text));
    const strange = texts.filter(
      (text, nth) =>
        text !== '' && !knownAcks.test(text) && !(nth < accepted && refusedThen.test(text)),
    );
    found.push(
      ...strange.map((text): Violation => ({ kind: 'other', what: `unknown ack: ${text}` })),
    );
  }
  // An attempt that is over has a handle of its own.
  for (const { handle } of launches.filter((row) => row.superseded_by === null)) {
    const other = texts.find((text) => /^Launching /.test(text) && !text.includes(handle));
    if (other !== undefined) {
      found.push({ kind: 'other', what: `${handle} was acked as another: ${other}` });
    }
  }
  return found;
}

/** Whether a pledge is left of a request: its bot died, or was just answering it. When the pledge expires, the requester is told. */
function isPledged({ rows }: Evidence, keys: readonly string[]): boolean {
  return rows.pledges.some(({ request_key }) => keys.includes(requestOf(request_key)));
}

/** Whether the requester was told afterwards that the template does not exist (yet) or that the request was lost, or a bot died. */
function isRefused({ slack, disruptions }: Evidence, { payload, attempts }: Payload): boolean {
  const at = Math.min(...attempts.map((one) => one.at));
  // The `chaos` template always exists, so its launch is stored before the ack.
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
const refusals =
  /^There is no template |^I was interrupted before I could launch|^🔒 Nothing was launched/;

/** An acked press is stored or refused, unless there was nothing left to do. Its ack carries no answer. */
function checkPress({ evidence, perLaunch }: Index, payload: Payload): readonly Violation[] {
  const { launches, cancels, audit } = evidence.rows;
  const acked = payload.attempts.find(({ outcome }) => outcome === 'acked');
  if (acked === undefined) return [];
  const keys = keysOf(payload);
  const isStored =
    [...launches, ...cancels, ...evidence.rows.votes].some((row) =>
      keys.includes(requestOf(row.request_key)),
    ) ||
    audit.some(({ key }) => key.endsWith(':refused') && keys.includes(requestOf(key))) ||
    isPledged(evidence, keys);
  return payload.payload.actions.flatMap(({ action_id = '', value = '' }): Violation[] => {
    if (isStored || !storedPresses.includes(action_id)) return [];
    const about = perLaunch.find(({ launch }) => launch.handle === value.split(':')[0]);
    const isOver = action_id !== 'rerun' && about !== undefined && wasOver(about, acked.at);
    return isOver
      ? []
      : [{ kind: 'lost', what: `a press of ${action_id} was acked and not stored: ${value}` }];
  });
}

/** Whether nothing was left to cancel when a press at that time was acked. */
function wasOver({ launch, jobs }: LaunchEvidence, at: number): boolean {
  if (launch.state !== 'bound') return true;
  return jobs.some(
    ({ deleted, history }) =>
      deleted ||
      history.some((one) => terminalStates.includes(one.state) && one.at <= at + ackTimeoutMs),
  );
}

/** The text of an ack. */
function textOf(ack: unknown): string {
  if (typeof ack !== 'object' || ack === null || !('text' in ack)) return '';
  return typeof ack.text === 'string' ? ack.text : '';
}
