// What people do besides launching: templates, watches, channel settings, Home, leaving a channel.

/** A scenario of the sandbox, in real time (ms; null: without end). */
export type Rung = {
  readonly phases: readonly { readonly state: string; readonly ms: number | null }[];
  readonly error?: { readonly code: number; readonly message: string };
  readonly lateErrorMs?: number;
  readonly cancel?: { readonly delayMs: number; readonly ms: number | null; readonly end: string };
  /** Create is refused. */
  readonly refusal?: { readonly status: string; readonly message: string };
};

export type FeatureAct =
  /** Saves a version of the template stored from Slack. Its mark is unique in the run. */
  | { readonly do: 'save-template'; readonly user: string; readonly mark: string }
  | {
      readonly do: 'change-template';
      readonly user: string;
      readonly how: 'delete' | 'restore';
    }
  | {
      readonly do: 'launch-template';
      readonly tag: string;
      readonly user: string;
      readonly channel: string;
    }
  | { readonly do: 'watch' | 'unwatch'; readonly user: string; readonly channel: string }
  /** Creates a job without the bot that the watch matches. */
  | {
      readonly do: 'create-external-job';
      readonly name: string;
      readonly scenario: string;
      readonly location: string;
    }
  | { readonly do: 'open-home'; readonly user: string }
  | {
      readonly do: 'set-channel';
      readonly user: string;
      readonly channel: string;
      /** The command's text after `channel`. */
      readonly text: string;
      /** Whether Slack delivers it again. */
      readonly again: boolean;
    }
  /** Locks a template, or takes its lock off. */
  | { readonly do: 'lock' | 'unlock'; readonly user: string; readonly again: boolean }
  /** Launches from the template that is locked in between. */
  | {
      readonly do: 'launch-guarded';
      readonly tag: string;
      readonly user: string;
      readonly channel: string;
    }
  /** Launches from the template that takes an approval. */
  | {
      readonly do: 'launch-gated';
      readonly tag: string;
      readonly user: string;
      readonly channel: string;
    }
  /** Presses Approve on such a launch, this many times at once, or Deny. */
  | {
      readonly do: 'approve' | 'deny';
      readonly tag: string;
      readonly user: string;
      readonly channel: string;
      readonly presses: number;
    }
  /** Launches from a template whose guard is over in seconds: it cancels, or only tells. */
  | {
      readonly do: 'launch-limited';
      readonly template: (typeof limitedTemplates)[number];
      readonly tag: string;
      readonly scenario: string;
      readonly user: string;
      readonly channel: string;
    }
  /** Presses Extend 1h under a warning of such a job, this many times at once. */
  | {
      readonly do: 'extend';
      readonly tag: string;
      readonly user: string;
      readonly channel: string;
      readonly presses: number;
    }
  /** Launches from the template with fallbacks. */
  | {
      readonly do: 'launch-laddered';
      readonly tag: string;
      readonly user: string;
      readonly channel: string;
      /** What becomes of each attempt, in order. */
      readonly rungs: readonly Rung[];
    }
  | {
      readonly do: 'cancel-laddered';
      readonly tag: string;
      readonly user: string;
      readonly channel: string;
      readonly by: 'command' | 'button';
      readonly presses: number;
    }
  /** Somebody leaves a channel, and does not come back. */
  | { readonly do: 'leave'; readonly user: string; readonly channel: string };

/** The template that people write in a run. */
export const savedTemplate = 'shared';
/** The template that people lock in a run. */
export const lockedTemplate = 'guarded';
/** The template that takes an approval. */
export const gatedTemplate = 'gated';
/** The templates with a guard: one that cancels, one that only tells. */
export const limitedTemplates = ['limited', 'reminded'] as const;
/** The template with fallbacks. */
export const ladderedTemplate = 'laddered';
/** The label by which the watch matches jobs. */
export const externalLabels = { team: 'external' } as const;
