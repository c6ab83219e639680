// Submitting and closing modals, and opening Home: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload

import { z } from 'zod';
import { objectIn, objectsIn, textIn, type Json, type JsonObject } from '../../shared/json.ts';
import { checkView } from '../block-kit/check-view.ts';
import { emit } from '../message/posting.ts';
import { openDm } from '../methods/channels.ts';
import { openView, replaceView } from '../methods/views.ts';
import { ControlError, SlackError } from '../state/errors.ts';
import { app } from '../state/seed.ts';
import { identity, type SlackState } from '../state/slack-state.ts';
import { homeOf, stackOf, viewJson, type View } from '../state/views.ts';
import type { Person } from '../state/workspace.ts';
import { checkConversations } from './conversation.ts';
import { isEmpty, inputValues, type Entered } from './input-values.ts';
import {
  actorFields,
  dispatchOf,
  findPerson,
  observe,
  type Dispatch,
  type ActResult,
} from './person.ts';
import { withFiles } from './upload.ts';

type SubmitAct = {
  readonly user: string;
  readonly view_id: string;
  /** block_id → action_id → value. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, Entered>>>> | undefined;
};

/** Submits a modal. Slack itself refuses one with a required input left empty. */
export async function submitView(state: SlackState, act: SubmitAct): Promise<ActResult> {
  const person = findPerson(state, act.user);
  const view = topView(state, person, act.view_id);
  const blocks = objectsIn(view.spec.blocks);
  const values = withFiles(state, inputValues(blocks, act.values ?? {}));
  checkConversations(state, person, blocks, values);
  const missing = blocks.filter((block) => isLeftEmpty(block, values));
  if (missing.length > 0) {
    const notice = `Please complete this required field: ${missing.map((one) => textIn(one.block_id)).join(', ')}`;
    return { sent: false, notice, ephemerals: [], messages: [], views: [] };
  }
  return observe(state, person.id, undefined, async () => {
    const delivered = await state.delivery.deliver('interactive', {
      ...viewPayload(state, person, view, 'view_submission', values),
      trigger_id: state.triggers.issue({ user: person.id, atMs: state.clock(), viewId: view.id }),
      response_urls: [],
    });
    const dispatch = dispatchOf(delivered, () => 'We had some trouble connecting. Try again?');
    return dispatch.outcome === 'acked' ? applyAnswer(state, view, dispatch) : dispatch;
  });
}

/** Closes a modal, or the whole stack. */
export async function closeView(
  state: SlackState,
  act: { readonly user: string; readonly view_id: string; readonly clear?: boolean | undefined },
): Promise<ActResult> {
  const person = findPerson(state, act.user);
  const view = topView(state, person, act.view_id);
  const closed = act.clear === true ? stackOf(state.views, person.id) : [view];
  for (const one of closed) one.open = false;
  return observe(state, person.id, undefined, async () => {
    if (view.spec.notify_on_close !== true) return { sent: false };
    const delivered = await state.delivery.deliver('interactive', {
      ...viewPayload(state, person, view, 'view_closed', {}),
      is_cleared: act.clear === true,
    });
    return dispatchOf(delivered, () => '');
  });
}

/** Opens the app's Home tab or its Messages tab. */
export function openHome(
  state: SlackState,
  act: { readonly user: string; readonly tab?: 'home' | 'messages' | undefined },
): JsonObject {
  const person = findPerson(state, act.user);
  const { tab = 'home' } = act;
  if (tab === 'home' && !state.manifest.homeTab) {
    throw new ControlError('The app has no Home tab: its manifest does not enable it.');
  }
  const view = homeOf(state.views, person.id);
  const channel = openDm(state, person.id);
  const shown = tab === 'home' && view !== undefined ? { view: viewJson(view, identity) } : {};
  emit(state, 'app_home_opened', {
    type: 'app_home_opened',
    user: person.id,
    channel: channel.id,
    tab,
    ...shown,
  });
  return { sent: state.manifest.events.has('app_home_opened'), ...shown };
}

const answerSchema = z.looseObject({
  response_action: z.enum(['clear', 'update', 'push', 'errors']).optional(),
  view: z.json().optional(),
  errors: z.record(z.string(), z.string()).optional(),
});

/** Applies the ack's response_action to a submitted view. Without one, the view closes. */
function applyAnswer(state: SlackState, view: View, dispatch: Dispatch): Dispatch {
  const parsed = answerSchema.safeParse(dispatch.ack ?? {});
  const answer = parsed.success ? parsed.data : {};
  const trouble = 'We had some trouble connecting. Try again?';
  try {
    switch (answer.response_action) {
      case undefined:
        view.open = false;
        return dispatch;
      case 'clear':
        for (const one of stackOf(state.views, view.user)) one.open = false;
        return dispatch;
      case 'update':
        replaceView(state, view, checkView(answer.view ?? null, 'modal'));
        return dispatch;
      case 'push':
        openView(state, view.user, answer.view ?? null, stackOf(state.views, view.user));
        return dispatch;
      case 'errors': {
        const known = objectsIn(view.spec.blocks)
          .filter((one) => one.type === 'input')
          .map((one) => one.block_id);
        const errors: Record<string, Json> = answer.errors ?? {};
        const fits =
          Object.keys(errors).length > 0 && Object.keys(errors).every((id) => known.includes(id));
        if (!fits) return { ...dispatch, notice: trouble };
        view.errors = errors;
        return { ...dispatch, notice: Object.values(errors).map(String).join('\n') };
      }
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ...dispatch, notice: trouble };
  }
}

function viewPayload(
  state: SlackState,
  person: Person,
  view: View,
  type: string,
  values: JsonObject,
): JsonObject {
  return {
    type,
    ...actorFields(person),
    api_app_id: app.id,
    token: state.secrets.verification,
    view: viewJson(view, identity, values),
  };
}

function topView(state: SlackState, person: Person, id: string): View {
  const view = stackOf(state.views, person.id).at(-1);
  if (view?.id !== id)
    throw new ControlError(`@${person.name} does not have the view ${id} before them.`);
  return view;
}

function isLeftEmpty(block: JsonObject, values: JsonObject): boolean {
  if (block.type !== 'input' || block.optional === true) return false;
  const entered = objectIn(
    objectIn(values[textIn(block.block_id)])[textIn(objectIn(block.element).action_id)],
  );
  return isEmpty({ ...entered, type: null });
}
