// A launch is a durable intent. Invariant: create is sent at most once. Once it may have been sent,
// only its answer or a look-up by the launch-id label changes the launch.
// What is known of a launch stands in one type, so the file is long.

import type { Approval } from '../approval/approval.ts';
import type { Estimate } from '../cost/estimate.ts';
import type { Guard } from '../guard/guard.ts';
import type { Ladder } from './ladder.ts';
import { typedCostUsd } from '../guard/written-guard.ts';
import type { Failure } from '../error/failure.ts';
import { formatTarget, type CustomJobBody, type JobKey, type Target } from '../job/job.ts';
import type { Lock } from '../lock/lock.ts';
import type { Blocking } from './blocking.ts';
import { isOver, type TrackedJob } from '../job/tracked-job.ts';

/**
 * - `held`: the same launch is live; its requester has to confirm a second one.
 * - `requested`: stored and acked; permission and channel not yet checked.
 * - `waiting`: allowed, and takes an approval; nothing is sent before that.
 * - `accepted`: allowed, and approved if it took that; the CustomJob will be created.
 * - `submitting`: create may have been sent.
 * - `doubt`: create's effect is unknown; the bot looks for the job by its label.
 * - `unknown`: not found over the whole quarantine; a person decides.
 * - `bound`: has its CustomJob.
 * - `refused`: not allowed; nothing happened.
 * - `failed`: Vertex AI refused it.
 * - `locked`: a lock was set after it was accepted; nothing was sent.
 * - `denied`: an approver denied it; nothing was sent.
 * - `expired`: nobody approved it in time; nothing was sent.
 * - `blocked`: something else came up after it was accepted, such as a budget; nothing was sent.
 * - `cancelled`: cancelled before create was sent.
 * - `dropped`: a person gave up an unknown one.
 */
export const launchStates = [
  'held',
  'requested',
  'waiting',
  'accepted',
  'submitting',
  'doubt',
  'unknown',
  'bound',
  'refused',
  'failed',
  'locked',
  'denied',
  'expired',
  'blocked',
  'cancelled',
  'dropped',
] as const;
export type LaunchState = (typeof launchStates)[number];

/** Who asked for something, where, and how to answer only them. */
export type Requester = {
  readonly userId: string;
  readonly teamId: string;
  readonly channel: string;
  /** Slack's response_url, good for 5 uses in 30 minutes. */
  readonly responseUrl?: string | undefined;
  /** Root of the thread it was asked in; the answer goes there. */
  readonly threadTs?: string | undefined;
  /**
   * They answered a question, and the result replaces that question. Kept until the request is
   * decided.
   */
  readonly asked?: true | undefined;
  /**
   * `channel` is the card's channel, and they asked in another one. Kept until the request is
   * decided.
   */
  readonly elsewhere?: true | undefined;
  /**
   * Asked from Home, which has no response_url. Nobody is looking at `channel`, so the answer goes
   * into a window or a direct message.
   */
  readonly atHome?: true;
  /** The window for the answer to a request from Home. Kept until the request is decided. */
  readonly window?: AnswerWindow | undefined;
};

/** A window to open within 3 s of the press, or an open one whose content the answer replaces. */
export type AnswerWindow = { readonly trigger: string } | { readonly id: string };

export type Launch = {
  readonly id: string;
  /**
   * Set if nobody asked the bot for it: a watch saw the job, and `requester` set the first watch
   * that did.
   */
  readonly origin?: 'watched' | undefined;
  /**
   * Identifies the request (a command's trigger id, a button's token), so that a repeat changes
   * nothing. Unique.
   */
  readonly requestKey: string;
  readonly handle: string;
  readonly state: LaunchState;
  readonly template: { readonly name: string; readonly version: string };
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly target: Target;
  /** The request body, the bot's labels included. */
  readonly body: CustomJobBody;
  readonly maxTimeMs?: number | undefined;
  /**
   * Cost per hour by the price list at the time of the request. All cards show this one: with
   * current prices, card and thread could contradict each other, or the cost disappear. Undefined
   * for launches from before there were estimates.
   */
  readonly estimate?: Estimate | undefined;
  readonly requester: Requester;
  readonly requestedAt: number;
  readonly submittedAt?: number | undefined;
  /** Failed sends, or look-ups while in doubt. */
  readonly attempts: number;
  /** The last failure: why it waits, is in doubt, or failed. */
  readonly failure?: Failure | undefined;
  /** The lock that refused it; set if its state is `locked`. */
  readonly locked?: Lock | undefined;
  /** The approval that it takes or took. Kept for good, so that the card says who decided. */
  readonly approval?: Approval | undefined;
  /** The rules of its guard that its template and its launcher set. The policy’s come on top. */
  readonly guard?: Guard | undefined;
  /** What it falls back on, if its template has that; it may be such an attempt itself. */
  readonly ladder?: Ladder | undefined;
  /** The launch that took its card, thread and handle over: the next attempt. */
  readonly supersededBy?: string | undefined;
  /** Why it was blocked; set if its state is `blocked`, unless a newer bot knows more reasons. */
  readonly blocked?: Blocking | undefined;
  readonly job?: JobKey | undefined;
  /** The launch that this one replaces, after Launch again. */
  readonly repeats?: string | undefined;
  /** The launch that this one is a re-run of. */
  readonly rerunOf?: string | undefined;
};

/** A job's owner: who requested it. A watched job has none, whatever its labels say. */
export function ownerOf({
  origin,
  requester,
}: Pick<Launch, 'origin'> & {
  readonly requester: Pick<Requester, 'userId'>;
}): string | undefined {
  return origin === undefined ? requester.userId : undefined;
}

/** What a person chooses for a launch and can change in a re-run. */
export type LaunchChoices = Pick<
  Launch,
  'template' | 'target' | 'parameters' | 'maxTimeMs' | 'guard'
> &
  Partial<Pick<Launch, 'ladder'>>;

/**
 * Whether two launches look the same to a person: same template (any version), target, parameters
 * and typed limits.
 */
export function isSameLaunch(a: LaunchChoices, b: LaunchChoices): boolean {
  const face = ({ template, target, ladder, parameters, maxTimeMs, guard }: LaunchChoices) =>
    JSON.stringify([
      template.name,
      // A fallback’s target is nobody’s choice.
      formatTarget(ladder?.rungs[0]?.target ?? target),
      maxTimeMs ?? null,
      typedCostUsd(guard) ?? null,
      Object.entries(parameters).sort(([x], [y]) => (x < y ? -1 : 1)),
    ]);
  return face(a) === face(b);
}

/** Whether it takes an approval that nobody has given: it waits, or never became a job. */
export function wasOnlyAsked({ approval }: Pick<Launch, 'approval'>): boolean {
  return approval !== undefined && approval.decision?.verdict !== 'approved';
}

type LaunchedJob = {
  readonly launch: Pick<Launch, 'state'>;
  readonly job?: Pick<TrackedJob, 'state' | 'gone'> | undefined;
};

/** Whether the launch can still become a job. */
export function isPending(state: LaunchState): boolean {
  return ['requested', 'waiting', 'accepted', 'submitting', 'doubt', 'unknown'].includes(state);
}

/** Whether a launch's job can still change, or the launch can still become one. */
export function isLive({ launch, job }: LaunchedJob): boolean {
  return job === undefined ? isPending(launch.state) : !isOver(job);
}

/**
 * Whether create may have been sent without the job being known. Such a launch takes the job that
 * turns up, even after a refusal.
 */
export function mayHaveJob(state: LaunchState): boolean {
  return ['submitting', 'doubt', 'unknown', 'dropped', 'failed'].includes(state);
}

/** Whether nothing ever came of it, for certain: no create was sent, or Vertex AI refused it. */
export function isNothing(state: LaunchState): boolean {
  return ['refused', 'failed', 'locked', 'denied', 'expired', 'blocked', 'cancelled'].includes(
    state,
  );
}
