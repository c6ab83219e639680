import { z } from 'zod';
import { textIn, type Json, type JsonObject } from '../../shared/json.ts';
import { checkView } from '../block-kit/check-view.ts';
import { renderView } from '../render/render-message.ts';
import { SlackError } from '../state/errors.ts';
import { newId, newSecret } from '../state/ids.ts';
import { identity, type SlackState } from '../state/slack-state.ts';
import type { Trigger } from '../state/triggers.ts';
import { deepestStack, homeOf, stackOf, viewJson, type View } from '../state/views.ts';
import { method, type Method } from './method.ts';

const triggered = z.object({
  view: z.json(),
  trigger_id: z.string().optional(),
  interactivity_pointer: z.string().optional(),
});

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': method({ tier: 4 }, triggered, (state, args) => {
    const { user } = exchange(state, args);
    return shown(openView(state, user, args.view, []));
  }),
  'views.push': method({ tier: 4 }, triggered, (state, args) => {
    const { user, viewId } = exchange(state, args);
    if (viewId === undefined) throw new SlackError('not_found');
    return shown(openView(state, user, args.view, stackOf(state.views, user)));
  }),
  'views.update': method(
    { tier: 4 },
    z.object({
      view: z.json(),
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
    }),
    (state, args) => {
      const view =
        args.view_id === undefined
          ? byExternalId(state, args.external_id ?? '')
          : state.views.get(args.view_id);
      if (view?.open !== true) throw new SlackError('not_found');
      requireHash(view, args.hash);
      return shown(replaceView(state, view, checkView(args.view, view.type)));
    },
  ),
  'views.publish': method(
    { tier: 4 },
    z.object({ view: z.json(), user_id: z.string(), hash: z.string().optional() }),
    (state, args) => {
      if (!state.manifest.homeTab) throw new SlackError('not_enabled');
      if (!state.people.has(args.user_id)) throw new SlackError('user_not_found');
      const spec = checkView(args.view, 'home');
      const known = homeOf(state.views, args.user_id);
      if (known === undefined) return shown(addView(state, args.user_id, 'home', spec, undefined));
      requireHash(known, args.hash);
      return shown(replaceView(state, known, spec));
    },
  ),
};

/** Opens a modal on top of `stack`. An empty `stack` starts a new one and closes the person's open modals. @throws SlackError */
export function openView(
  state: SlackState,
  user: string,
  value: Json,
  stack: readonly View[],
): View {
  const spec = checkView(value, 'modal');
  // File inputs need files:read: https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
  if (JSON.stringify(spec).includes('"file_input"') && !state.manifest.scopes.has('files:read')) {
    throw new SlackError('missing_scope', { needed: 'files:read' });
  }
  const externalId = textIn(spec.external_id);
  if (externalId !== '' && byExternalId(state, externalId)?.open === true) {
    throw new SlackError('duplicate_external_id');
  }
  if (stack.length >= deepestStack) throw new SlackError('push_limit_reached');
  if (stack.length === 0) for (const view of stackOf(state.views, user)) view.open = false;
  return addView(state, user, 'modal', spec, stack.at(-1));
}

/** Replaces the content of an open view. */
export function replaceView(state: SlackState, view: View, spec: JsonObject): View {
  view.edits.push({ atMs: state.clock(), before: view.spec });
  view.spec = spec;
  view.errors = undefined;
  view.hash = newHash(state);
  publish(state, view);
  return view;
}

function addView(
  state: SlackState,
  user: string,
  type: View['type'],
  spec: JsonObject,
  below: View | undefined,
): View {
  const id = newId('V');
  const view: View = {
    id,
    user,
    type,
    rootId: below?.rootId ?? id,
    previousId: below?.id,
    spec,
    hash: newHash(state),
    open: true,
    edits: [],
    errors: undefined,
  };
  state.views.set(id, view);
  publish(state, view);
  return view;
}

function exchange(state: SlackState, args: z.output<typeof triggered>): Trigger {
  const id = args.trigger_id ?? args.interactivity_pointer;
  if (id === undefined) {
    throw new SlackError('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] missing required field: trigger_id'] },
    });
  }
  return state.triggers.exchange(id, state.clock(), state.settings.triggerLifeMs);
}

function requireHash(view: View, hash: string | undefined): void {
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
}

function byExternalId(state: SlackState, externalId: string): View | undefined {
  if (externalId === '') return undefined;
  return [...state.views.values()].find((one) => one.spec.external_id === externalId && one.open);
}

function newHash(state: SlackState): string {
  return `${Math.floor(state.clock() / 1_000)}.${newSecret(4)}`;
}

function shown(view: View): JsonObject {
  return { view: viewJson(view, identity) };
}

function publish(state: SlackState, view: View): void {
  state.feed.add({
    kind: view.type === 'home' ? 'home' : 'view',
    user: view.user,
    ts: view.id,
    text: renderView(view.spec, state),
  });
}
