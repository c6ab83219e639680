import type { RenderContext } from '../../../blocks/kit/context.ts';

/**
 * Contexts for rendering. `command` is the name typed last, since the manifest may call it
 * anything.
 */
export interface RenderContexts {
  next(): RenderContext;
  commandUsed(name: string): void;
}

/** Starts with `/job`, the name in the bot's own manifest. */
export function createRenderContexts(deps: {
  readonly clock: () => number;
  readonly newId: () => string;
  /** Known once Slack has answered. */
  readonly identity: () => { readonly url: string } | undefined;
}): RenderContexts {
  let command = '/job';
  return {
    next: () => ({
      now: deps.clock(),
      command,
      token: deps.newId(),
      workspaceUrl: deps.identity()?.url,
    }),
    commandUsed(name) {
      command = name;
    },
  };
}
