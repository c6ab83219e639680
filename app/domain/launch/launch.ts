// A launch is a durable intent. Its one hard rule: create is sent once, and once it may have been sent
// only its answer, or a look-up by the launch-id label, moves the launch on.

import type { Estimate } from '../cost/cost.ts';
import type { Failure, Result } from '../error/failure.ts';
import type { CustomJobBody, JobKey, Observation, Target } from '../job/job.ts';

/**
 * - `held`: the same is alive already; its requester has to say that a second is meant.
 * - `requested`: stored and acked; who asks and where are still to be checked.
 * - `accepted`: allowed; the CustomJob is to be created.
 * - `submitting`: create may be on its way.
 * - `doubt`: create's effect is unknown; the job is being looked for by its label.
 * - `unknown`: not found over the whole quarantine: a person decides.
 * - `bound`: it has its CustomJob. `refused`: not allowed, nothing happened. `failed`: Vertex refused it.
 * - `cancelled`: cancelled before anything was sent. `dropped`: a person gave an unknown one up.
 */
export const launchStates = [
  'held',
  'requested',
  'accepted',
  'submitting',
  'doubt',
  'unknown',
  'bound',
  'refused',
  'failed',
  'cancelled',
  'dropped',
] as const;
export type LaunchState = (typeof launchStates)[number];

/** Who asked, where, and how to answer only them. */
export type Requester = {
  readonly userId: string;
  readonly teamId: string;
  readonly channel: string;
  /** Slack's response_url: good for 5 uses in 30 minutes. */
  readonly responseUrl?: string | undefined;
  /** Root of the thread it was asked in: the answer belongs there. */
  readonly threadTs?: string | undefined;
  /** They answer a question: what settles it takes the question's place. Kept until it is decided. */
  readonly asked?: true | undefined;
  /** `channel` is where its card is to be, and they asked in another. Kept until it is decided. */
  readonly elsewhere?: true | undefined;
  /** Asked at the bot's Home, which has no response_url: nobody looks at `channel` then, so the answer goes into a window or a direct message. */
  readonly atHome?: true;
  /** Where a window can show the answer to what was asked at Home. Kept until it is decided. */
  readonly window?: AnswerWindow | undefined;
};

/** A window to be opened, within 3 s of the press; or one that is open, whose content the answer takes the place of. */
export type AnswerWindow = { readonly trigger: string } | { readonly id: string };

export type Launch = {
  readonly id: string;
  /** Set where nobody asked the bot for it: a watch saw its job, and `requester` is who set the first watch that did. */
  readonly origin?: 'watched' | undefined;
  /** Makes a repeat harmless: trigger id of the command, token of the button. Unique. */
  readonly requestKey: string;
  readonly handle: string;
  readonly state: LaunchState;
  readonly template: { readonly name: string; readonly version: string };
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly target: Target;
  /** What is sent, labels of the bot included. */
  readonly body: CustomJobBody;
  readonly maxTimeMs?: number | undefined;
  /**
   * What it costs by the hour, by the list of the day it was asked for, and so on all its cards to the end: a price that changes
   * meanwhile would make cards and thread contradict each other, and a list that can't be read would take the cost off them.
   * Undefined: launched before there were estimates.
   */
  readonly estimate?: Estimate | undefined;
  readonly requester: Requester;
  readonly requestedAt: number;
  readonly submittedAt?: number | undefined;
  /** Sends that never left, or look-ups made while in doubt. */
  readonly attempts: number;
  /** What went wrong last: why it waits, is in doubt, or failed. */
  readonly failure?: Failure | undefined;
  readonly job?: JobKey | undefined;
  /** The launch this one repeats, when a person pressed Launch again. */
  readonly repeats?: string | undefined;
  /** The launch this one was made from, when a person asked for a re-run. */
  readonly rerunOf?: string | undefined;
};

export type LaunchSettings = { readonly quarantineMs: number };

/** What to do with a launch next, and when to look at it again (Unix ms; undefined: never by itself). */
export type LaunchStep = {
  readonly launch: Launch;
  readonly dueAt?: number | undefined;
};

/** Pauses between sends that never left: nobody wants to wait long for the first, nor to hammer a dead host. */
function resendDelayMs(attempts: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.min(attempts, 6));
}

/** What the answer to create means. A job in hand is bound by the caller, in one transaction with its thread. */
export function afterCreate(
  launch: Launch,
  failure: Failure,
  now: number,
  settings: LaunchSettings,
): LaunchStep {
  switch (failure.kind) {
    case 'not-sent':
      return {
        launch: { ...launch, state: 'accepted', attempts: launch.attempts + 1, failure },
        dueAt: now + Math.max(failure.retryAfterMs ?? 0, resendDelayMs(launch.attempts)),
      };
    case 'user':
    case 'permanent':
      return { launch: { ...launch, state: 'failed', failure } };
    case 'transient':
    case 'in-doubt':
      return intoDoubt(launch, failure, now, settings);
  }
}

/** A launch whose create may have been sent, and whose answer will never come: found after a crash, or lost on the way. */
export function intoDoubt(
  launch: Launch,
  failure: Failure,
  now: number,
  settings: LaunchSettings,
): LaunchStep {
  return {
    launch: { ...launch, state: 'doubt', attempts: 0, failure },
    dueAt: now + lookDelayMs(0, settings),
  };
}

/**
 * What a look-up that found nothing means: look again until the quarantine is over, then ask a person.
 * The list may lag behind create (undocumented), so one empty answer proves nothing.
 */
export function afterEmptyLook(launch: Launch, now: number, settings: LaunchSettings): LaunchStep {
  const looks = launch.attempts + 1;
  const quarantined = now - (launch.submittedAt ?? launch.requestedAt) >= settings.quarantineMs;
  if (looks >= fewestLooks && quarantined) {
    return { launch: { ...launch, state: 'unknown', attempts: looks } };
  }
  return {
    launch: { ...launch, attempts: looks },
    dueAt: now + lookDelayMs(looks, settings),
  };
}

/** A look-up that failed counts for nothing: the same again, later. */
export function afterFailedLook(
  launch: Launch,
  failure: Failure,
  now: number,
  settings: LaunchSettings,
): LaunchStep {
  return {
    launch,
    dueAt: now + Math.max(failure.retryAfterMs ?? 0, lookDelayMs(launch.attempts, settings)),
  };
}

const fewestLooks = 3;

/** Look-ups grow apart over the quarantine: a sixtieth of it at first (3 s of 3 min), a sixth at most. */
function lookDelayMs(looks: number, { quarantineMs }: LaunchSettings): number {
  return Math.min(quarantineMs / 6, (quarantineMs / 60) * 2 ** looks);
}

/**
 * Which of the jobs that bear a launch's label is the launch's own. Labels can be copied (the console's "clone" does),
 * so it must also live in the launch's location, bear its display name, and not be older than its sending by more than clocks differ.
 */
export function isOwnJob(launch: Launch, seen: Observation): boolean {
  const clockSkewMs = 5 * 60_000;
  return (
    launch.submittedAt !== undefined &&
    seen.key.location === launch.target.location &&
    seen.displayName === launch.body.displayName &&
    seen.createTime >= launch.submittedAt - clockSkewMs
  );
}

/** Whose job it is: whoever asked for it. A job that is only watched is nobody's own, whatever its labels say. */
export function ownerOf({ origin, requester: requester }: Launch): string | undefined {
  return origin === undefined ? requester.userId : undefined;
}

/** What a person can choose at a launch, and can choose anew at its re-run. */
export type LaunchChoices = Pick<Launch, 'template' | 'target' | 'parameters' | 'maxTimeMs'>;

/** What makes two launches the same to the eye: template, target, parameters and time limit, whatever their version. */
export function isSameLaunch(a: LaunchChoices, b: LaunchChoices): boolean {
  const face = ({ template, target, parameters, maxTimeMs }: LaunchChoices) =>
    JSON.stringify([
      template.name,
      target.project,
      target.location,
      maxTimeMs ?? null,
      Object.entries(parameters).sort(([x], [y]) => (x < y ? -1 : 1)),
    ]);
  return face(a) === face(b);
}

/** Whether a launch can still become a job by the bot's own doing or by a create already sent. */
export function isPending(state: LaunchState): boolean {
  return ['requested', 'accepted', 'submitting', 'doubt', 'unknown'].includes(state);
}

/** Whether create was sent without our knowing its job: such a launch takes the one that turns up, even against a refusal. */
export function mayHaveJob(state: LaunchState): boolean {
  return ['submitting', 'doubt', 'unknown', 'dropped', 'failed'].includes(state);
}

export type CreateResult = Result<Observation>;
