// Where requests of every surface arrive. What changes something is stored before it is acked and decided in the loop;
// what only shows something is answered once Slack has said who asks.

import type { Answer } from '../domain/answer.ts';
import type { Cancel } from '../domain/cancel.ts';
import { parseCommand, type Command } from '../domain/command.ts';
import type { Asker } from '../domain/launch.ts';
import { decide } from './decide.ts';
import type { Act, Desk, Request } from './desk-port.ts';
import { findJob, isLive, type Found } from './find-job.ts';
import { giveUpUnknown } from './give-up.ts';
import {
  chooseTemplate,
  openForm,
  openRerunForm,
  previewForm,
  submitForm,
  type FormDeps,
} from './launch-form.ts';
import { repeatLaunch, requestLaunch } from './request-launch.ts';
import { repeatAsIs, requestRerun } from './request-rerun.ts';
import { confirmHeld } from './store-launch.ts';
import { showList, showStatus } from './show.ts';
import { showTemplates } from './show-template.ts';
import type { Tx } from './store-port.ts';

export type DeskDeps = FormDeps & {
  readonly newId: () => string;
  /** Something was made due. */
  readonly wake: () => void;
};

/** The desk itself. */
export function createDesk(deps: DeskDeps): Desk {
  return {
    async command(request, command, text) {
      const parsed = parseCommand(text, { command });
      if (!parsed.ok) return { kind: 'problem', problems: [parsed.problem] };
      const answer = await dispatch(deps, request, command, parsed.command);
      deps.wake();
      return answer;
    },
    async act(request, act) {
      const answer = await dispatchAct(deps, request, act);
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
    async channelOpened(channel) {
      await deps.store.transaction((tx) => tx.threads.unpark(channel));
      deps.wake();
    },
  };
}

async function dispatch(
  deps: DeskDeps,
  request: Request,
  name: string,
  command: Command,
): Promise<Answer | undefined> {
  switch (command.verb) {
    case 'launch':
      return requestLaunch(deps, request, command);
    case 'rerun':
      return requestRerun(deps, request, command);
    case 'cancel':
      return requestCancel(
        deps,
        request,
        (tx) => findJob(tx, command.job, 'cancel', command.reason),
        command.reason,
      );
    case 'menu':
      openForm(deps, request);
      return undefined;
    case 'help':
      return { kind: 'help', command: name, verb: command.about };
    case 'list':
      viewLater(deps, request.asker, () =>
        deps.store.transaction((tx) => showList(tx, deps.targets, request.asker, command)),
      );
      return undefined;
    case 'status':
      viewLater(deps, request.asker, () =>
        deps.store.transaction((tx) => showStatus(tx, () => findJob(tx, command.job, 'status'))),
      );
      return undefined;
    case 'template':
      viewLater(deps, request.asker, () => showTemplates(deps.templates, command));
      return undefined;
  }
}

async function dispatchAct(
  deps: DeskDeps,
  request: Request,
  act: Act,
): Promise<Answer | undefined> {
  const byHandle = async (tx: Tx): Promise<Found> => {
    const card = await tx.cards.byHandle(act.handle);
    return card === undefined ? { answer: forgotten(act.handle) } : { card };
  };
  switch (act.verb) {
    case 'cancel':
      return requestCancel(deps, request, byHandle, act.reason);
    case 'status':
      viewLater(deps, request.asker, () =>
        deps.store.transaction((tx) => showStatus(tx, () => byHandle(tx))),
      );
      return undefined;
    case 'rerun':
      return repeatAsIs(deps, request, byHandle);
    case 'rerun-form':
      openRerunForm(deps, request, act.handle);
      return undefined;
    case 'launch-anyway':
      return deps.store.transaction(
        async (tx) => (await confirmHeld(tx, request, act.handle)) ?? forgotten(act.handle),
      );
    case 'launch-again':
      return requestAgain(deps, request, act.handle);
    case 'drop':
      dropLater(deps, request, act.handle);
      return undefined;
  }
}

/** Stores a cancel, whatever surface it came from. A job whose end was read is told instead, and nothing is stored. */
async function requestCancel(
  deps: DeskDeps,
  { key, asker }: Request,
  find: (tx: Tx) => Promise<Found>,
  reason?: string,
): Promise<Answer> {
  return deps.store.transaction(async (tx) => {
    const found = await find(tx);
    if ('answer' in found) return found.answer;
    const { card } = found;
    if (!isLive(card)) return { kind: 'already-finished', card };
    const cancel: Cancel = {
      id: deps.newId(),
      requestKey: key,
      state: 'requested',
      handle: card.launch.handle,
      launchId: card.launch.id,
      job: card.job?.key,
      asker,
      reason,
      requestedAt: tx.now,
      attempts: 0,
    };
    await tx.cancels.insert(cancel, tx.now);
    return {
      kind: 'cancel-stored',
      handle: card.launch.handle,
      displayName: card.launch.body.displayName,
    };
  });
}

/**
 * "Launch again" for a launch whose job was never found: a launch like any other, stored before the ack. Accepting it gives
 * the first one up, if nobody settled that meanwhile.
 */
async function requestAgain(deps: DeskDeps, request: Request, handle: string): Promise<Answer> {
  return deps.store.transaction(async (tx) => {
    const card = await tx.cards.byHandle(handle);
    if (card === undefined) return forgotten(handle);
    const stored = await tx.launches.byRequestKey(request.key);
    if (stored === undefined && card.launch.state !== 'unknown') return settledBefore(handle);
    return repeatLaunch(tx, deps, request, card.launch);
  });
}

/** "Leave it": nothing is bought and nothing can be lost by it, so it is decided after the ack. */
function dropLater(deps: DeskDeps, request: Request, handle: string): void {
  deps.later(async () => {
    const ruling = await decide(deps, request.asker, 'launch');
    const answer =
      'later' in ruling
        ? lookUpFailed(ruling.why)
        : ruling.allowed
          ? await deps.store.transaction((tx) => drop(tx, request, handle))
          : ({ kind: 'refused', act: 'launch', ...ruling } as const);
    deps.wake();
    await deps.answerer.answer(request.asker, answer);
  });
}

async function drop(tx: Tx, request: Request, handle: string): Promise<Answer> {
  const card = await tx.cards.byHandle(handle);
  if (card === undefined) return forgotten(handle);
  if (!(await giveUpUnknown(tx, card.launch.id, request))) return settledBefore(handle);
  return {
    kind: 'note',
    text: `${handle} is left as it is. Should its job turn up after all, its thread will say so.`,
  };
}

/** Answers after the ack: who may see it has to be asked first. */
function viewLater(deps: DeskDeps, asker: Asker, show: () => Promise<Answer>): void {
  deps.later(async () => {
    const ruling = await decide(deps, asker, 'view');
    const answer =
      'later' in ruling
        ? lookUpFailed(ruling.why)
        : ruling.allowed
          ? await show()
          : ({ kind: 'refused', act: 'view', ...ruling } as const);
    await deps.answerer.answer(asker, answer);
  });
}

function lookUpFailed(why: string): Answer {
  return {
    kind: 'problem',
    problems: [
      `Slack did not tell me who you are (${why}), so I can't answer. Try again in a minute.`,
    ],
  };
}

function forgotten(handle: string): Answer {
  return { kind: 'problem', problems: [`I know no job \`${handle}\` any more.`] };
}

function settledBefore(handle: string): Answer {
  return { kind: 'note', text: `${handle} was settled already: its thread says how.` };
}
