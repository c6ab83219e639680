import { z } from 'zod';
import { checkView } from '../block-kit/check-view.ts';
import { SlackError } from '../state/errors.ts';
import { newId, newSecret } from '../state/ids.ts';
import { textIn, type Json, type JsonObject } from '../state/json.ts';
import { method, type Method } from './method.ts';
import { renderView } from '../render/render-message.ts';
import type { Trigger } from '../state/triggers.ts';
import { deepestStack, homeOf, stackOf, viewJson, type View } from '../state/views.ts';
import { identity, type World } from '../state/world.ts';

const triggered = z.object({
  view: z.json(),
  trigger_id: z.string().optional(),
  interactivity_pointer: z.string().optional(),
});

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': method({ tier: 4 }, triggered, (world, args) => {
    const { user } = exchange(world, args);
    return shown(openView(world, user, args.view, []));
  }),
  'views.push': method({ tier: 4 }, triggered, (world, args) => {
    const { user, viewId } = exchange(world, args);
    if (viewId === undefined) throw new SlackError('not_found');
    return shown(openView(world, user, args.view, stackOf(world.views, user)));
  }),
  'views.update': method(
    { tier: 4 },
    z.object({
      view: z.json(),
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
    }),
    (world, args) => {
      const view =
        args.view_id === undefined
          ? byExternalId(world, args.external_id ?? '')
          : world.views.get(args.view_id);
      if (view?.open !== true) throw new SlackError('not_found');
      requireHash(view, args.hash);
      return shown(replaceView(world, view, checkView(args.view, view.type)));
    },
  ),
  'views.publish': method(
    { tier: 4 },
    z.object({ view: z.json(), user_id: z.string(), hash: z.string().optional() }),
    (world, args) => {
      if (!world.manifest.homeTab) throw new SlackError('not_enabled');
      if (!world.people.has(args.user_id)) throw new SlackError('user_not_found');
      const spec = checkView(args.view, 'home');
      const known = homeOf(world.views, args.user_id);
      if (known === undefined) return shown(addView(world, args.user_id, 'home', spec, undefined));
      requireHash(known, args.hash);
      return shown(replaceView(world, known, spec));
    },
  ),
};

/** Opens a modal on top of `stack`; an empty stack is a new one, which closes whatever the person had open. */
export function openView(world: World, user: string, value: Json, stack: readonly View[]): View {
  const spec = checkView(value, 'modal');
  // https://docs.slack.dev/reference/block-kit/block-elements/file-input-element: needs the scope.
  if (JSON.stringify(spec).includes('"file_input"') && !world.manifest.scopes.has('files:read')) {
    throw new SlackError('missing_scope', { needed: 'files:read' });
  }
  const externalId = textIn(spec.external_id);
  if (externalId !== '' && byExternalId(world, externalId)?.open === true) {
    throw new SlackError('duplicate_external_id');
  }
  if (stack.length >= deepestStack) throw new SlackError('push_limit_reached');
  if (stack.length === 0) for (const view of stackOf(world.views, user)) view.open = false;
  return addView(world, user, 'modal', spec, stack.at(-1));
}

/** Shows another content in a view that is open. */
export function replaceView(world: World, view: View, spec: JsonObject): View {
  view.edits.push({ atMs: world.clock(), before: view.spec });
  view.spec = spec;
  view.errors = undefined;
  view.hash = newHash(world);
  tell(world, view);
  return view;
}

function addView(
  world: World,
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
    hash: newHash(world),
    open: true,
    edits: [],
    errors: undefined,
  };
  world.views.set(id, view);
  tell(world, view);
  return view;
}

function exchange(world: World, args: z.output<typeof triggered>): Trigger {
  const id = args.trigger_id ?? args.interactivity_pointer;
  if (id === undefined) {
    throw new SlackError('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] missing required field: trigger_id'] },
    });
  }
  return world.triggers.exchange(id, world.clock(), world.settings.triggerLifeMs);
}

function requireHash(view: View, hash: string | undefined): void {
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
}

function byExternalId(world: World, externalId: string): View | undefined {
  if (externalId === '') return undefined;
  return [...world.views.values()].find((one) => one.spec.external_id === externalId && one.open);
}

function newHash(world: World): string {
  return `${Math.floor(world.clock() / 1_000)}.${newSecret(4)}`;
}

function shown(view: View): JsonObject {
  return { view: viewJson(view, identity) };
}

function tell(world: World, view: View): void {
  world.feed.add({
    kind: view.type === 'home' ? 'home' : 'view',
    user: view.user,
    ts: view.id,
    text: renderView(view.spec, world),
  });
}
