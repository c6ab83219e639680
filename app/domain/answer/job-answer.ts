// Answers about jobs: lists, one job’s state, its logs, and which job was meant.

import type { ListFilter, ListTurn, TopFilter } from '../job/list-filter.ts';
import type { Shells } from '../job/shell.ts';
import type { TargetHealth } from '../job/target-health.ts';
import type { BurnSum, OwnersBurn } from '../launch/burn.ts';
import type { CardView } from '../launch/card.ts';
import type { LogLine } from '../logs/job-log.ts';
import type { LogProblem } from '../logs/log-problem.ts';
import type { Update } from '../notification/update.ts';
import type { ShownUse } from '../use/shown-use.ts';

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

export type JobAnswer =
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
   * All that is shown of a job in a private channel to somebody who may only know that it exists.
   */
  | { readonly kind: 'outline'; readonly card: CardView }
  /** Suppressed updates by job, in order. */
  | {
      readonly kind: 'suppressed';
      readonly jobs: readonly {
        readonly card: CardView;
        readonly updates: readonly { readonly at: number; readonly update: Update }[];
      }[];
      readonly more: number;
    };
