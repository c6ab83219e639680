// Why a request can't be done, as a value. Blocks have the words.

import type { BulkProblem } from '../bulk/bulk-problem.ts';
import type { FileProblem } from '../form/file-problem.ts';
import type { JobProblem } from '../job/job-problem.ts';
import type { LaunchProblem } from '../launch/launch-problem.ts';
import type { LockProblem } from '../lock/lock-problem.ts';
import type { LogProblem } from '../logs/log-problem.ts';
import type { ChannelProblem } from '../notification/channel-problem.ts';
import type { AccessProblem } from '../permission/access-problem.ts';
import type { Refusal } from '../permission/refusal.ts';
import type { FillProblem } from '../template/fill/fill-problem.ts';
import type { TemplateRequestProblem } from '../template/text/template-request-problem.ts';
import { writeJson } from '../text/json.ts';
import { plainSentence, type Said } from '../text/sentence.ts';
import type { WatchProblem } from '../watch/watch-problem.ts';
import type { CommandProblem } from '../command/parse/command-problem.ts';
import type { IntakeProblem } from './intake-problem.ts';

/** Every kind of problem in an answer. */
export type RequestProblem =
  | AccessProblem
  | BulkProblem
  | ChannelProblem
  | CommandProblem
  | FillProblem
  | FileProblem
  | JobProblem
  | LaunchProblem
  | LockProblem
  | LogProblem
  | IntakeProblem
  | Refusal
  | TemplateRequestProblem
  | WatchProblem
  /** Said one after the other, where there is place for one. */
  | { readonly kind: 'several'; readonly problems: readonly AnswerProblem[] };

/** A problem in an answer: a kind, or a sentence from parsing a command, template or spec. */
export type AnswerProblem = RequestProblem | Said;

/** The remedy, on its own line. */
export type AnswerHint =
  | { readonly kind: 'help'; readonly inThread: boolean }
  | { readonly kind: 'ways-to-name-a-job' }
  /** `watch` alone lists them. */
  | { readonly kind: 'list-of-watches' }
  /** Templates that can be launched. */
  | { readonly kind: 'templates-there-are'; readonly names: readonly string[] }
  | { readonly kind: 'make-template'; readonly name: string }
  /** The problem may only be newer than the bot: where to send it anyway. */
  | { readonly kind: 'send-unchecked'; readonly from: 'answer' | 'form' };

/** A problem's kind and facts, for the audit: words may change, a record must not. */
export function factsOf(problem: AnswerProblem): string {
  return isSaid(problem) ? plainSentence(problem) : recordOf(problem);
}

/** A kind and its facts as one text. */
export function recordOf({ kind, ...facts }: { readonly kind: string }): string {
  return Object.keys(facts).length === 0 ? kind : `${kind} ${writeJson(facts)}`;
}

/** Whether it is a sentence already. */
export function isSaid(one: AnswerProblem | AnswerHint): one is Said {
  return typeof one === 'string' || !('kind' in one);
}
