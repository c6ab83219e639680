import type { AnswerProblem } from '../../domain/answer/problem.ts';
import type { FormContext, FormEntries } from '../../domain/form/launch-form.ts';
import { beforeAck, type BeforeAckDeps } from '../permission/before-ack.ts';
import type { Request } from '../ports/interactions.ts';
import type { Directory } from '../ports/directory.ts';

export type FormChannelDeps = BeforeAckDeps & { readonly directory: Directory };

/**
 * The request with the channel that was chosen in the form, or why the card can't be there. If
 * Slack is too slow, the check is repeated when the launch is decided.
 */
export async function whereTo(
  deps: FormChannelDeps,
  request: Request,
  { home }: FormContext,
  { channel }: FormEntries,
): Promise<{ readonly request: Request } | { readonly problem: AnswerProblem }> {
  if (home !== true) return { request };
  if (channel === undefined) return { problem: { kind: 'no-channel-chosen' } };
  const postable = await beforeAck(deps, deps.directory.ensurePostable(channel));
  if (postable?.ok === true && postable.value.kind === 'no') {
    return { problem: postable.value.why };
  }
  return { request: { ...request, requester: { ...request.requester, channel } } };
}
