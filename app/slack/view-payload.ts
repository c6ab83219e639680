// What comes out of a window.

import { z } from 'zod';
import type { Asker } from '../domain/launch.ts';

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
    state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), field)) }),
  }),
});
export type ViewPayload = z.output<typeof viewPayload>;

const place = z.object({ channel: z.string() });

/** Who did something in a window, in the channel that the window was asked for in; undefined: it is none of ours. */
export function askerIn(payload: ViewPayload): Asker | undefined {
  const { user, team } = payload;
  const parsed = place.safeParse(metadata(payload));
  const teamId = user.team_id ?? team?.id;
  if (!parsed.success || teamId === undefined) return undefined;
  return { userId: user.id, teamId, channel: parsed.data.channel };
}

/** What the window carried along. */
export function metadata({ view }: ViewPayload): unknown {
  try {
    return JSON.parse(view.private_metadata) as unknown;
  } catch {
    return undefined;
  }
}

/** Errors in a window are plain text: backticks would be shown. */
export const plainOf = (sentence: string): string => sentence.replaceAll('`', '');
