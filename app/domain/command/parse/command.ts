// Commands as parsed from text.

import type { BulkFilter } from '../../bulk/bulk.ts';
import type { CommandProblem } from './command-problem.ts';
import type { Target } from '../../job/job.ts';
import type { JobReference } from '../../job/job-reference.ts';
import type { ListFilter, TopFilter } from '../../job/list-filter.ts';
import type { LockScope } from '../../lock/lock.ts';
import type { Until } from './until.ts';
import type { NotificationLevel } from '../../notification/notification-level.ts';
import type { Behind } from '../../text/reason.ts';
import type { Criterion } from '../../watch/watch.ts';

/** The choices made for a launch, as typed. */
export type TypedChoices = {
  /** Raw texts by parameter, in order; a parameter may be given several times. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly target?: Target | undefined;
  /** Given alone, it selects the only target there. */
  readonly location?: string | undefined;
  readonly maxTimeMs?: number | undefined;
  /** US dollars by list price. */
  readonly maxCostUsd?: number | undefined;
  readonly dryRun: boolean;
};
export type LaunchCommand = TypedChoices & { readonly verb: 'launch'; readonly template: string };
/** Whatever isn't chosen stays as in the original launch. */
export type RerunCommand = TypedChoices & { readonly verb: 'rerun'; readonly job: JobReference };
/**
 * A possible job name with the cancel reason that would follow it, or why the rest can't be a
 * reason.
 */
export type NameAndReason = Behind & {
  readonly name: string;
  readonly problem?: CommandProblem;
};
export type CancelCommand = Behind & {
  readonly verb: 'cancel';
  readonly job: JobReference;
  /** Names of several words that the text may begin with, longest first. */
  readonly names?: readonly NameAndReason[];
};
/** Many at once, asked about first. Typed as `cancel` with filters instead of a job. */
export type CancelManyCommand = {
  readonly verb: 'cancel-many';
  readonly filter: BulkFilter;
  readonly reason?: string | undefined;
};
export type ListCommand = { readonly verb: 'list' } & ListFilter;
/** What burns now: of a channel, a person, or all. */
export type TopCommand = { readonly verb: 'top' } & TopFilter;
type StatusCommand = { readonly verb: 'status'; readonly job: JobReference };
type LogsCommand = {
  readonly verb: 'logs';
  readonly job: JobReference;
  readonly lines: number;
  /** The replica's name in the log; undefined: all replicas. */
  readonly replica?: string | undefined;
};
type WatchCommand = {
  readonly verb: 'watch' | 'unwatch';
  readonly criterion: Criterion;
};
/** `watch` alone: lists the channel's watches. */
type WatchesCommand = { readonly verb: 'watches' };
/** Versions are identified by number. */
export type TemplateCommand = { readonly verb: 'template' } & (
  | { readonly action: 'list' }
  | { readonly action: 'show'; readonly name: string; readonly number?: number | undefined }
  | { readonly action: 'save'; readonly name: string; readonly from?: JobReference | undefined }
  | { readonly action: 'edit'; readonly name: string }
  /**
   * With versions: the difference between two, or between one and the current one. `olderThan`:
   * lists the versions before it.
   */
  | {
      readonly action: 'history';
      readonly name: string;
      readonly olderThan?: number | undefined;
      readonly before?: number | undefined;
      readonly after?: number | undefined;
    }
  | {
      readonly action: 'restore';
      readonly name: string;
      readonly number: number;
      readonly note?: string | undefined;
    }
  | { readonly action: 'delete'; readonly name: string; readonly note?: string | undefined }
);
/** Settings to change; undefined ones stay. */
export type ChannelChange = {
  readonly mode?: NotificationLevel | undefined;
  readonly broadcast?: boolean | undefined;
  /** Minutes since midnight in the requester's time zone. */
  readonly digest?: number | 'off' | undefined;
};
/** Without `change`, the settings are shown. */
export type ChannelCommand = {
  readonly verb: 'channel';
  readonly change?: ChannelChange | undefined;
};
export type LockCommand = {
  readonly verb: 'lock';
  readonly scope: LockScope;
  /** Undefined: until somebody takes it off. */
  readonly until?: Until | undefined;
  readonly reason: string;
};
/** `lock` alone: lists the locks in force. */
type LocksCommand = { readonly verb: 'locks' };
/** Lets a job run past the limits of its guard. */
type ExtendCommand = {
  readonly verb: 'extend';
  readonly job: JobReference;
  readonly ms: number;
  readonly reason?: string | undefined;
};
/** The audit, newest first. */
export type AuditCommand = {
  readonly verb: 'audit';
  /** Begun within this time. */
  readonly sinceMs: number;
  /** Slack id of who did it. */
  readonly actor?: string | undefined;
  readonly job?: JobReference | undefined;
  /** Name of a template. */
  readonly template?: string | undefined;
};
export type UnlockCommand = {
  readonly verb: 'unlock';
  readonly which: { readonly number: number } | { readonly scope: LockScope };
};
/** Verbs that take no arguments. */
export type PlainVerb = 'doctor' | 'policy';
export type HelpCommand = { readonly verb: 'help'; readonly about?: TypedVerb | undefined };
/** The slash command alone. */
type MenuCommand = { readonly verb: 'menu' };

export type Command =
  | LaunchCommand
  | RerunCommand
  | TemplateCommand
  | CancelCommand
  | CancelManyCommand
  | ListCommand
  | TopCommand
  | StatusCommand
  | LogsCommand
  | ChannelCommand
  | LockCommand
  | LocksCommand
  | UnlockCommand
  | ExtendCommand
  | AuditCommand
  | WatchCommand
  | WatchesCommand
  | { readonly verb: PlainVerb }
  | HelpCommand
  | MenuCommand;

/** A verb that a command can begin with. */
export type TypedVerb = Exclude<Command['verb'], 'menu' | 'watches' | 'locks' | 'cancel-many'>;

export type Parsed =
  | { readonly ok: true; readonly command: Command; readonly naming?: Naming | undefined }
  | {
      readonly ok: false;
      readonly problem: CommandProblem;
      /** The word in the verb's place that is no verb. */
      readonly unknown?: string | undefined;
      /** The form can be offered, starting at the choice of a template. */
      readonly form?: true;
      /** The valid part of a launch or re-run that couldn't be parsed. */
      readonly right?: LaunchCommand | RerunCommand | undefined;
      readonly naming?: Naming | undefined;
    };

/**
 * The text after a verb that takes one job and then only options. A caller that knows the job names
 * decides where the name ends.
 */
export type Naming = {
  readonly verb: 'rerun' | 'status' | 'logs';
  /** Every prefix that may be a whole name, longest first, each with the rest of the text. */
  readonly names: readonly { readonly name: string; readonly rest: string }[];
};
