// What people do beside launching: templates, watches, channel settings, Home, leaving a channel.

export type FeatureAct =
  /** A version of the template that is kept in Slack, written in a window; nothing else in the run bears its mark. */
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
  /** A job that nobody launches through the bot, and that the watch is for. */
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
      /** Whether Slack brings it once more. */
      readonly again: boolean;
    }
  /** Somebody leaves a channel, and does not come back. */
  | { readonly do: 'leave'; readonly user: string; readonly channel: string };

/** The template that people write in a run. */
export const savedTemplate = 'house';
/** Whose label makes a job one that is watched for. */
export const elsewhere = { team: 'elsewhere' } as const;
