// Answers to a request, seen only by its requester: domain values that blocks render.

import type { AuditFilter, AuditedAct } from '../audit/audit-view.ts';
import type { TypedVerb } from '../command/parse/command.ts';
import type { Finding } from '../doctor/checkup.ts';
import type { LaunchDraft } from '../form/launch-draft.ts';
import type { PledgedAct } from '../launch/pledge.ts';
import type { Lock } from '../lock/lock.ts';
import type { ChannelSettings } from '../notification/notification-level.ts';
import type { Refusal } from '../permission/refusal.ts';
import type { ApprovalAnswer } from './approval-answer.ts';
import type { CancelAnswer } from './cancel-answer.ts';
import type { JobAnswer } from './job-answer.ts';
import type { LaunchAnswer } from './launch-answer.ts';
import type { Note } from './note.ts';
import type { PolicyView } from './policy-view.ts';
import type { AnswerHint, AnswerProblem } from './problem.ts';
import type { TemplateAnswer } from './template-answer.ts';
import type { WatchAnswer } from './watch-answer.ts';

export type Answer =
  | JobAnswer
  | LaunchAnswer
  | ApprovalAnswer
  | CancelAnswer
  | TemplateAnswer
  | WatchAnswer
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
      readonly kind: 'refused';
      readonly act: PledgedAct | 'view';
      readonly why: Refusal;
      /** People who can do it; the answer mentions them. */
      readonly ask: readonly string[];
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
  | { readonly kind: 'policy'; readonly view: PolicyView }
  | { readonly kind: 'doctor'; readonly version: string; readonly findings: readonly Finding[] };

/** The answers of a kind. */
export type AnswerOf<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

/** Why something was not done. */
export type Problems = AnswerOf<'problem'>;

/** An answer to something that was not done, and why. */
export function problemAnswer(problem: AnswerProblem): Problems {
  return { kind: 'problem', problems: [problem] };
}
