import type { App } from '@slack/bolt';
import { ackAll } from './ack-all.ts';
import { registerAction } from './action.ts';
import { registerCatchAll } from './catch-all.ts';
import { registerCommand } from './command.ts';
import { registerEvents } from './event.ts';
import { registerHome } from './home.ts';
import { registerMention } from './mention.ts';
import { registerMessage } from './message.ts';
import { registerShortcut } from './shortcut.ts';
import { registerView } from './view.ts';

type ListenerDeps = Parameters<typeof registerEvents>[1] &
  Parameters<typeof registerMessage>[1] &
  Parameters<typeof registerView>[1];

/** Registers every surface's listener. What no surface handles is acked at the end. */
export function registerListeners(app: App, deps: ListenerDeps): void {
  registerCommand(app, deps);
  registerAction(app, deps);
  registerView(app, deps);
  registerEvents(app, deps);
  registerMention(app, deps);
  registerMessage(app, deps);
  registerShortcut(app, deps);
  registerHome(app, deps);
  registerCatchAll(app, deps.log);
  ackAll(app, deps.log);
}
