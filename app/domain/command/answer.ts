// What only the requester sees: domain values, rendered by blocks.

import type { CardView } from '../notification/card.ts';
import type { Finding, SkippedFile } from '../doctor/checkup.ts';
import type { Verb as CommandVerb } from './command.ts';
import type { ChannelSettings } from '../notification/notification-level.ts';
import type { Update } from '../notification/update.ts';
import type { Estimate } from '../cost/cost.ts';
import type { CustomJobBody, Target } from '../job/job.ts';
import type { LogLine } from '../logs/job-log.ts';
import type { LaunchDraft } from '../form/launch-draft.ts';
import type { ListFilter } from '../job/list-filter.ts';
import type { Said } from '../text/sentence.ts';
import type { Shells } from '../job/shell.ts';
import type { TargetHealth } from '../job/target-health.ts';
import type { Template } from '../template/template.ts';
import type { TemplateSave } from '../template/template-save.ts';
import type { DiffLine } from '../template/text-diff.ts';
import type { WatchedJobCounts, Watch } from '../watch/watch.ts';

/** What several fitting jobs are asked about for. */
export type PickerVerb = 'cancel' | 'status' | 'logs' | 'rerun';

/** Why a thread is silent: parked, or waiting for Slack. */
export type ThreadHealth = {
  readonly channel: string;
  readonly parked?: string | undefined;
  readonly waiting: number;
  /** How many updates it was not told, since its channel wants to hear less. */
  readonly suppressed?: number | undefined;
};

/** A job of a list, with its card where there is one (Slack ts): in the channel of its launch, unless another is said. */
export type ListRow = {
  readonly card: CardView;
  readonly rootTs?: string | undefined;
  readonly channel?: string | undefined;
};

/** Channels of a list's jobs that can't be posted in, named for those whom they concern; why is a Slack error code. */
export type ParkedChannels = {
  readonly named: readonly { readonly channel: string; readonly why: string }[];
  /** How many more there are. */
  readonly others: number;
};

/** A watch, and how many jobs it saw. */
export type WatchView = { readonly watch: Watch; readonly counts: WatchedJobCounts };

/** A config of gcloud's with something in it that is newer than the bot, or misspelt. */
export type RefusedUnchecked = {
  /** Whole sentences. */
  readonly problems: readonly string[];
  /** Whether the requester may send it all the same, as far as that is known. */
  readonly maySend: boolean;
  /** They may, once the form says where its card will be. */
  readonly lacksChannel?: true | undefined;
  readonly maxTimeMs?: number | undefined;
};

export type Answer =
  /** One sentence of ours that may quote what the person typed; shown as text. */
  | {
      readonly kind: 'problem';
      readonly problems: readonly Said[];
      readonly hint?: Said | undefined;
      /** What was right of the launch that was typed: its form is offered, filled with it. */
      readonly fix?: LaunchDraft | undefined;
      /** The form is offered at the choice of a template. */
      readonly form?: true;
    }
  | { readonly kind: 'note'; readonly text: Said }
  | { readonly kind: 'help'; readonly command: string; readonly verb?: CommandVerb | undefined }
  | {
      readonly kind: 'list';
      readonly filter: ListFilter;
      /** One page, newest first. */
      readonly rows: readonly ListRow[];
      /** How many match in all, and how many of them are newer than the first row. */
      readonly total: number;
      readonly newer: number;
      /** How many match besides, in channels that the requester does not see; `untold`, where that would tell what they are. */
      readonly hidden?: number | 'untold' | undefined;
      /** All that are watched, and those of the rows. */
      readonly targets: readonly TargetHealth[];
      readonly parked: ParkedChannels;
      /** Stands in place of the page whose button was pressed. */
      readonly turned: boolean;
    }
  | {
      readonly kind: 'status';
      readonly card: CardView;
      readonly target: TargetHealth;
      readonly thread?: ThreadHealth | undefined;
      /** Of a running job that has them, for who may stop it. */
      readonly shells?: Shells | undefined;
    }
  | {
      readonly kind: 'logs';
      readonly card: CardView;
      /** Oldest first, fit to be shown. */
      readonly lines: readonly LogLine[];
      readonly replica?: string | undefined;
      /** There are older ones, or may be. */
      readonly more: boolean;
      /** The search was given up before its end. */
      readonly cutShort: boolean;
    }
  /** Why a log can't be read: a sentence with the remedy, if there is one. */
  | { readonly kind: 'logs-unread'; readonly card: CardView; readonly why: Said }
  /** Several jobs fit what was typed: a person picks, nothing is guessed. */
  | {
      readonly kind: 'picker';
      readonly verb: PickerVerb;
      readonly typed: string;
      readonly candidates: readonly CardView[];
      readonly more: number;
      readonly reason?: string | undefined;
    }
  /** Not sure enough to be done at once: one press does it. `channel`: where the job's card is, for those who see it. */
  | {
      readonly kind: 'cancel-asks';
      readonly card: CardView;
      readonly channel?: string | undefined;
      readonly reason?: string | undefined;
    }
  /** All that somebody is shown of a job in a private channel, who may know that it is there. */
  | { readonly kind: 'outline'; readonly card: CardView }
  /** Answer to "Let it run". */
  | { readonly kind: 'let-run'; readonly card: CardView }
  | {
      readonly kind: 'templates';
      readonly templates: readonly Template[];
      /** Files that can't be used as they are. */
      readonly problems: readonly { readonly file: string; readonly message: string }[];
      /** Files beside them that are passed over. */
      readonly skipped?: readonly SkippedFile[] | undefined;
    }
  /** `source`: its text, as it is written, without secrets; `save`: the entry of its history, when it is kept in Slack. */
  | {
      readonly kind: 'template';
      readonly template: Template;
      readonly source: string;
      readonly save?: TemplateSave | undefined;
    }
  | {
      readonly kind: 'template-history';
      readonly name: string;
      /** Newest first. */
      readonly saves: readonly TemplateSave[];
      /** Whether there are older ones. */
      readonly more: boolean;
    }
  /** What is different in `after`; both are named as people read them. */
  | {
      readonly kind: 'template-diff';
      readonly name: string;
      readonly before: string;
      readonly after: string;
      readonly lines: readonly DiffLine[];
      /** The only difference is in what looks like a secret. */
      readonly hidden?: boolean | undefined;
      /** Somebody has saved this since the text was begun. */
      readonly newer?: TemplateSave | undefined;
      /** What Google advises against in the job that it makes, and takes. */
      readonly notes?: readonly string[] | undefined;
    }
  /** Something was done to a template; `lines`: what that changed in its text, where it had one. */
  | {
      readonly kind: 'template-saved';
      readonly save: TemplateSave;
      /** Parameters that a launch has to give. */
      readonly needs: readonly string[];
      readonly lines?: readonly DiffLine[] | undefined;
      /** The only difference is in what looks like a secret. */
      readonly hidden?: boolean | undefined;
    }
  /** How much a channel hears, and what was held back of late. */
  | {
      readonly kind: 'channel';
      readonly settings: ChannelSettings;
      readonly suppressed: { readonly updates: number; readonly launches: number };
      /** The time that `suppressed` counts. */
      readonly suppressedForMs: number;
      /** Unix ms. */
      readonly nextDigest?: number | undefined;
    }
  /** What was held back, by job, in its order. */
  | {
      readonly kind: 'suppressed';
      readonly jobs: readonly {
        readonly card: CardView;
        readonly updates: readonly { readonly at: number; readonly update: Update }[];
      }[];
      readonly more: number;
    }
  | { readonly kind: 'doctor'; readonly version: string; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'dry-run';
      readonly template: { readonly name: string; readonly version: string };
      readonly target: Target;
      readonly body: CustomJobBody;
      /** What it was filled with: their names tell which values are secrets. */
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly estimate: Estimate;
      /** Places that nothing here knows, and that are sent as they are. */
      readonly unchecked?: readonly string[] | undefined;
      /** It is not sent unless somebody who may says so. */
      readonly refused?: RefusedUnchecked | undefined;
      /** What Google advises against, and takes. */
      readonly notes?: readonly string[] | undefined;
    }
  /** `known`: it was there before, and nothing changed. `carded`: how many of its jobs have their card here already. */
  | {
      readonly kind: 'watch-begun';
      readonly view: WatchView;
      readonly known: boolean;
      readonly carded?: number | undefined;
    }
  /** More runs than is taken in unasked. */
  | { readonly kind: 'watch-asks'; readonly view: WatchView }
  | { readonly kind: 'watch-ended'; readonly watch: Watch }
  /** Those of a channel, oldest first. */
  | { readonly kind: 'watches'; readonly views: readonly WatchView[]; readonly more: number }
  /** `elsewhere`: the channel of its card, where that is another than where it was asked. */
  | {
      readonly kind: 'launch-stored';
      readonly handle: string;
      readonly displayName: string;
      /** What it costs by the hour; undefined where nothing was made out. */
      readonly estimate?: Estimate | undefined;
      readonly elsewhere?: string | undefined;
    }
  /** The same is alive already: nothing is launched until the requester says that a second is meant. */
  | {
      readonly kind: 'launch-needs-confirmation';
      readonly handle: string;
      readonly duplicate: CardView;
    }
  /** A re-run of a job that was not named for certain. `handle`: of the launch that waits for a yes; `channel`: where the job's card is. */
  | {
      readonly kind: 'rerun-asks';
      readonly handle: string;
      readonly card: CardView;
      readonly channel?: string | undefined;
      readonly target: Target;
      readonly estimate?: Estimate | undefined;
    }
  /** Answer to "Not this one". */
  | { readonly kind: 'not-launched' }
  | { readonly kind: 'cancel-stored'; readonly handle: string; readonly displayName: string }
  /** Nothing to cancel: the job's end was read before. */
  | { readonly kind: 'already-finished'; readonly card: CardView }
  | {
      readonly kind: 'already-cancelling';
      readonly card: CardView;
      readonly by: string;
      readonly askedAt: number;
    }
  | {
      readonly kind: 'refused';
      readonly act: 'launch' | 'cancel' | 'view' | 'template' | 'channel' | 'watch' | 'unwatch';
      readonly sentence: string;
      /** People who can do it, to be mentioned. */
      readonly ask: readonly string[];
    };
