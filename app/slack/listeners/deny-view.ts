// The window that asks why a launch is denied.

import type { ViewResponseAction } from '@slack/bolt';
import { z } from 'zod';
import { plainProblem } from '../../../blocks/answer/problem/problem.ts';
import { renderWindow } from '../../../blocks/answer/window.ts';
import { clip } from '../../../blocks/kit/foreign.ts';
import { formIds } from '../../../blocks/kit/value/form-ids.ts';
import { limits } from '../../../blocks/kit/limits.ts';
import type { Answer } from '../../domain/answer/answer.ts';
import type { DenyContext } from '../../domain/form/deny-form.ts';
import type { Request } from '../../usecase/ports/interactions.ts';
import { ackBudgetMs, inTime } from '../client/in-time.ts';
import { acked, type SurfaceDeps } from './surface.ts';
import { metadata, requesterIn, type ViewPayload } from './view-payload.ts';

const context: z.ZodType<DenyContext> = z.object({
  channel: z.string(),
  home: z.boolean().optional(),
  handle: z.string(),
});

/** Stored, then acked. That it isn't stored is acked as an error under the reason. */
export async function handleDenial(
  deps: SurfaceDeps,
  payload: ViewPayload,
  ack: (response?: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const { log, answerer, contexts } = deps;
  const parsed = context.safeParse(metadata(payload));
  const requester = requesterIn(payload);
  if (!parsed.success || requester === undefined) {
    log.warn('an interaction nobody handles', { what: 'view_submission' });
    await acked(log, () => ack());
    return;
  }
  const { id, state } = payload.view;
  const reason = (state.values[formIds.reason]?.[formIds.value]?.value ?? '').trim();
  if (reason === '') {
    await ackError(deps, 'denial-without-reason', ack);
    return;
  }
  const isAtHome = requester.atHome === true;
  // From Home, this window is the only place for the answer.
  const own = isAtHome ? { ...requester, window: { id } } : requester;
  const request = { key: `view:${id}`, requester: own };
  const done = await inTime(store(deps, request, parsed.data.handle, reason), ackBudgetMs);
  const stored = done.inTime ? done.value : undefined;
  if (stored === undefined) {
    const kind = done.inTime ? 'denial-not-stored' : 'denial-not-confirmed';
    await ackError(deps, kind, ack);
    return;
  }
  const { answer } = stored;
  if (isAtHome) {
    const { channel } = requester;
    const shown = { kind: 'answer', answer: answer ?? undecided, channel } as const;
    const view = renderWindow(shown, contexts.next());
    if (await acked(log, () => ack({ response_action: 'update', view }))) return;
  } else await acked(log, () => ack({ response_action: 'clear' }));
  if (answer !== undefined) await answerer.answer(own, answer);
}

/** Keeps the window open, with what is wrong under the reason. */
async function ackError(
  { log }: SurfaceDeps,
  kind: 'denial-without-reason' | 'denial-not-stored' | 'denial-not-confirmed',
  ack: (response: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const errors = { [formIds.reason]: clip(plainProblem({ kind }), limits.label) };
  await acked(log, () => ack({ response_action: 'errors', errors }));
}

/** Shown until the answer replaces it. */
const undecided: Answer = { kind: 'note', note: { kind: 'vote-being-decided' } };

async function store(
  { interactions, log }: SurfaceDeps,
  request: Request,
  handle: string,
  reason: string,
): Promise<{ readonly answer: Answer | undefined } | undefined> {
  try {
    return { answer: await interactions.submitDeny(request, handle, reason) };
  } catch (error) {
    log.error('a denial could not be stored', { error });
    return undefined;
  }
}
