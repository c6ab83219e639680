// What people can ask for in words, once it is read.

import type { Target } from '../job/job.ts';
import type { JobReference } from '../job/job-reference.ts';
import type { ListFilter } from '../job/list-filter.ts';
import type { NotificationLevel } from '../notification/notification-level.ts';
import type { Behind } from '../text/reason.ts';
import type { Sentence } from '../text/sentence.ts';
import type { Criterion } from '../watch/watch.ts';

export const verbs = [
  'launch',
  'rerun',
  'cancel',
  'list',
  'status',
  'logs',
  'watch',
  'unwatch',
  'template',
  'channel',
  'doctor',
  'help',
] as const;
export type Verb = (typeof verbs)[number];

/** What is chosen at a launch, as typed. */
export type TypedChoices = {
  /** Raw texts by parameter; a repeated one has several, in order. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly target?: Target | undefined;
  /** A location alone: the one target that is there. */
  readonly location?: string | undefined;
  readonly maxTimeMs?: number | undefined;
  readonly dryRun: boolean;
};
export type LaunchCommand = TypedChoices & { readonly verb: 'launch'; readonly template: string };
/** What is not chosen anew stays as it was. */
export type RerunCommand = TypedChoices & { readonly verb: 'rerun'; readonly job: JobReference };
/** A job's name, and what would be the reason then; or why what stands behind it can be none. */
export type NameAndReason = Behind & {
  readonly name: string;
  readonly problem?: Sentence;
};
export type CancelCommand = Behind & {
  readonly verb: 'cancel';
  readonly job: JobReference;
  /** Names of several words that it may begin with, longest first. */
  readonly names?: readonly NameAndReason[];
};
export type ListCommand = { readonly verb: 'list' } & ListFilter;
export type StatusCommand = { readonly verb: 'status'; readonly job: JobReference };
export type LogsCommand = {
  readonly verb: 'logs';
  readonly job: JobReference;
  readonly lines: number;
  /** As the log calls it; undefined: all of them. */
  readonly replica?: string | undefined;
};
export type WatchCommand = {
  readonly verb: 'watch' | 'unwatch';
  readonly criterion: Criterion;
};
/** `watch` alone: which there are. */
export type WatchesCommand = { readonly verb: 'watches' };
/** Versions by their number. */
export type TemplateCommand = { readonly verb: 'template' } & (
  | { readonly action: 'list' }
  | { readonly action: 'show'; readonly name: string; readonly number?: number | undefined }
  | { readonly action: 'save'; readonly name: string; readonly from?: JobReference | undefined }
  | { readonly action: 'edit'; readonly name: string }
  /** With versions: what changed from one to the other, or to the one in use; `olderThan`: the list of those before it. */
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
/** What somebody wants to be different; what is undefined stays. */
export type ChannelChange = {
  readonly mode?: NotificationLevel | undefined;
  readonly broadcast?: boolean | undefined;
  /** Minutes since midnight where they are. */
  readonly digest?: number | 'off' | undefined;
};
/** Without a change the settings are shown. */
export type ChannelCommand = {
  readonly verb: 'channel';
  readonly change?: ChannelChange | undefined;
};
export type DoctorCommand = { readonly verb: 'doctor' };
export type HelpCommand = { readonly verb: 'help'; readonly about?: Verb | undefined };
/** The bare command. */
export type MenuCommand = { readonly verb: 'menu' };

export type Command =
  | LaunchCommand
  | RerunCommand
  | TemplateCommand
  | CancelCommand
  | ListCommand
  | StatusCommand
  | LogsCommand
  | ChannelCommand
  | WatchCommand
  | WatchesCommand
  | DoctorCommand
  | HelpCommand
  | MenuCommand;

export type Parsed =
  | { readonly ok: true; readonly command: Command; readonly naming?: Naming | undefined }
  | {
      readonly ok: false;
      readonly problem: Sentence;
      /** The word that stands where a command should. */
      readonly unknown?: string | undefined;
      /** It may be chosen in the form. */
      readonly form?: true;
      /** What was right of a launch or a re-run that can't be read. */
      readonly right?: LaunchCommand | RerunCommand | undefined;
      readonly naming?: Naming | undefined;
    };

/** What was typed behind a verb about one job that has nothing but options behind it, for whoever knows which names there are. */
export type Naming = {
  readonly verb: 'rerun' | 'status' | 'logs';
  /** All that may be a whole name, the longest first, and what stands behind it then. */
  readonly names: readonly { readonly name: string; readonly rest: string }[];
};
