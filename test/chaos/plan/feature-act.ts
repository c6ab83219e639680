// What people do beside launching: templates, watches, channel settings, Home, leaving a channel.

export type FeatureAct =
  /** A version of the template stored in Slack, entered in a modal. Its mark is unique in the run. */
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
  /** A job that is not launched through the bot, and that the watch matches. */
  | {
      readonly do: 'job-elsewhere';
      readonly name: string;
      readonly scenario: string;
      readonly location: string;
    }
  | { readonly do: 'open-home'; readonly user: string }
  | {
      readonly do: 'set-channel';
      readonly user: string;
      readonly channel: string;
      /** What follows `channel`. */
      readonly text: string;
      /** Whether Slack delivers it again. */
      readonly again: boolean;
    }
  /** Somebody leaves a channel, and does not come back. */
  | { readonly do: 'leave'; readonly user: string; readonly channel: string };

/** The template that people write in a run. */
export const savedTemplate = 'house';
/** The label by which the watch matches jobs. */
export const elsewhere = { team: 'elsewhere' } as const;
