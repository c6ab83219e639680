import type { AllMiddlewareArgs, App, SlackActionMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import {
  actionIds,
  readActionValue,
  readReasonBlock,
  type ActionValue,
} from '../../../blocks/kit/actions.ts';
import { readPageValue } from '../../../blocks/kit/page-value.ts';
import { readPlaceValue } from '../../../blocks/kit/place-value.ts';
import { readFixValue } from '../../../blocks/kit/fix-value.ts';
import { readUncheckedValue } from '../../../blocks/kit/unchecked-value.ts';
import type { Answer } from '../../domain/command/answer.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { sentence } from '../../domain/text/sentence.ts';
import type { Action, Request } from '../../usecase/ports/interactions.ts';
import { ackBudgetMs, inTime, orElse } from '../client/in-time.ts';
import { acked, type SurfaceDeps } from './surface.ts';
import { handleFormAction } from './view.ts';
import { requesterIn, viewPayload, type ViewPayload } from './view-payload.ts';

const actionSchema = z.looseObject({
  action_id: z.string(),
  block_id: z.string().optional(),
  value: z.string().optional(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
});
type PressedElement = z.infer<typeof actionSchema>;

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
  actions: z.tuple([actionSchema], z.unknown()),
});

type ActionArgs = SlackActionMiddlewareArgs & AllMiddlewareArgs;

type MakeAction = (handle: string, reason: string | undefined) => Action;

/** What a press asks for, by action id. */
const actions: ReadonlyMap<string, MakeAction> = new Map<string, MakeAction>([
  [actionIds.cancel, (handle) => ({ verb: 'cancel', handle })],
  [actionIds.pickCancel, (handle, reason) => ({ verb: 'cancel', handle, reason })],
  [actionIds.confirmCancel, (handle, reason) => ({ verb: 'cancel', handle, reason })],
  [actionIds.letRun, (handle) => ({ verb: 'let-run', handle })],
  [actionIds.rerun, (handle) => ({ verb: 'rerun', handle })],
  [actionIds.confirmRerun, (handle) => ({ verb: 'launch-anyway', handle })],
  [actionIds.notThis, (handle) => ({ verb: 'not-this', handle })],
  [actionIds.rerunForm, (handle) => ({ verb: 'rerun-form', handle })],
  [actionIds.openForm, (handle) => ({ verb: 'open-form', handle })],
  [actionIds.pickStatus, (handle) => ({ verb: 'status', handle })],
  [actionIds.logs, (handle) => ({ verb: 'logs', handle })],
  [actionIds.suppressed, (handle) => ({ verb: 'suppressed', handle })],
  [actionIds.suppressedHere, (handle) => ({ verb: 'suppressed-here', handle })],
  [actionIds.pickLogs, (handle) => ({ verb: 'logs', handle })],
  [actionIds.launchAnyway, (handle) => ({ verb: 'launch-anyway', handle })],
  [actionIds.launchAgain, (handle) => ({ verb: 'launch-again', handle })],
  [actionIds.drop, (handle) => ({ verb: 'drop', handle })],
  [actionIds.unwatch, (handle) => ({ verb: 'unwatch', handle })],
  [actionIds.watchAll, (handle) => ({ verb: 'watch-answer', handle, choice: 'all' })],
  [actionIds.watchNew, (handle) => ({ verb: 'watch-answer', handle, choice: 'new' })],
  [actionIds.watchNone, (handle) => ({ verb: 'watch-answer', handle, choice: 'none' })],
]);

/** Answers to a question: what settles it takes its place. */
const questions: ReadonlySet<string> = new Set([
  actionIds.confirmCancel,
  actionIds.letRun,
  actionIds.confirmRerun,
  actionIds.notThis,
]);

/** Buttons and pickers: stored, then acked; the answer follows through the answerer, since an ack can't show one. */
export function registerAction(app: App, deps: SurfaceDeps): void {
  // No constraint: what is not ours must be acked as well.
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
  const [action] = parsed.data.actions;
  if (action.action_id.startsWith('link-')) {
    await acked(log, () => ack());
    return;
  }
  const inView = viewPayload.safeParse(body);
  const atHome = inView.success ? requesterIn(inView.data) : undefined;
  const isFromHome =
    (atHome?.atHome === true && actions.has(action.action_id)) ||
    (atHome !== undefined && action.action_id === actionIds.sendUnchecked);
  if (parsed.data.view !== undefined && !isFromHome) {
    await acked(log, () => ack());
    const known = inView.success && pressInView(deps, inView.data, action);
    if (!known) log.warn('a press in a window that is none of ours', { action: action.action_id });
    return;
  }
  const requester = isFromHome ? atHome : requesterOf(parsed.data, questions.has(action.action_id));
  const pressed = readPress(action);
  if (requester === undefined || pressed === undefined) {
    log.warn('a press that is none of ours, or of another version', { action: action.action_id });
    await acked(log, () => ack());
    if (requester !== undefined)
      await answerer.answer(requester, stale(deps.contexts.next().command));
    return;
  }
  const key = keyOf(action.action_id, pressed, requester);
  const request = { key, requester, trigger: parsed.data.trigger_id };
  await perform(deps, request, pressed.action, () => acked(log, () => ack()));
}

type Pressed = ActionValue & { readonly action: Action };

/** What a press asks for; undefined when it is none of ours, or of another version. */
function readPress({
  action_id,
  block_id,
  value,
  selected_option,
}: PressedElement): Pressed | undefined {
  if (action_id === actionIds.listNewer || action_id === actionIds.listOlder) {
    const page = readPageValue(value ?? '');
    return page && { ...page, handle: '', action: { verb: 'turn', ...page } };
  }
  if (action_id.startsWith(`${actionIds.launchElsewhere}-`)) {
    const place = readPlaceValue(value ?? '');
    return (
      place && {
        ...place,
        action: { verb: 'rerun-in', handle: place.handle, target: place.target },
      }
    );
  }
  if (action_id === actionIds.sendUnchecked) {
    const sent = readUncheckedValue(value ?? '');
    return sent && { token: sent.token, handle: '', action: { verb: 'send-unchecked', ...sent } };
  }
  if (action_id === actionIds.fixLaunch) {
    const fix = readFixValue(value ?? '');
    if (fix === undefined) return undefined;
    const { token, ...draft } = fix;
    return { token, handle: '', action: { verb: 'fix-launch', draft } };
  }
  const named = readActionValue(selected_option?.value ?? value ?? '');
  const make = actions.get(action_id);
  if (named === undefined || make === undefined) return undefined;
  return { ...named, action: make(named.handle, readReasonBlock(block_id)) };
}

/** What is none of a job's: the launch of a template at Home, and the fields of forms. */
function pressInView(
  deps: SurfaceDeps,
  payload: ViewPayload,
  { action_id, value, selected_option }: PressedElement,
): boolean {
  if (action_id !== actionIds.homeLaunch) {
    return handleFormAction(deps, payload, { action_id, selected: selected_option?.value });
  }
  const requester = requesterIn(payload);
  if (requester?.atHome !== true) return false;
  const { trigger_id: trigger, view } = payload;
  deps
    .interactions()
    .openForm({ key: `home:${view.id}:${trigger ?? ''}`, requester, trigger }, value);
  return true;
}

async function perform(
  deps: SurfaceDeps,
  request: Request,
  action: Action,
  ack: () => Promise<boolean>,
): Promise<void> {
  const { log, answerer } = deps;
  const { requester } = request;
  const stored = orElse(log, notStored, () => deps.interactions().press(request, action));
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
 * One press of one button by one person is one request, however often it arrives. The person is part of it: somebody's refused
 * press must not use up the button for the next. So is the job: the options of a picker share a token.
 */
function keyOf(actionId: string, { handle, token }: ActionValue, { userId }: Requester): string {
  return `button:${token}:${actionId}:${handle}:${userId}`;
}

function requesterOf(
  payload: z.infer<typeof actionsPayload>,
  asked: boolean,
): Requester | undefined {
  const channel = payload.channel?.id ?? payload.container?.channel_id;
  const teamId = payload.user.team_id ?? payload.team?.id;
  if (channel === undefined || teamId === undefined) return undefined;
  // What only they see in a thread goes on there.
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
  return {
    kind: 'problem',
    problems: [
      sentence`I don’t know this button any more, so nothing was done: use \`${command} list\` instead.`,
    ],
  };
}

// A press has a key of its own, so that repeating it is safe.
const notStored: Answer = {
  kind: 'problem',
  problems: ['I could not store what you asked for. Press again in a minute: it counts once.'],
};

const late: Answer = {
  kind: 'problem',
  problems: [
    'My database takes too long to confirm what you asked for. I tell you here when it does.',
  ],
};
