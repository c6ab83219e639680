import { foreign, type Sentence } from '../../text/sentence.ts';
import type { OptionProblem } from '../../text/option.ts';

export const templateActions = [
  'list',
  'show',
  'save',
  'edit',
  'history',
  'restore',
  'delete',
] as const;
export type TemplateAction = (typeof templateActions)[number];

/** `near`: a word that may have been meant. */
type Near = { readonly near?: string | undefined };
/** `command`: the slash command's name. */
type Within = { readonly command: string };

/**
 * Why the text of a command can't be parsed. Blocks have the words. What was typed is kept as
 * `foreign` makes it: shortened and without secrets, so that a problem can be passed on.
 */
export type CommandProblem =
  | OptionProblem
  | LaunchTextProblem
  | JobTextProblem
  | BulkTextProblem
  | ListTextProblem
  | ChannelTextProblem
  | LockTextProblem
  | AuditTextProblem
  | WatchTextProblem
  | TemplateTextProblem
  /** `most`: in characters. */
  | { readonly kind: 'command-too-long'; readonly most: number }
  /** `at`: the text from the quote on. */
  | { readonly kind: 'quote-not-closed'; readonly at: Sentence }
  | ({ readonly kind: 'no-such-command'; readonly word: Sentence } & Within & Near)
  | ({ readonly kind: 'help-takes-one' } & Within)
  | { readonly kind: 'takes-no-words'; readonly verb: string; readonly word: Sentence }
  /** `rule`: the verb whose rule is quoted if no word is near. */
  | ({
      readonly kind: 'word-not-placed';
      readonly word: Sentence;
      readonly rule: 'launch' | 'list' | 'channel' | 'audit' | 'top';
    } & Near);

type LaunchTextProblem =
  | ({ readonly kind: 'which-template-to-launch' } & Within)
  | ({ readonly kind: 'no-such-option'; readonly typed: Sentence } & Near)
  | { readonly kind: 'dry-run-with-value' }
  | { readonly kind: 'option-without-value'; readonly option: string; readonly example: string }
  | { readonly kind: 'option-twice'; readonly option: string }
  | { readonly kind: 'target-unreadable'; readonly typed: Sentence }
  | { readonly kind: 'max-time-no-duration'; readonly typed: Sentence }
  | { readonly kind: 'max-cost-no-amount'; readonly typed: Sentence };

type JobTextProblem =
  | ({
      readonly kind: 'which-job';
      readonly verb: 'cancel' | 'extend' | 'logs' | 'rerun' | 'status';
    } & Within)
  | { readonly kind: 'status-takes-one'; readonly word: Sentence }
  | { readonly kind: 'logs-takes-one'; readonly what: 'number of lines' | 'replica' }
  | { readonly kind: 'lines-out-of-range'; readonly most: number; readonly lines: number }
  | { readonly kind: 'logs-word-not-placed'; readonly word: Sentence };

/** Of a cancel of many. */
type BulkTextProblem =
  | ({ readonly kind: 'no-such-bulk-filter'; readonly name: Sentence } & Near)
  /** It may be a filter, but stands where the reason is expected. */
  | { readonly kind: 'bulk-word-unclear'; readonly word: Sentence }
  | { readonly kind: 'bulk-dry-run' }
  | { readonly kind: 'bulk-state-unreadable'; readonly typed: Sentence }
  | { readonly kind: 'bulk-state-ended'; readonly state: string }
  | { readonly kind: 'older-unreadable'; readonly typed: Sentence }
  | { readonly kind: 'older-without-sign' };

/** `verb`: another verb than `list`. */
type OfVerb = { readonly verb?: 'top' | 'cancel' | undefined };

type ListTextProblem =
  | ({ readonly kind: 'mine-and-somebody-else' } & OfVerb)
  | { readonly kind: 'list-label-impossible'; readonly typed: Sentence }
  | { readonly kind: 'list-template-impossible'; readonly typed: Sentence }
  | ({
      readonly kind: 'list-filter-twice';
      readonly first: Sentence;
      readonly second: Sentence;
    } & OfVerb)
  | ({ readonly kind: 'no-such-filter'; readonly name: Sentence } & Near)
  /** `verb`: another verb than `list`. */
  | {
      readonly kind: 'person-not-chosen';
      readonly typed: Sentence;
      readonly verb?: 'audit' | 'cancel' | 'top' | undefined;
    };

type AuditTextProblem =
  | {
      readonly kind: 'audit-part-twice';
      readonly first: Sentence;
      readonly second: Sentence;
      /** Two words name a job. */
      readonly isJob: boolean;
    }
  | { readonly kind: 'period-unreadable'; readonly typed: Sentence };

type ChannelTextProblem =
  | { readonly kind: 'setting-twice'; readonly setting: string; readonly typed: Sentence }
  | { readonly kind: 'setting-without-value'; readonly setting: 'broadcast' | 'digest' }
  | { readonly kind: 'broadcast-unreadable'; readonly typed: Sentence }
  | { readonly kind: 'digest-unreadable'; readonly typed: Sentence };

type LockTextProblem =
  | ({ readonly kind: 'what-to-lock'; readonly verb: 'lock' | 'unlock' } & Within & Near)
  | ({ readonly kind: 'lock-without-reason' } & Within)
  /** By how much isn’t said, or can’t be read. */
  | ({ readonly kind: 'extend-without-time' } & Within)
  | { readonly kind: 'lock-option-twice'; readonly option: string }
  | { readonly kind: 'lock-option-empty'; readonly option: 'template' | 'in' | 'until' }
  | { readonly kind: 'lock-template-unreadable'; readonly typed: Sentence }
  | { readonly kind: 'lock-place-unreadable'; readonly typed: Sentence }
  | { readonly kind: 'until-unreadable'; readonly typed: Sentence }
  | { readonly kind: 'until-misspelt'; readonly typed: Sentence }
  | ({ readonly kind: 'which-lock' } & Within)
  | { readonly kind: 'unlock-takes-one'; readonly word: Sentence };

type WatchTextProblem =
  | ({ readonly kind: 'which-watch' } & Within)
  | { readonly kind: 'job-named-with-more' }
  | { readonly kind: 'watch-name-empty' }
  | { readonly kind: 'watch-name-too-long'; readonly most: number }
  | { readonly kind: 'watch-name-twice' }
  | ({
      readonly kind: 'watch-word-not-placed';
      readonly word: Sentence;
      readonly verb: string;
    } & Within)
  | { readonly kind: 'watch-label-impossible'; readonly label: Sentence }
  | { readonly kind: 'watch-label-twice'; readonly label: string };

type ForAction = Within & { readonly action: TemplateAction };

type TemplateTextProblem =
  | ({ readonly kind: 'no-such-action'; readonly word: Sentence } & Within & Near)
  | ({
      readonly kind: 'template-word-missing';
      readonly what: 'template' | 'version' | 'older-version' | 'job';
    } & ForAction)
  | {
      readonly kind: 'template-word-surplus';
      readonly action: TemplateAction;
      readonly word: Sentence;
    }
  /** `usage`: of the action, if it takes several versions. */
  | { readonly kind: 'no-version-name'; readonly typed: Sentence; readonly usage?: ForAction }
  | { readonly kind: 'deletes-all-versions'; readonly typed: Sentence }
  | { readonly kind: 'template-name-impossible'; readonly name: Sentence };

/** The problem with a quote that is never closed; `at` is the text from there on. */
export function notClosed(at: string) {
  return { ok: false, problem: { kind: 'quote-not-closed', at: foreign(at) } } as const;
}
