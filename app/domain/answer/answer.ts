// Answers to a request, seen only by its requester: domain values that blocks render.

import type { Bulk, BulkFilter } from '../bulk/bulk.ts';
import type { BurnSum, OwnersBurn } from '../launch/burn.ts';
import type { CardView } from '../launch/card.ts';
import type { AuditedAct, AuditFilter } from '../audit/audit-view.ts';
import type { LimitRefusal } from '../budget/limit-refusal.ts';
import type { BrokenTemplate, Finding, SkippedFile } from '../doctor/checkup.ts';
import type { Note } from './note.ts';
import type {
  Approval,
  ApprovalDecision,
  ApprovalReason,
  CalledApprovers,
} from '../approval/approval.ts';
import type { ApprovalRefusal } from '../approval/approval-refusal.ts';
import type { AnswerHint, AnswerProblem } from './problem.ts';
import type { PolicyView } from './policy-view.ts';
import type { TypedVerb } from '../command/parse/command.ts';
import type { ChannelSettings } from '../notification/notification-level.ts';
import type { Refusal } from '../permission/refusal.ts';
import type { Update } from '../notification/update.ts';
import type { Blocking } from '../launch/blocking.ts';
import type { Ladder } from '../launch/ladder.ts';
import type { Guard, Outdone } from '../guard/guard.ts';
import type { Estimate } from '../cost/estimate.ts';
import type { CustomJobBody, Target } from '../job/job.ts';
import type { PledgedAct } from '../launch/pledge.ts';
import type { Vote } from '../launch/vote.ts';
import type { Lock } from '../lock/lock.ts';
import type { LogProblem } from '../logs/log-problem.ts';
import type { LogLine } from '../logs/job-log.ts';
import type { LaunchDraft } from '../form/launch-draft.ts';
import type { ListFilter, ListTurn, TopFilter } from '../job/list-filter.ts';
import type { Shells } from '../job/shell.ts';
import type { TargetHealth } from '../job/target-health.ts';
import type { ClosedTemplate } from '../template/closed-template.ts';
import type { Template } from '../template/template.ts';
import type { TemplateSave } from '../template/template-save.ts';
import type { DiffLine, DiffSide } from '../template/text/text-diff.ts';
import type { ShownUse } from '../use/shown-use.ts';
import type { WatchedJobCounts, Watch } from '../watch/watch.ts';

/** Verbs for which the requester picks one of several matching jobs. */
export type PickerVerb = 'cancel' | 'extend' | 'status' | 'logs' | 'rerun' | 'audit';

/** Why a thread is silent: it is parked, or Slack can't be reached. */
export type ThreadHealth = {
  readonly channel: string;
  readonly parked?: string | undefined;
  readonly waiting: number;
  /** How many updates the channel's notification level suppressed. */
  readonly suppressed?: number | undefined;
};

/**
 * A job in a list, with its card's Slack ts if it has one. The card is in the launch's channel
 * unless another is given.
 */
export type ListRow = {
  readonly card: CardView;
  readonly rootTs?: string | undefined;
  readonly channel?: string | undefined;
};

/** A job that burns. `use`: of its GPUs; undefined if it has none, or doesn't run. */
export type TopRow = ListRow & { readonly use?: ShownUse | undefined };

/**
 * Channels of listed jobs in which the bot can't post, named only to the people concerned. `why` is
 * a Slack error code.
 */
export type ParkedChannels = {
  readonly named: readonly { readonly channel: string; readonly why: string }[];
  /** How many more such channels there are. */
  readonly others: number;
};

/** A watch, with a count of the jobs it saw by state. */
export type WatchView = { readonly watch: Watch; readonly counts: WatchedJobCounts };

/** A gcloud config with a field or value that is misspelt or newer than the bot. */
type RefusedUnchecked = {
  /** Whole sentences. */
  readonly problems: readonly string[];
  /** Whether the requester may send it anyway, as far as the policy can tell now. */
  readonly maySend: boolean;
  /** They may, once the form names the channel for the card. */
  readonly lacksChannel?: true | undefined;
  readonly maxTimeMs?: number | undefined;
  readonly maxCostUsd?: number | undefined;
};

/** What stands in the way of a fallback of a launch that was only previewed. */
export type FallbackStop = Blocking | { readonly kind: 'locked'; readonly lock: Lock };

/** What stands in the way of a launch that was only previewed. The launch itself decides again. */
export type Foreseen =
  | {
      readonly kind: 'refused';
      readonly why:
        | LimitRefusal
        | { readonly kind: 'locked'; readonly lock: Lock }
        | Extract<ApprovalRefusal, { kind: 'nobody-could-approve' }>;
    }
  /** It would wait for an approval, for `expiresMs` at most. */
  | {
      readonly kind: 'needs-approval';
      readonly reasons: readonly ApprovalReason[];
      readonly expiresMs: number;
      /** Who would be asked. Undefined: Slack doesn't say now, for the reason in `unsure`. */
      readonly called?: CalledApprovers | undefined;
      readonly unsure?: string | undefined;
    };

export type Answer =
  /** Nothing was done. It may quote what the person typed, shown as text. */
  | {
      readonly kind: 'problem';
      readonly problems: readonly AnswerProblem[];
      readonly hint?: AnswerHint | undefined;
      /** The valid part of a mistyped launch: its form is offered with that filled in. */
      readonly fix?: LaunchDraft | undefined;
      /** Offers the form, starting at the choice of a template. */
      readonly form?: true;
    }
  | { readonly kind: 'note'; readonly note: Note }
  | {
      readonly kind: 'help';
      readonly command: string;
      readonly verb?: TypedVerb | undefined;
      /** What this person may not do there. */
      readonly refused?: readonly TypedVerb[] | undefined;
    }
  | {
      readonly kind: 'list';
      readonly filter: ListFilter;
      /** One page, newest first. */
      readonly rows: readonly ListRow[];
      /** How many jobs match, and how many of those are newer than the first row; undefined: more than were counted. */
      readonly total: number;
      readonly newer: number | undefined;
      /** From where the page of older ones goes; undefined: there are none. */
      readonly older?: Pick<ListTurn, 'requestedAt' | 'id'> | undefined;
      /** Only the newest were counted: there may be more. */
      readonly uncounted?: boolean | undefined;
      /**
       * How many more match in channels that the requester can't see; `untold` if the number would
       * give away what they are.
       */
      readonly hidden?: number | 'untold' | undefined;
      /** All polled targets, and the targets of the rows. */
      readonly targets: readonly TargetHealth[];
      readonly parked: ParkedChannels;
      /** Replaces the page whose button was pressed. */
      readonly turned: boolean;
    }
  | {
      readonly kind: 'top';
      readonly filter: TopFilter;
      /** What burns most first; the first ones of `total`. */
      readonly rows: readonly TopRow[];
      /** Of all live jobs that match and are seen. */
      readonly total: number;
      readonly sum: BurnSum;
      readonly owners: readonly OwnersBurn[];
      /** How many more match that the requester can't see. */
      readonly hidden: number;
      /** All polled targets, and the targets of the rows. */
      readonly targets: readonly TargetHealth[];
    }
  | {
      readonly kind: 'status';
      readonly card: CardView;
      readonly target: TargetHealth;
      readonly thread?: ThreadHealth | undefined;
      /** Interactive shells of a running job, for people who may cancel it. */
      readonly shells?: Shells | undefined;
      /** How it uses its GPUs; undefined: it has none, or doesn't run any more. */
      readonly use?: ShownUse | undefined;
    }
  | {
      readonly kind: 'logs';
      readonly card: CardView;
      /** Oldest first; secrets removed. */
      readonly lines: readonly LogLine[];
      readonly replica?: string | undefined;
      /** There are, or may be, older lines. */
      readonly more: boolean;
      /** The search stopped before it had read everything. */
      readonly cutShort: boolean;
    }
  /** Why a log can't be read, with the remedy if there is one. */
  | { readonly kind: 'logs-unread'; readonly card: CardView; readonly why: LogProblem }
  /** Several jobs match what was typed. A person picks one; the bot never guesses. */
  | {
      readonly kind: 'picker';
      readonly verb: PickerVerb;
      readonly typed: string;
      readonly candidates: readonly CardView[];
      readonly more: number;
      readonly reason?: string | undefined;
    }
  /**
   * Not certain enough to act at once; one press confirms it. `channel` is where the job's card is,
   * for people who may see it.
   */
  | {
      readonly kind: 'cancel-asks';
      readonly card: CardView;
      readonly channel?: string | undefined;
      readonly reason?: string | undefined;
    }
  /**
   * All that is shown of a job in a private channel to somebody who may only know that it exists.
   */
  | { readonly kind: 'outline'; readonly card: CardView }
  /** The answer to "Let it run". */
  | { readonly kind: 'let-run'; readonly card: CardView }
  | {
      readonly kind: 'templates';
      readonly templates: readonly Template[];
      /** Those of them that can't be launched here now. */
      readonly closed?: readonly ClosedTemplate[] | undefined;
      /** Files that can't be used as they are. */
      readonly problems: readonly BrokenTemplate[];
      /** Files next to the templates that are skipped. */
      readonly skipped?: readonly SkippedFile[] | undefined;
    }
  /**
   * `source` is the template's text without secrets. `save` is its history entry if it is kept in
   * Slack.
   */
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
      /** Whether there are older versions. */
      readonly more: boolean;
    }
  /** The changes in `after`. */
  | {
      readonly kind: 'template-diff';
      readonly name: string;
      readonly before: DiffSide;
      readonly after: DiffSide;
      readonly lines: readonly DiffLine[];
      /** The texts differ only in what looks like a secret. */
      readonly hidden?: boolean | undefined;
      /** Somebody saved this version after the edit was begun. */
      readonly newer?: TemplateSave | undefined;
      /** What Google accepts in the resulting job but advises against. */
      readonly notes?: readonly string[] | undefined;
    }
  /** A template was changed. `lines` is the difference in its text, if it has one. */
  | {
      readonly kind: 'template-saved';
      readonly save: TemplateSave;
      /** Parameters that a launch must set. */
      readonly needs: readonly string[];
      /** Limits of its guard that come to nothing, because the policy’s are stricter. */
      readonly outdone?: readonly Outdone[] | undefined;
      readonly lines?: readonly DiffLine[] | undefined;
      /** The texts differ only in what looks like a secret. */
      readonly hidden?: boolean | undefined;
    }
  /** A channel's notification settings, and how many updates were suppressed recently. */
  | {
      readonly kind: 'channel';
      readonly settings: ChannelSettings;
      readonly suppressed: { readonly updates: number; readonly launches: number };
      /** The period that `suppressed` covers, ms. */
      readonly suppressedForMs: number;
      /** Unix ms. */
      readonly nextDigest?: number | undefined;
    }
  /** Suppressed updates by job, in order. */
  | {
      readonly kind: 'suppressed';
      readonly jobs: readonly {
        readonly card: CardView;
        readonly updates: readonly { readonly at: number; readonly update: Update }[];
      }[];
      readonly more: number;
    }
  | { readonly kind: 'policy'; readonly view: PolicyView }
  | { readonly kind: 'doctor'; readonly version: string; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'dry-run';
      readonly template: { readonly name: string; readonly version: string };
      readonly target: Target;
      readonly body: CustomJobBody;
      /** The values it was filled with. Their names tell which ones are secret. */
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly estimate: Estimate;
      /** Paths of fields the bot doesn't know, which are sent as they are. */
      readonly unchecked?: readonly string[] | undefined;
      /** It is sent only if somebody with permission asks for that. */
      readonly refused?: RefusedUnchecked | undefined;
      /** What Google accepts but advises against. */
      readonly notes?: readonly string[] | undefined;
      /** What it would fall back on. */
      readonly ladder?: Ladder | undefined;
      /**
       * What would stop each fallback now; undefined: nothing is in its way. None at all if there is
       * nothing to fall back on, or if the launch itself would be refused, so that none is tried.
       */
      readonly stops?: readonly (FallbackStop | undefined)[] | undefined;
      /** The guard that its job would have. */
      readonly guard?: Guard | undefined;
      /** Its own limits that come to nothing, because the policy’s are stricter. */
      readonly outdone?: readonly Outdone[] | undefined;
      /** What would become of it if it were launched now; undefined: nothing is in its way. */
      readonly foreseen?: Foreseen | undefined;
    }
  /**
   * `known`: the watch existed already and nothing changed. `carded`: how many of its jobs have a
   * card here.
   */
  | {
      readonly kind: 'watch-begun';
      readonly view: WatchView;
      readonly known: boolean;
      readonly carded?: number | undefined;
    }
  /** More jobs are running than a watch takes in without asking. */
  | { readonly kind: 'watch-asks'; readonly view: WatchView }
  | { readonly kind: 'watch-ended'; readonly watch: Watch }
  /** A channel's watches, oldest first. */
  | { readonly kind: 'watches'; readonly views: readonly WatchView[]; readonly more: number }
  /**
   * `elsewhere` is the card's channel if it isn't the one the launch was requested in. `costUnheld`:
   * what was typed as the most it may cost can't hold, because its price isn't known. `outdone`: what
   * was typed comes to nothing, because the policy’s limit is stricter.
   */
  | {
      readonly kind: 'launch-stored';
      readonly handle: string;
      readonly displayName: string;
      /** Cost per hour; undefined if none was estimated. */
      readonly estimate?: Estimate | undefined;
      readonly elsewhere?: string | undefined;
      readonly costUnheld?: true;
      readonly outdone?: readonly Outdone[];
    }
  /** It takes an approval, and waits for it. The rest as above. */
  | {
      readonly kind: 'launch-waits';
      readonly handle: string;
      readonly displayName: string;
      readonly estimate?: Estimate | undefined;
      readonly elsewhere?: string | undefined;
      readonly costUnheld?: true;
      readonly outdone?: readonly Outdone[];
      readonly approval: Approval;
    }
  /** Somebody's Approve or Deny decided a launch. */
  | {
      readonly kind: 'voted';
      readonly verdict: Vote['verdict'];
      readonly handle: string;
      readonly displayName: string;
    }
  /** Somebody else decided before, or time did. */
  | {
      readonly kind: 'decided-before';
      readonly handle: string;
      readonly decision: ApprovalDecision;
    }
  /** The same launch is live. Nothing starts until the requester confirms a second one. */
  | {
      readonly kind: 'launch-needs-confirmation';
      readonly handle: string;
      readonly duplicate: CardView;
      /** What would become of a second one now; undefined: nothing is in its way. */
      readonly foreseen?: Foreseen | undefined;
    }
  /**
   * A re-run whose job wasn't named exactly. `handle` is the launch that waits for confirmation;
   * `channel` is where the job's card is.
   */
  | {
      readonly kind: 'rerun-asks';
      readonly handle: string;
      readonly card: CardView;
      readonly channel?: string | undefined;
      readonly target: Target;
      readonly estimate?: Estimate | undefined;
      /** What would become of it now; undefined: nothing is in its way. */
      readonly foreseen?: Foreseen | undefined;
    }
  /** The answer to "Not this one". */
  | { readonly kind: 'not-launched' }
  | {
      readonly kind: 'cancel-stored';
      readonly handle: string;
      readonly displayName: string;
      /** It waited for an approval, and has ended. */
      readonly withdrawn?: true;
    }
  /** Whether to cancel many. `cards`: the first of the jobs. */
  | { readonly kind: 'bulk-asks'; readonly bulk: Bulk; readonly cards: readonly CardView[] }
  /** No job matches. `unsure`: Slack didn't say all that the requester may see. */
  | {
      readonly kind: 'bulk-none';
      readonly filter: BulkFilter;
      readonly unsure: boolean;
      /** They know of jobs that a cancel of many leaves out. */ readonly leftOut: boolean;
    }
  /**
   * It is confirmed. `ended`: how many of its jobs have ended since they were shown; `newcomers`:
   * jobs that match by now, which it doesn't take.
   */
  | {
      readonly kind: 'bulk-begun';
      readonly bulk: Bulk;
      readonly ended: number;
      readonly newcomers: { readonly cards: readonly CardView[]; readonly total: number };
    }
  /** It was confirmed before, at `confirmedAt` (Unix ms). */
  | { readonly kind: 'bulk-confirmed'; readonly bulk: Bulk; readonly confirmedAt: number }
  /** There is nothing to cancel: the job has ended. */
  | { readonly kind: 'already-finished'; readonly card: CardView }
  | {
      readonly kind: 'already-cancelling';
      readonly card: CardView;
      readonly by: string;
      readonly askedAt: number;
    }
  /** The locks in force, oldest first. */
  | { readonly kind: 'locks'; readonly locks: readonly Lock[] }
  | { readonly kind: 'lock-set'; readonly lock: Lock }
  /** `left`: those still in force. */
  | { readonly kind: 'unlocked'; readonly locks: readonly Lock[]; readonly left: readonly Lock[] }
  | {
      readonly kind: 'audit';
      readonly filter: AuditFilter;
      /** One page, newest first. */
      readonly rows: readonly AuditedAct[];
      readonly newer: boolean;
      readonly older: boolean;
      /** Everybody's acts; otherwise the requester's, and those on jobs that they see. */
      readonly whole: boolean;
      /** False: Slack didn't say all that the requester may see. */
      readonly sure: boolean;
      /** Replaces the page whose button was pressed. */
      readonly turned: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly act: PledgedAct | 'view';
      readonly why: Refusal;
      /** People who can do it; the answer mentions them. */
      readonly ask: readonly string[];
    };

/** Why something was not done. */
export type Problems = Extract<Answer, { readonly kind: 'problem' }>;

/** An answer to something that was not done, and why. */
export function problemAnswer(problem: AnswerProblem): Problems {
  return { kind: 'problem', problems: [problem] };
}
