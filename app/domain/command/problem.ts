// What keeps a request from being done, as a value: blocks have the words for it.

import type { JobProblem } from '../job/job-problem.ts';
import type { LaunchProblem } from '../launch/launch-problem.ts';
import type { LogProblem } from '../logs/log-problem.ts';
import type { ChannelProblem } from '../notification/channel-problem.ts';
import type { AccessProblem } from '../permission/access-problem.ts';
import type { TemplateRequestProblem } from '../template/template-request-problem.ts';
import type { Said } from '../text/sentence.ts';
import type { WatchProblem } from '../watch/watch-problem.ts';
import type { StoringProblem } from './storing-problem.ts';

/** Every kind of problem that use cases answer with. */
export type RequestProblem =
  | AccessProblem
  | ChannelProblem
  | JobProblem
  | LaunchProblem
  | LogProblem
  | StoringProblem
  | TemplateRequestProblem
  | WatchProblem;

/** A problem as an answer has it: one of the kinds, or a whole sentence of what reads commands, templates and specs. */
export type AnswerProblem = RequestProblem | Said;

/** What to do about it, on a line of its own. */
export type AnswerHint =
  | { readonly kind: 'ways-to-name-a-job' }
  /** `watch` alone shows them. */
  | { readonly kind: 'list-of-watches' }
  /** Those that can be launched. */
  | { readonly kind: 'templates-there-are'; readonly names: readonly string[] }
  | { readonly kind: 'make-template'; readonly name: string }
  /** What is wrong may only be newer than the bot: where it can be sent all the same. */
  | { readonly kind: 'send-unchecked'; readonly from: 'answer' | 'form' };

/** Whether it is a sentence already. */
export function isSaid(one: AnswerProblem | AnswerHint): one is Said {
  return typeof one === 'string' || !('kind' in one);
}
