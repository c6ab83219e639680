// What happens in one run, decided before it starts.

import type { Fault } from './faults.ts';
import type { FeatureAct } from './feature-act.ts';
import type { TalkAct } from './talk-act.ts';

export type Database = 'sqlite' | 'postgres';

export type Plan = {
  readonly seed: number;
  readonly run: number;
  readonly database: Database;
  readonly replicas: number;
  readonly mode: 'socket' | 'http';
  /** How many times faster than real time jobs run. */
  readonly speed: number;
  /** The button pressed below a launch whose job was never found. */
  readonly onQuestion: 'again' | 'leave' | 'ignore';
  readonly acts: readonly TimedAct[];
};

export type TimedAct = { readonly atMs: number; readonly act: Act };

type Launch = {
  readonly do: 'launch';
  /** Its display name, unique in the run. */
  readonly tag: string;
  readonly scenario: string;
  readonly location: string;
  readonly user: string;
  readonly channel: string;
};

export type SequenceName =
  'late-lists' | 'unlisted-job' | 'lost-create' | 'frozen-poller' | 'stalled-send';

export type Act =
  | FeatureAct
  | TalkAct
  | Launch
  /** Types the same command again. While the first job is live the bot asks, and “Launch anyway” is pressed `presses` times. */
  | { readonly do: 'repeat'; readonly tag: string; readonly presses: number }
  | {
      readonly do: 'cancel' | 'rerun';
      readonly tag: string;
      readonly user: string;
      readonly by: 'command' | 'button';
      /** How many times the button is pressed at once. */
      readonly presses: number;
    }
  /** Delivers an earlier payload again: this many before the newest. */
  | { readonly do: 'redeliver'; readonly back: number }
  | { readonly do: 'slack-fault'; readonly fault: Fault }
  | { readonly do: 'vertex-fault'; readonly fault: Fault }
  | { readonly do: 'kill' | 'term'; readonly replica: number }
  | { readonly do: 'stop'; readonly replica: number; readonly forMs: number }
  | { readonly do: 'slack-outage'; readonly forMs: number }
  | {
      readonly do: 'vertex-outage';
      readonly locations: readonly string[];
      readonly forMs: number;
    }
  | { readonly do: 'token-failures'; readonly status: number; readonly count: number }
  | { readonly do: 'lose-google-token' }
  | { readonly do: 'revoke'; readonly forMs: number }
  | { readonly do: 'list-lag'; readonly ms: number; readonly forMs: number }
  /** Limits the pages of lists to `max` jobs. */
  | { readonly do: 'small-pages'; readonly max: number; readonly forMs: number }
  /** Several steps, each of which waits for the effect of the one before (perform/sequences.ts). */
  | {
      readonly do: 'sequence';
      readonly sequence: SequenceName;
      readonly launches: readonly Launch[];
      /** The duration of its slow step. */
      readonly ms: number;
    }
  | { readonly do: 'delete-root' | 'delete-job'; readonly tag: string }
  | { readonly do: 'kick'; readonly channel: string; readonly forMs: number }
  | { readonly do: 'cut-socket' };
