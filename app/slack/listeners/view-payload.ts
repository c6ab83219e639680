// What comes out of a window.

import { z } from 'zod';
import { formIds } from '../../../blocks/kit/form-ids.ts';
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

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload, and block_actions out of a view. */
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
 * Who did something in a window, in the channel that the window was asked for in, or at Home and in what was opened from there; undefined:
 * it is none of ours.
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

/** On the page itself a window is opened; in one that answers, the next answer takes its place. */
function windowFor({ view, trigger_id: trigger }: ViewPayload): AnswerWindow | undefined {
  const { callback_id: window } = view;
  if (window === formIds.answer || window === formIds.preview) return { id: view.id };
  return trigger === undefined ? undefined : { trigger };
}

/** What the window carried along. */
export function metadata({ view }: ViewPayload): unknown {
  try {
    return JSON.parse(view.private_metadata) as unknown;
  } catch {
    return undefined;
  }
}
