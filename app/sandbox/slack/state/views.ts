// Each person has a stack of at most three modals, and one Home tab: https://docs.slack.dev/surfaces/modals

import type { Json, JsonObject } from '../../shared/json.ts';

export type View = {
  readonly id: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  readonly rootId: string;
  readonly previousId: string | undefined;
  /** As the app sent it, with missing block and action ids filled in. */
  spec: JsonObject;
  hash: string;
  open: boolean;
  /** Earlier versions, oldest first. */
  readonly edits: { readonly atMs: number; readonly before: JsonObject }[];
  /** The validation errors shown to the person, by block_id. */
  errors: JsonObject | undefined;
};

export const deepestStack = 3;

/** The modals that a person has open, the top one last. */
export function stackOf(views: ReadonlyMap<string, View>, user: string): readonly View[] {
  return [...views.values()].filter((one) => one.user === user && one.type === 'modal' && one.open);
}

/** A person's Home tab, once the app has published one. */
export function homeOf(views: ReadonlyMap<string, View>, user: string): View | undefined {
  return [...views.values()].find((one) => one.user === user && one.type === 'home');
}

/** A view as payloads and answers carry it. */
export function viewJson(
  view: View,
  app: { readonly id: string; readonly botId: string; readonly teamId: string },
  state: JsonObject = {},
): JsonObject {
  const spec: Record<string, Json> = { ...view.spec };
  return {
    id: view.id,
    team_id: app.teamId,
    state: { values: state },
    hash: view.hash,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: app.id,
    app_installed_team_id: app.teamId,
    bot_id: app.botId,
    external_id: '',
    callback_id: '',
    private_metadata: '',
    title: null,
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    submit_disabled: false,
    ...spec,
  };
}
