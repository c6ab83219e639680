// Requests from every surface arrive here. What changes something is stored before the ack and
// decided in the loop. What only shows something is answered if the policy allows it.

import { longestCommand } from '../../domain/command/parse-command.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Interactions } from '../ports/interactions.ts';
import { checkTemplate } from '../template/edit-template.ts';
import { submitTemplate } from '../template/submit-template.ts';
import { runWhere, touchHome } from './run-where.ts';
import { createHearing } from './hear.ts';
import { chooseTemplate, previewForm, priceForm } from '../form/form-events.ts';
import { requestVote } from '../approval/request-vote.ts';
import { submitForm } from '../form/submit-form.ts';
import { readMention } from './read-mention.ts';
import { runCommand } from './run-command.ts';
import { runSaid, sayEdited } from './run-said.ts';

/** Just long enough to be refused for its length; nothing has to read the rest. */
const bounded = (text: string): string => text.slice(0, longestCommand + 1);

/** Implements the port: each call goes to its use case. */
export function createInteractions(deps: InteractionDeps): Interactions {
  const hear = createHearing(deps);
  return {
    command: (request, command, text) => runCommand(deps, request, command, bounded(text)),
    hear: (request, command, { text, rootTs }) =>
      hear(request, (its) => runSaid(its, request, command, { text: bounded(text), rootTs })),
    hearEdit: (request) =>
      hear(request, (its) => {
        sayEdited(its, request);
        return Promise.resolve(undefined);
      }),
    showThread: async (request, command, rootTs) =>
      runCommand(deps, request, command, await readMention(deps, request, '', rootTs, command)),
    async press(request, action) {
      const answer = await runWhere(deps, request, action);
      touchHome(deps, request);
      deps.wake();
      return answer;
    },
    chooseTemplate: (request, window, template) => {
      chooseTemplate(deps, request, window, template);
    },
    priceForm: (request, window, context, entries) => {
      priceForm(deps, request, window, context, entries);
    },
    previewForm: (request, context, entries) => {
      previewForm(deps, request, context, entries);
    },
    async submitForm(request, context, entries) {
      const submitted = await submitForm(deps, request, context, entries);
      touchHome(deps, request);
      deps.wake();
      return submitted;
    },
    checkTemplate: (request, context, entries) => {
      checkTemplate(deps, request, context, entries);
    },
    submitTemplate: (request, context, entries) => submitTemplate(deps, request, context, entries),
    async submitDeny(request, handle, reason) {
      const answer = await requestVote(deps, request, {
        handle,
        verdict: 'deny',
        reason: reason === '' ? undefined : reason,
      });
      touchHome(deps, request);
      deps.wake();
      return answer;
    },
    async channelOpened(channel) {
      await deps.store.transaction((tx) => tx.threads.unpark(channel));
      deps.wake();
    },
    async homeOpened(opened) {
      await deps.store.transaction((tx) => tx.homes.open(opened));
      deps.wake();
    },
  };
}
