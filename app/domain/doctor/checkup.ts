// What `doctor` looks at, and what it finds; `diagnose` makes the one of the other.

import type { OddEntries, TargetHealth } from '../job/target-health.ts';
import type { Result } from '../error/failure.ts';
import type { Target } from '../job/job.ts';
import type { LaunchState } from '../launch/launch.ts';

/** `unknown`: it could not be looked at, which says nothing about how it is. */
export type Grade = 'ok' | 'warning' | 'problem' | 'unknown';

export type SlackAccount = {
  readonly botName: string;
  readonly teamName: string;
  readonly mode: 'socket' | 'http';
  /** Whether Slack can reach us just now: false while there is no Socket Mode connection. */
  readonly connected: boolean;
  /** Scopes of the manifest that the token does not have; undefined: Slack did not say which it has. */
  readonly missingScopes?: readonly string[] | undefined;
  /** Whether messages in its direct messages reach the bot; undefined: nothing has shown it yet. */
  readonly hearsMessages?: boolean | undefined;
};

/** Whether the bot can post in a channel. `joinable`: public, and joined at the first launch. `invisible`: no member, or none of ours. */
export type ChannelCheck = 'member' | 'joinable' | 'archived' | 'invisible';

export type TargetCheck = TargetHealth & {
  /** Learned from any name that Google returned. */
  readonly projectNumber?: string | undefined;
  /** What of the last list could not be read; undefined: all could. */
  readonly odd?: OddEntries | undefined;
};

export type BrokenTemplate = {
  readonly file: string;
  /** What its template is called, or would be; undefined: it is no single file. */
  readonly name?: string | undefined;
  readonly message: string;
  /** The version that is in use instead; undefined: there is none. */
  readonly inUse?: string | undefined;
};

/** A file among the templates that is passed over. */
export type SkippedFile = {
  /** Its path below the directory of templates; a folder ends in `/`. */
  readonly file: string;
  readonly why:
    'other' | 'hidden' | 'link' | 'no-file' | 'unreadable' | 'too-deep' | 'too-many' | 'no-utf8';
};

/** A template in which a secret seems to be written out. */
export type SecretHolder = {
  readonly name: string;
  /** A file's name, or Slack. */
  readonly origin: string;
  /** Where in it: `jobSpec.workerPoolSpecs[0].containerSpec.env[0].value`. */
  readonly places: readonly string[];
  /** It is refused for something else, and no job is made of it. */
  readonly isRefused?: boolean | undefined;
};

export type ParkedThread = {
  readonly handle?: string | undefined;
  readonly channel: string;
  /** A Slack error code. */
  readonly why: string;
  readonly since?: number | undefined;
  readonly waiting: number;
};

/** A launch whose create is uncertain, or could not be sent. */
export type StuckLaunch = {
  readonly handle: string;
  readonly channel: string;
  readonly state: LaunchState;
  readonly since: number;
  readonly why?: string | undefined;
};

/** A cancel whose end is overdue. */
export type OverdueCancel = {
  readonly handle: string;
  readonly channel: string;
  readonly askedAt: number;
  /** What Vertex said last, when that was no success. */
  readonly why?: string | undefined;
};

/** What the requester may see of what there is: `unseen` counts the rest, wherever it is. */
export type Some<T> = { readonly items: readonly T[]; readonly unseen: number };

export type Backlog = {
  /** Updates that are not told yet, in all channels. */
  readonly waiting: number;
  /** Since when the oldest of them waits, Unix ms. */
  readonly oldestAt?: number | undefined;
  readonly parked: Some<ParkedThread>;
  readonly stuck: Some<StuckLaunch>;
  readonly overdue: Some<OverdueCancel>;
};

export type Checkup = {
  readonly account: Result<SlackAccount>;
  readonly channel: Result<ChannelCheck>;
  readonly templates: Result<{
    readonly count: number;
    readonly broken: readonly BrokenTemplate[];
    readonly skipped?: readonly SkippedFile[] | undefined;
    readonly secrets?: readonly SecretHolder[] | undefined;
  }>;
  readonly database: 'SQLite' | 'PostgreSQL';
  /** A failure: the database did not answer. `now` is its clock. */
  readonly stored: Result<{
    readonly now: number;
    readonly targets: readonly TargetCheck[];
    readonly backlog: Backlog;
  }>;
  /** Google's clock less ours, exact to about a second; undefined: Google has not answered yet. */
  readonly clockSkewMs?: number | undefined;
};

type Seen =
  | { readonly about: 'account'; readonly account: Result<SlackAccount> }
  | { readonly about: 'scopes'; readonly missing?: readonly string[] | undefined }
  /** An older manifest: what is written to the bot in its direct messages does not arrive. */
  | { readonly about: 'messages' }
  | { readonly about: 'channel'; readonly check: Result<ChannelCheck>; readonly botName?: string }
  | { readonly about: 'target'; readonly target: TargetCheck; readonly ageMs?: number | undefined }
  | { readonly about: 'odd'; readonly target: Target; readonly odd: OddEntries }
  | { readonly about: 'templates'; readonly count?: number; readonly why?: string }
  | ({ readonly about: 'template' } & BrokenTemplate)
  | { readonly about: 'skipped'; readonly files: readonly SkippedFile[] }
  | ({ readonly about: 'template-secret' } & SecretHolder)
  | { readonly about: 'outbox'; readonly waiting: number; readonly oldestMs?: number | undefined }
  | { readonly about: 'parked'; readonly thread: ParkedThread; readonly forMs?: number | undefined }
  | { readonly about: 'stuck'; readonly launch: StuckLaunch; readonly forMs: number }
  | { readonly about: 'overdue'; readonly cancel: OverdueCancel; readonly forMs: number }
  | {
      readonly about: 'unseen';
      readonly parked: number;
      readonly stuck: number;
      readonly overdue: number;
    }
  /** Neither targets nor backlog are known while it does not answer. */
  | { readonly about: 'database'; readonly database: Checkup['database']; readonly why?: string }
  | { readonly about: 'clock'; readonly skewMs?: number | undefined };

export type Finding = { readonly grade: Grade } & Seen;
