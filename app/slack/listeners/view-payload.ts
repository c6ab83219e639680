// Payloads of windows.

import { z } from 'zod';
import { formIds } from '../../../blocks/kit/value/form-ids.ts';
import type { AnswerWindow, Requester } from '../../domain/launch/launch.ts';

/** https://docs.slack.dev/reference/objects/file-object */
const slackFile = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  size: z.number().nullish(),
  url_private_download: z.string().nullish(),
});
export type SlackFile = z.output<typeof slackFile>;

const field = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_conversation: z.string().nullish(),
  files: z.array(slackFile).nullish(),
});

/**
 * https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload, and
 * block_actions from a view.
 */
export const viewPayload = z.looseObject({
  user: z.looseObject({ id: z.string(), team_id: z.string().optional() }),
  team: z.looseObject({ id: z.string() }).nullish(),
  trigger_id: z.string().optional(),
  view: z.looseObject({
    id: z.string(),
    hash: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    type: z.string().optional(),
    state: z
      .looseObject({ values: z.record(z.string(), z.record(z.string(), field)) })
      .default({ values: {} }),
  }),
});
export type ViewPayload = z.output<typeof viewPayload>;

const place = z.object({ channel: z.string(), home: z.boolean().optional() });

/**
 * Who acted in a window, and the channel it was opened from, or Home. Undefined if the window isn't
 * the bot's.
 */
export function requesterIn(payload: ViewPayload): Requester | undefined {
  const { user, team } = payload;
  const parsed = place.safeParse(metadata(payload));
  const teamId = user.team_id ?? team?.id;
  if (!parsed.success || teamId === undefined) return undefined;
  const requester = { userId: user.id, teamId, channel: parsed.data.channel };
  if (parsed.data.home !== true) return requester;
  return { ...requester, atHome: true, window: windowFor(payload) };
}

/**
 * From Home itself, a window opens for the answer. In an answer's window, the next answer replaces
 * it.
 */
function windowFor({ view, trigger_id: trigger }: ViewPayload): AnswerWindow | undefined {
  const { callback_id: window } = view;
  if (window === formIds.answer || window === formIds.preview) return { id: view.id };
  return trigger === undefined ? undefined : { trigger };
}

/** The data that the window carries. */
export function metadata({ view }: ViewPayload): unknown {
  try {
    return JSON.parse(view.private_metadata) as unknown;
  } catch {
    return undefined;
  }
}
