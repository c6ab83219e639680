// What `doctor` examines (facts) and reports (findings). `diagnose` turns one into the other.

import type { Pace } from '../job/poll-pace.ts';
import type { OddEntries, TargetHealth } from '../job/target-health.ts';
import type { Result } from '../error/failure.ts';
import type { Target } from '../job/job.ts';
import type { LaunchState } from '../launch/launch.ts';
import type { Lock } from '../lock/lock.ts';
import type { PolicyCheck, PolicyFinding } from './policy-check.ts';
import type { StoreSizes } from '../retention/retention.ts';
import type { Some } from './some.ts';
import type { UseProblem } from '../use/shown-use.ts';
import type { TextTrouble } from '../template/text/text-problem.ts';

/** `unknown`: the check couldn't be made, which says nothing about the result. */
export type Grade = 'ok' | 'warning' | 'problem' | 'unknown';

export type SlackAccount = {
  readonly botName: string;
  readonly teamName: string;
  readonly mode: 'socket' | 'http';
  /** Whether Slack can reach the bot now; false while Socket Mode is disconnected. */
  readonly connected: boolean;
  /**
   * Scopes in the manifest that the token lacks; undefined if Slack didn't list the token's scopes.
   */
  readonly missingScopes?: readonly string[] | undefined;
  /** Whether direct messages reach the bot; undefined until one has arrived. */
  readonly hearsMessages?: boolean | undefined;
};

/**
 * Whether the bot can post in a channel. `joinable`: a public channel that the bot joins at the
 * first launch. `invisible`: a channel that the bot isn't in, or that isn't the workspace's.
 */
export type ChannelCheck = 'member' | 'joinable' | 'archived' | 'invisible';

export type TargetCheck = TargetHealth & {
  /** Learned from any resource name that Google returned. */
  readonly projectNumber?: string | undefined;
  /** Entries of the last list that couldn't be parsed; undefined if there were none. */
  readonly odd?: OddEntries | undefined;
  /** How it is polled; undefined before the first poll. */
  readonly pace?: Pace | undefined;
};

export type BrokenTemplate = {
  readonly file: string;
  /** The template's name, now or once it is valid; undefined if the problem isn't in one file. */
  readonly name?: string | undefined;
  readonly problems: readonly TextTrouble[];
  /** The version in use instead; undefined if there is none. */
  readonly inUse?: string | undefined;
};

/** A file in the templates directory that is skipped. */
export type SkippedFile = {
  /** Path relative to the templates directory; a folder ends in `/`. */
  readonly file: string;
  readonly why:
    'other' | 'hidden' | 'link' | 'no-file' | 'unreadable' | 'too-deep' | 'too-many' | 'no-utf8';
};

/** A template that seems to contain a secret. */
export type SecretHolder = {
  readonly name: string;
  /** A file's name, or Slack. */
  readonly origin: string;
  /** Paths in the template: `jobSpec.workerPoolSpecs[0].containerSpec.env[0].value`. */
  readonly places: readonly string[];
  /** It is invalid for another reason, so no job is made from it. */
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

/** A launch whose create is uncertain, or couldn't be sent. */
export type StuckLaunch = {
  readonly handle: string;
  readonly channel: string;
  readonly state: LaunchState;
  readonly since: number;
  readonly why?: string | undefined;
};

/** A cancel whose job should have ended by now. */
export type OverdueCancel = {
  readonly handle: string;
  readonly channel: string;
  readonly askedAt: number;
  /** Vertex AI's last answer, if it was an error. */
  readonly why?: string | undefined;
};

/** A job whose guard could warn nobody. */
export type UnheardGuard = {
  readonly handle: string;
  readonly channel: string;
  /** Since when the warning waits. */
  readonly since: number;
};

export type Backlog = {
  /** Updates not yet delivered, in all channels. */
  readonly waiting: number;
  /** When the oldest of them was queued, Unix ms. */
  readonly oldestAt?: number | undefined;
  readonly parked: Some<ParkedThread>;
  readonly stuck: Some<StuckLaunch>;
  readonly overdue: Some<OverdueCancel>;
  readonly unheard: Some<UnheardGuard>;
};

/** Whether the use of GPUs in a project can be read. */
export type UseCheck = {
  readonly project: string;
  readonly problem?: UseProblem | undefined;
};

export type Checkup = {
  readonly account: Result<SlackAccount>;
  readonly channel: Result<ChannelCheck>;
  /** The channel where trouble of the bot itself is told; undefined: none is set. */
  readonly ops?: { readonly channel: string; readonly check: Result<ChannelCheck> } | undefined;
  readonly templates: Result<{
    readonly count: number;
    readonly broken: readonly BrokenTemplate[];
    readonly skipped?: readonly SkippedFile[] | undefined;
    readonly secrets?: readonly SecretHolder[] | undefined;
  }>;
  readonly policy: PolicyCheck;
  /** Of each project: why the use of GPUs can't be read, or undefined. */
  readonly uses: readonly UseCheck[];
  readonly database: 'SQLite' | 'PostgreSQL';
  /** A failure if the database didn't answer. `now` is the database's clock. */
  readonly stored: Result<{
    readonly now: number;
    readonly targets: readonly TargetCheck[];
    readonly backlog: Backlog;
    /** In force. */
    readonly locks: readonly Lock[];
    readonly sizes: StoreSizes;
  }>;
  /**
   * Google's clock minus the bot's, exact to about a second; undefined until Google has answered.
   */
  readonly clockSkewMs?: number | undefined;
};

type Seen =
  | { readonly about: 'account'; readonly account: Result<SlackAccount> }
  | { readonly about: 'scopes'; readonly missing?: readonly string[] | undefined }
  /** The app was installed with an older manifest, so direct messages don't reach the bot. */
  | { readonly about: 'messages' }
  | { readonly about: 'channel'; readonly check: Result<ChannelCheck>; readonly botName?: string }
  | {
      readonly about: 'ops';
      readonly channel: string;
      readonly check: Result<ChannelCheck>;
      readonly botName?: string;
    }
  | { readonly about: 'target'; readonly target: TargetCheck; readonly ageMs?: number | undefined }
  | { readonly about: 'odd'; readonly target: Target; readonly odd: OddEntries }
  /** A target that is polled less often than the schedule says. */
  | { readonly about: 'pace'; readonly target: Target; readonly pace: Pace }
  | { readonly about: 'use'; readonly check: UseCheck }
  | { readonly about: 'templates'; readonly count?: number; readonly why?: string }
  | ({ readonly about: 'template' } & BrokenTemplate)
  | { readonly about: 'skipped'; readonly files: readonly SkippedFile[] }
  | ({ readonly about: 'template-secret' } & SecretHolder)
  | PolicyFinding
  /** Locks in force, of which there is at least one. */
  | { readonly about: 'locks'; readonly locks: readonly Lock[] }
  | { readonly about: 'outbox'; readonly waiting: number; readonly oldestMs?: number | undefined }
  | { readonly about: 'parked'; readonly thread: ParkedThread; readonly forMs?: number | undefined }
  | { readonly about: 'stuck'; readonly launch: StuckLaunch; readonly forMs: number }
  | { readonly about: 'overdue'; readonly cancel: OverdueCancel; readonly forMs: number }
  | { readonly about: 'unheard'; readonly guard: UnheardGuard; readonly forMs: number }
  | {
      readonly about: 'unseen';
      readonly parked: number;
      readonly stuck: number;
      readonly overdue: number;
      readonly unheard: number;
    }
  /** While the database doesn't answer, targets and backlog aren't known either. */
  | { readonly about: 'database'; readonly database: Checkup['database']; readonly why?: string }
  | { readonly about: 'sizes'; readonly sizes: StoreSizes }
  | { readonly about: 'clock'; readonly skewMs?: number | undefined };

export type Finding = { readonly grade: Grade } & Seen;

/** The findings about one thing. */
export type FindingOf<About extends Finding['about']> = Extract<Finding, { about: About }>;
