// Conversations a person picks: https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object

import { objectIn, textIn, type Json, type JsonObject } from '../../shared/json.ts';
import { ControlError } from '../state/errors.ts';
import { app } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import type { Channel, Person } from '../state/workspace.ts';
import { elementsOf } from './input-values.ts';

/** Checks that Slack would offer the person every conversation they picked. @throws ControlError otherwise */
export function checkConversations(
  state: SlackState,
  person: Person,
  blocks: readonly JsonObject[],
  values: JsonObject,
): void {
  for (const block of blocks) {
    for (const element of elementsOf(block).filter(({ type }) => type === 'conversations_select')) {
      const fields = objectIn(objectIn(values[textIn(block.block_id)])[textIn(element.action_id)]);
      const picked = fields.selected_conversation;
      if (typeof picked === 'string' && !isOffered(state, person, picked, element.filter)) {
        throw new ControlError(`@${person.name} is not offered ${picked} there.`);
      }
    }
  }
}

function isOffered(
  state: SlackState,
  person: Person,
  id: string,
  filter: Json | undefined,
): boolean {
  const channel = state.channels.get(id);
  if (channel === undefined || channel.isArchived) return false;
  if (channel.kind !== 'public' && !channel.members.has(person.id)) return false;
  const { include, exclude_bot_users } = objectIn(filter);
  if (Array.isArray(include) && !include.includes(channel.kind)) return false;
  return exclude_bot_users !== true || !isWithBot(channel);
}

function isWithBot({ kind, members }: Channel): boolean {
  return kind === 'im' && members.has(app.botUserId);
}
