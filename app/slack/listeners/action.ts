import type { AllMiddlewareArgs, App, SlackActionMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { isLink } from '../../../blocks/kit/value/button-values.ts';
import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import { buttonOf } from '../../domain/command/verb-names.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Action, Request } from '../../usecase/ports/interactions.ts';
import { ackBudgetMs, inTime, orElse } from '../client/in-time.ts';
import { pressedElement, readPress, type Press } from './press.ts';
import { acked, type SurfaceDeps } from './surface.ts';
import { handleFormAction } from './view.ts';
import { requesterIn, viewPayload } from './view-payload.ts';

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const actionsPayload = z.looseObject({
  user: z.looseObject({ id: z.string(), team_id: z.string().optional() }),
  team: z.looseObject({ id: z.string() }).nullish(),
  channel: z.looseObject({ id: z.string() }).optional(),
  container: z
    .looseObject({
      channel_id: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
      thread_ts: z.string().optional(),
    })
    .optional(),
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
  view: z.unknown().optional(),
  actions: z.tuple([pressedElement], z.unknown()),
});

type ActionArgs = SlackActionMiddlewareArgs & AllMiddlewareArgs;

/**
 * Buttons and pickers: stored, then acked. The answer follows through the answerer, since an ack
 * can't show one.
 */
export function registerAction(app: App, deps: SurfaceDeps): void {
  // No filter: presses of unknown elements must be acked, too.
  app.action({}, (args) => handleAction(deps, args));
}

async function handleAction(deps: SurfaceDeps, { body, ack }: ActionArgs): Promise<void> {
  const { log, answerer } = deps;
  const parsed = actionsPayload.safeParse(body);
  if (!parsed.success) {
    log.error('an interaction arrived in an unknown shape', { issues: parsed.error.issues });
    await acked(log, () => ack());
    return;
  }
  const [element] = parsed.data.actions;
  const { action_id: id } = element;
  if (isLink(id)) {
    await acked(log, () => ack());
    return;
  }
  const inView = viewPayload.safeParse(body);
  const viewer = inView.success ? requesterIn(inView.data) : undefined;
  // In a form's window, only its preview has buttons of this kind; Home has any.
  const button = buttonOf(id);
  const mayAct =
    button !== undefined && (viewer?.atHome === true || button.verb === 'send-unchecked');
  const isInView = parsed.data.view !== undefined;
  if (isInView && (viewer === undefined || !mayAct)) {
    await acked(log, () => ack());
    const field = { action_id: id, selected: element.selected_option?.value };
    const known = inView.success && handleFormAction(deps, inView.data, field);
    if (!known) log.warn('a press in a window that is none of ours', { action: id });
    return;
  }
  const press = readPress(element);
  const requester = isInView ? viewer : requesterOf(parsed.data, press?.settles === true);
  if (requester === undefined || press === undefined) {
    log.warn('a press that is none of ours, or of another version', { action: id });
    await acked(log, () => ack());
    if (requester !== undefined) {
      await answerer.answer(requester, stale(deps.contexts.next().command));
    }
    return;
  }
  const { trigger_id: trigger } = parsed.data;
  const request = { key: keyOf(id, press, requester, trigger), requester, trigger };
  await perform(deps, request, press.action, () => acked(log, () => ack()));
}

async function perform(
  deps: SurfaceDeps,
  request: Request,
  action: Action,
  ack: () => Promise<boolean>,
): Promise<void> {
  const { log, answerer } = deps;
  const { requester } = request;
  const stored = orElse(log, notStored, () => deps.interactions.press(request, action));
  const first = await inTime(stored, ackBudgetMs);
  await ack();
  if (!first.inTime) {
    log.warn('a press was not stored within the time Slack waits');
    await answerer.answer(requester, late);
  }
  const answer = await stored;
  if (answer !== undefined) await answerer.answer(requester, answer);
}

/**
 * One press of a button by one person is one request, however often it arrives. The key includes
 * the person, since a refused press must not use up the button for others, and the job, since a
 * picker's options share a token. A button without a token opens a window: each press is its own.
 */
function keyOf(
  actionId: string,
  { subject, token }: Press,
  { userId }: Requester,
  trigger: string | undefined,
): string {
  return `button:${token ?? trigger ?? ''}:${actionId}:${subject}:${userId}`;
}

function requesterOf(
  payload: z.infer<typeof actionsPayload>,
  asked: boolean,
): Requester | undefined {
  const channel = payload.channel?.id ?? payload.container?.channel_id;
  const teamId = payload.user.team_id ?? payload.team?.id;
  if (channel === undefined || teamId === undefined) return undefined;
  // An answer to a press in a thread is shown in that thread.
  const threadTs =
    payload.container?.is_ephemeral === true ? payload.container.thread_ts : undefined;
  return {
    userId: payload.user.id,
    teamId,
    channel,
    responseUrl: payload.response_url,
    threadTs,
    ...(asked ? { asked } : {}),
  };
}

function stale(command: string): Answer {
  return problemAnswer({ kind: 'button-unknown', command });
}

const notStored: Answer = problemAnswer({ kind: 'press-not-stored' });
const late: Answer = problemAnswer({ kind: 'press-not-confirmed' });
