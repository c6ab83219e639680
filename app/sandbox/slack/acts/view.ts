// Modals submitted and closed, and Home opened: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload

import { z } from 'zod';
import { checkView } from '../block-kit/check-view.ts';
import { ControlError, SlackError } from '../state/errors.ts';
import { objectIn, objectsIn, textIn, type Json, type JsonObject } from '../state/json.ts';
import { openView, replaceView } from '../methods/views.ts';
import { emit } from '../message/posting.ts';
import { app } from '../state/seed.ts';
import { homeOf, stackOf, viewJson, type View } from '../state/views.ts';
import type { Person } from '../state/workspace.ts';
import { identity, type World } from '../state/world.ts';
import { checkConversations } from './conversation.ts';
import { isEmpty, stateOf, type Entered } from './choose.ts';
import { withFiles } from './upload.ts';
import { openDm } from '../methods/channels.ts';
import { actorFields, deedOf, findPerson, witness, type Deed, type Seen } from './person.ts';

export type SubmitAct = {
  readonly user: string;
  readonly view_id: string;
  /** block_id → action_id → what is entered. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, Entered>>>> | undefined;
};

/** Submits a modal; an input left empty that must not be is what Slack itself refuses. */
export async function submitView(world: World, act: SubmitAct): Promise<Seen> {
  const person = findPerson(world, act.user);
  const view = topView(world, person, act.view_id);
  const blocks = objectsIn(view.spec.blocks);
  const state = withFiles(world, stateOf(blocks, act.values ?? {}));
  checkConversations(world, person, blocks, state);
  const missing = blocks.filter((block) => isLeftEmpty(block, state));
  if (missing.length > 0) {
    const notice = `Please complete this required field: ${missing.map((one) => textIn(one.block_id)).join(', ')}`;
    return { sent: false, notice, ephemerals: [], messages: [], views: [] };
  }
  return witness(world, person.id, undefined, async () => {
    const delivered = await world.delivery.deliver('interactive', {
      ...viewPayload(world, person, view, 'view_submission', state),
      trigger_id: world.triggers.issue({ user: person.id, atMs: world.clock(), viewId: view.id }),
      response_urls: [],
    });
    const deed = deedOf(delivered, () => 'We had some trouble connecting. Try again?');
    return deed.outcome === 'acked' ? applyAnswer(world, view, deed) : deed;
  });
}

/** Closes a modal, or all of them. */
export async function closeView(
  world: World,
  act: { readonly user: string; readonly view_id: string; readonly clear?: boolean | undefined },
): Promise<Seen> {
  const person = findPerson(world, act.user);
  const view = topView(world, person, act.view_id);
  const closed = act.clear === true ? stackOf(world.views, person.id) : [view];
  for (const one of closed) one.open = false;
  return witness(world, person.id, undefined, async () => {
    if (view.spec.notify_on_close !== true) return { sent: false };
    const delivered = await world.delivery.deliver('interactive', {
      ...viewPayload(world, person, view, 'view_closed', {}),
      is_cleared: act.clear === true,
    });
    return deedOf(delivered, () => '');
  });
}

/** Opens the app's Home tab, or its messages. */
export function openHome(
  world: World,
  act: { readonly user: string; readonly tab?: 'home' | 'messages' | undefined },
): JsonObject {
  const person = findPerson(world, act.user);
  const { tab = 'home' } = act;
  if (tab === 'home' && !world.manifest.homeTab) {
    throw new ControlError('The app has no Home tab: its manifest does not enable it.');
  }
  const view = homeOf(world.views, person.id);
  const channel = openDm(world, person.id);
  const shown = tab === 'home' && view !== undefined ? { view: viewJson(view, identity) } : {};
  emit(world, 'app_home_opened', {
    type: 'app_home_opened',
    user: person.id,
    channel: channel.id,
    tab,
    ...shown,
  });
  return { sent: world.manifest.events.has('app_home_opened'), ...shown };
}

const answerSchema = z.looseObject({
  response_action: z.enum(['clear', 'update', 'push', 'errors']).optional(),
  view: z.json().optional(),
  errors: z.record(z.string(), z.string()).optional(),
});

/** What an ack does with a submitted view; without an answer the view closes. */
function applyAnswer(world: World, view: View, deed: Deed): Deed {
  const parsed = answerSchema.safeParse(deed.ack ?? {});
  const answer = parsed.success ? parsed.data : {};
  const trouble = 'We had some trouble connecting. Try again?';
  try {
    switch (answer.response_action) {
      case undefined:
        view.open = false;
        return deed;
      case 'clear':
        for (const one of stackOf(world.views, view.user)) one.open = false;
        return deed;
      case 'update':
        replaceView(world, view, checkView(answer.view ?? null, 'modal'));
        return deed;
      case 'push':
        openView(world, view.user, answer.view ?? null, stackOf(world.views, view.user));
        return deed;
      case 'errors': {
        const known = objectsIn(view.spec.blocks)
          .filter((one) => one.type === 'input')
          .map((one) => one.block_id);
        const errors: Record<string, Json> = answer.errors ?? {};
        const fits =
          Object.keys(errors).length > 0 && Object.keys(errors).every((id) => known.includes(id));
        if (!fits) return { ...deed, notice: trouble };
        view.errors = errors;
        return { ...deed, notice: Object.values(errors).map(String).join('\n') };
      }
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ...deed, notice: trouble };
  }
}

function viewPayload(
  world: World,
  person: Person,
  view: View,
  type: string,
  state: JsonObject,
): JsonObject {
  return {
    type,
    ...actorFields(person),
    api_app_id: app.id,
    token: world.secrets.verification,
    view: viewJson(view, identity, state),
  };
}

function topView(world: World, person: Person, id: string): View {
  const view = stackOf(world.views, person.id).at(-1);
  if (view?.id !== id)
    throw new ControlError(`@${person.name} does not have the view ${id} before them.`);
  return view;
}

function isLeftEmpty(block: JsonObject, state: JsonObject): boolean {
  if (block.type !== 'input' || block.optional === true) return false;
  const entered = objectIn(
    objectIn(state[textIn(block.block_id)])[textIn(objectIn(block.element).action_id)],
  );
  return isEmpty({ ...entered, type: null });
}
