// Where requests of every surface arrive. What changes something is stored before it is acked and decided in the loop;
// what only shows something is answered to whom the policy allows it.

import type { Answer } from '../domain/answer.ts';
import { usualLines } from '../domain/parse-logs.ts';
import { parseCommand, type Command, type TemplateCommand } from '../domain/command.ts';
import { answerAllowed, answerLater, changeAllowed } from './answer-allowed.ts';
import type { Act, Desk, Request } from './desk-port.ts';
import { examine, type ExamineDeps } from './examine.ts';
import { findJob, type Found } from './find-job.ts';
import { giveUpUnknown } from './give-up.ts';
import type { JobLogs } from './logs-port.ts';
import {
  chooseTemplate,
  openForm,
  openRerunForm,
  previewForm,
  submitForm,
  type FormDeps,
} from './launch-form.ts';
import { readMention } from './read-mention.ts';
import { requestCancel } from './request-cancel.ts';
import { isForeign, rerunForeign } from './rerun-foreign.ts';
import { repeatLaunch, requestLaunch } from './request-launch.ts';
import { repeatAsIs, requestRerun } from './request-rerun.ts';
import { confirmHeld } from './store-launch.ts';
import { showLogs } from './show-logs.ts';
import { showList, showStatus } from './show.ts';
import { changeTemplate } from './change-template.ts';
import {
  checkTemplate,
  openTemplateForm,
  submitTemplate,
  type EditTemplateDeps,
} from './edit-template.ts';
import { showTemplates } from './show-template.ts';
import type { Tx } from './store-port.ts';

export type DeskDeps = FormDeps &
  EditTemplateDeps &
  ExamineDeps & {
    readonly newId: () => string;
    readonly logs: JobLogs;
    /** Something was made due. */
    readonly wake: () => void;
  };

/** The desk itself. */
export function createDesk(deps: DeskDeps): Desk {
  return {
    command: (request, command, text) => runCommand(deps, request, command, text),
    mention: async (request, command, text, rootTs) =>
      runCommand(deps, request, command, await readMention(deps, request, text, rootTs)),
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

async function runCommand(
  deps: DeskDeps,
  request: Request,
  name: string,
  text: string,
): Promise<Answer | undefined> {
  const parsed = parseCommand(text, { command: name });
  if (!parsed.ok) return { kind: 'problem', problems: [parsed.problem] };
  const answer = await dispatch(deps, request, name, parsed.command);
  deps.wake();
  return answer;
}

async function dispatch(
  deps: DeskDeps,
  request: Request,
  name: string,
  command: Command,
): Promise<Answer | undefined> {
  const view = (subject: string, show: (tx: Tx) => Promise<Answer>): void => {
    answerLater(deps, request, { act: 'view', subject }, () => deps.store.transaction(show));
  };
  switch (command.verb) {
    case 'launch':
      return answerAllowed(deps, request, { act: 'launch', subject: command.template }, () =>
        requestLaunch(deps, request, command),
      );
    case 'rerun':
      if (await isForeign(deps, command)) {
        rerunForeign(deps, request, command);
        return undefined;
      }
      return answerAllowed(deps, request, { act: 'launch', subject: command.job.typed }, () =>
        requestRerun(deps, request, command),
      );
    case 'cancel': {
      const { job, reason } = command;
      const find = (tx: Tx) => findJob(tx, job, 'cancel', reason);
      return requestCancel(deps, request, { subject: job.typed, find, reason });
    }
    case 'menu':
      openForm(deps, request);
      return undefined;
    case 'help':
      return { kind: 'help', command: name, verb: command.about };
    case 'list':
      view('list', (tx) => showList(tx, deps.targets, request.asker, command));
      return undefined;
    case 'status':
      view(command.job.typed, (tx) => showStatus(tx, () => findJob(tx, command.job, 'status')));
      return undefined;
    case 'logs': {
      const { job, lines, replica } = command;
      const find = (tx: Tx) => findJob(tx, job, 'logs');
      answerLater(deps, request, { act: 'view', subject: job.typed }, () =>
        showLogs(deps, { find, lines, replica }),
      );
      return undefined;
    }
    case 'doctor':
      answerLater(deps, request, { act: 'view', subject: 'doctor' }, () =>
        examine(deps, request.asker),
      );
      return undefined;
    case 'template':
      return dispatchTemplate(deps, request, command);
  }
}

async function dispatchTemplate(
  deps: DeskDeps,
  request: Request,
  command: TemplateCommand,
): Promise<Answer | undefined> {
  switch (command.action) {
    case 'list':
    case 'show':
    case 'history':
      answerLater(deps, request, { act: 'view', subject: 'template' }, () =>
        showTemplates(deps, command),
      );
      return undefined;
    case 'save':
    case 'edit':
      openTemplateForm(deps, request, command);
      return undefined;
    case 'restore':
    case 'delete':
      return changeAllowed(deps, request, { act: 'template', subject: command.name }, () =>
        changeTemplate(deps, request, command),
      );
  }
}

async function dispatchAct(
  deps: DeskDeps,
  request: Request,
  act: Act,
): Promise<Answer | undefined> {
  const { handle: subject } = act;
  const find = async (tx: Tx): Promise<Found> => {
    const card = await tx.cards.byHandle(subject);
    return card === undefined ? { answer: forgotten(subject) } : { card };
  };
  const launch = (work: () => Promise<Answer>) =>
    answerAllowed(deps, request, { act: 'launch', subject }, work);
  switch (act.verb) {
    case 'cancel':
      return requestCancel(deps, request, { subject, find, reason: act.reason });
    case 'status':
      answerLater(deps, request, { act: 'view', subject }, () =>
        deps.store.transaction((tx) => showStatus(tx, () => find(tx))),
      );
      return undefined;
    case 'logs':
      answerLater(deps, request, { act: 'view', subject }, () =>
        showLogs(deps, { find, lines: usualLines }),
      );
      return undefined;
    case 'rerun':
      return launch(() => repeatAsIs(deps, request, find));
    case 'rerun-form':
      openRerunForm(deps, request, subject);
      return undefined;
    case 'launch-anyway':
      return launch(() =>
        deps.store.transaction(
          async (tx) => (await confirmHeld(tx, request, subject)) ?? forgotten(subject),
        ),
      );
    case 'launch-again':
      return launch(() => requestAgain(deps, request, subject));
    case 'drop':
      // Nothing is bought and nothing can be lost by it, so it is decided after the ack.
      answerLater(deps, request, { act: 'launch', subject }, async () => {
        const answer = await deps.store.transaction((tx) => drop(tx, request, subject));
        deps.wake();
        return answer;
      });
      return undefined;
  }
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

async function drop(tx: Tx, request: Request, handle: string): Promise<Answer> {
  const card = await tx.cards.byHandle(handle);
  if (card === undefined) return forgotten(handle);
  if (!(await giveUpUnknown(tx, card.launch.id, request))) return settledBefore(handle);
  return {
    kind: 'note',
    text: `${handle} is left as it is. Should its job turn up after all, its thread will say so.`,
  };
}

function forgotten(handle: string): Answer {
  return { kind: 'problem', problems: [`I know no job \`${handle}\` any more.`] };
}

function settledBefore(handle: string): Answer {
  return { kind: 'note', text: `${handle} was settled already: its thread says how.` };
}
