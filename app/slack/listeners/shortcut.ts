import type { AllMiddlewareArgs, App, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { acked, type SurfaceDeps } from './surface.ts';

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const messagePayload = z.looseObject({
  type: z.literal('message_action'),
  callback_id: z.literal('job_actions'),
  user: z.looseObject({ id: z.string(), team_id: z.string().optional() }),
  team: z.looseObject({ id: z.string() }).nullish(),
  channel: z.looseObject({ id: z.string() }),
  message: z.looseObject({ ts: z.string(), thread_ts: z.string().optional() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});

/**
 * "Job actions" on any message of a job's thread: shows the requester the card with its buttons.
 */
export function registerShortcut(app: App, deps: SurfaceDeps): void {
  app.shortcut({}, (args) => handleShortcut(deps, args));
}

async function handleShortcut(
  deps: SurfaceDeps,
  { payload, ack }: SlackShortcutMiddlewareArgs & AllMiddlewareArgs,
): Promise<void> {
  const { interactions, log, answerer, contexts } = deps;
  // It only shows something, so nothing is stored before the ack.
  await acked(log, () => ack());
  const parsed = messagePayload.safeParse(payload);
  const teamId = parsed.data?.user.team_id ?? parsed.data?.team?.id;
  if (!parsed.success || teamId === undefined) {
    log.warn('an interaction nobody handles', { what: 'shortcut' });
    return;
  }
  const { user, channel, message, trigger_id: trigger, response_url: responseUrl } = parsed.data;
  const requester = { userId: user.id, teamId, channel: channel.id, responseUrl };
  const request = { key: `shortcut:${trigger}`, requester, trigger };
  const rootTs = message.thread_ts ?? message.ts;
  try {
    const answer = await interactions.showThread(request, contexts.next().command, rootTs);
    if (answer !== undefined) await answerer.answer(requester, answer);
  } catch (error) {
    log.error('the job of a thread could not be shown', { error });
  }
}
