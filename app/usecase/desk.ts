// Where requests of every surface arrive. What changes something is stored before it is acked and decided in the loop;
// what only shows something is answered to whom the policy allows it.

import type { DeskDeps } from './desk-deps.ts';
import type { Desk } from './desk-port.ts';
import { checkTemplate, submitTemplate } from './edit-template.ts';
import { chooseTemplate, previewForm, submitForm } from './launch-form.ts';
import { readMention } from './read-mention.ts';
import { runAct } from './run-act.ts';
import { runCommand } from './run-command.ts';

/** The desk itself. */
export function createDesk(deps: DeskDeps): Desk {
  return {
    command: (request, command, text) => runCommand(deps, request, command, text),
    mention: async (request, command, text, rootTs) =>
      runCommand(deps, request, command, await readMention(deps, request, text, rootTs)),
    async act(request, act) {
      const answer = await runAct(deps, request, act);
      deps.wake();
      return answer;
    },
    chooseTemplate: (request, window, template) => {
      chooseTemplate(deps, request, window, template);
    },
    previewForm: (request, context, entries) => {
      previewForm(deps, request, context, entries);
    },
    async submitForm(request, context, entries) {
      const submitted = await submitForm(deps, request, context, entries);
      deps.wake();
      return submitted;
    },
    checkTemplate: (request, context, entries) => {
      checkTemplate(deps, request, context, entries);
    },
    submitTemplate: (request, context, entries) => submitTemplate(deps, request, context, entries),
    async channelOpened(channel) {
      await deps.store.transaction((tx) => tx.threads.unpark(channel));
      deps.wake();
    },
  };
}
