// Typed commands, from the slash command or a message.

import type { Answer } from '../../domain/command/answer.ts';
import type { Command, Parsed, TemplateCommand } from '../../domain/command/command.ts';
import { parseCommand } from '../../domain/command/parse-command.ts';
import { mostInMessage } from '../../domain/form/whole-template.ts';
import {
  respondIfAllowed,
  answerLater,
  changeIfAllowed,
} from '../permission/respond-if-allowed.ts';
import { runChannel } from '../notification/channel-settings.ts';
import { changeTemplate } from '../template/change-template.ts';
import { decideNow } from '../permission/decide.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Request } from '../ports/interactions.ts';
import { openTemplateForm } from '../template/edit-template.ts';
import { checkHealth } from '../doctor/check-health.ts';
import { findJob, type Find } from '../job/find-job.ts';
import { findToCancel } from '../launch/find-to-cancel.ts';
import { draftOfTyped } from '../launch/fix-launch.ts';
import { incompleteLaunch } from '../launch/incomplete-launch.ts';
import { openDraft, openForm } from '../launch/launch-form.ts';
import { listJobs } from '../job/list-jobs.ts';
import { requestCancel } from '../launch/request-cancel.ts';
import { requestLaunch } from '../launch/request-launch.ts';
import { requestRerun } from '../launch/request-rerun.ts';
import { requestUnwatch, requestWatch } from '../watch/request-watch.ts';
import { rerunEither } from '../launch/rerun-external.ts';
import { runNamed } from './run-named.ts';
import { showWatches } from '../watch/show-watches.ts';
import { showLogs } from '../logs/show-logs.ts';
import { showStatusTo } from '../job/show-status.ts';
import { showTemplates } from '../template/show-template.ts';

/** Parses and runs a command. Returns the answer for the ack; undefined if it follows later. */
export async function runCommand(
  deps: InteractionDeps,
  request: Request,
  name: string,
  text: string,
): Promise<Answer | undefined> {
  const parsed = parseCommand(text, { command: name });
  const run = async (its: Request, read: Parsed): Promise<Answer | undefined> => {
    if (read.ok) return dispatch(deps, its, name, read.command);
    const { problem, right, form } = read;
    const fix = right && (await offered(deps, its, right));
    const isOffered = form === true && decideNow(deps, its.requester, 'launch')?.allowed !== false;
    return { kind: 'problem', problems: [problem], fix, ...(isOffered && { form }) };
  };
  const { naming } = parsed;
  const answer = await (naming === undefined
    ? run(request, parsed)
    : runNamed(deps, request, { naming, plain: parsed, command: name, run }));
  deps.wake();
  return answer;
}

/**
 * Even without the form (the database is down), the problems are answered. The error is logged by
 * the runner.
 */
async function offered(
  deps: InteractionDeps,
  request: Request,
  right: Parameters<typeof draftOfTyped>[2],
): ReturnType<typeof draftOfTyped> {
  try {
    return await draftOfTyped(deps, request, right);
  } catch (error) {
    const cause = new Error('no form could be offered for what was typed', { cause: error });
    deps.later(() => Promise.reject(cause));
    return undefined;
  }
}

async function dispatch(
  deps: InteractionDeps,
  request: Request,
  name: string,
  command: Command,
): Promise<Answer | undefined> {
  switch (command.verb) {
    case 'launch': {
      const draft = await incompleteLaunch(deps, request, command);
      if (draft !== undefined) {
        openDraft(deps, request, draft);
        return undefined;
      }
      return respondIfAllowed(
        deps,
        request,
        { act: 'launch', subject: command.template },
        (_, its) => requestLaunch(deps, its, command),
      );
    }
    case 'rerun': {
      const { requester } = request;
      const find: Find = (tx, viewer) => findJob(tx, command.job, 'rerun', { requester, viewer });
      return rerunEither(deps, request, { ...command, find }, (viewer, its) =>
        requestRerun(deps, its, command, viewer),
      );
    }
    case 'cancel': {
      const { job, reason } = command;
      const find: Find = (tx, viewer) => findToCancel(tx, deps, request.requester, viewer, command);
      return requestCancel(deps, request, {
        subject: job.typed,
        find,
        reason,
        confirm: request.said === true,
        elsewhere: 'confirm',
      });
    }
    case 'menu':
      openForm(deps, request);
      return undefined;
    case 'help':
      return { kind: 'help', command: name, verb: command.about };
    case 'list':
      listJobs(deps, request, command);
      return undefined;
    case 'status': {
      const { requester } = request;
      const { job } = command;
      answerLater(deps, request, { act: 'view', subject: job.typed }, () =>
        showStatusTo(deps, request, (tx, viewer) =>
          findJob(tx, job, 'status', { requester, viewer }),
        ),
      );
      return undefined;
    }
    case 'logs': {
      const { requester } = request;
      const { job, lines, replica } = command;
      const find: Find = (tx, viewer) => findJob(tx, job, 'logs', { requester, viewer });
      answerLater(deps, request, { act: 'view', subject: job.typed }, () =>
        showLogs(deps, { requester, find, lines, replica }),
      );
      return undefined;
    }
    case 'channel':
      await runChannel(deps, request, command);
      return undefined;
    case 'watch':
      return requestWatch(deps, request, command.criterion);
    case 'unwatch':
      return requestUnwatch(deps, request, command.criterion);
    case 'watches':
      answerLater(deps, request, { act: 'view', subject: 'watch' }, () =>
        deps.store.transaction((tx) => showWatches(tx, request.requester.channel)),
      );
      return undefined;
    case 'doctor':
      answerLater(deps, request, { act: 'view', subject: 'doctor' }, () =>
        checkHealth(deps, request.requester),
      );
      return undefined;
    case 'template':
      return dispatchTemplate(deps, request, command);
  }
}

async function dispatchTemplate(
  deps: InteractionDeps,
  request: Request,
  command: TemplateCommand,
): Promise<Answer | undefined> {
  switch (command.action) {
    case 'list':
    case 'show':
    case 'history':
      answerLater(deps, request, { act: 'view', subject: 'template' }, async () => {
        const answer = await showTemplates(deps, command);
        await openWhole(deps, request, answer);
        return answer;
      });
      return undefined;
    case 'save':
    case 'edit':
      openTemplateForm(deps, request, command);
      return undefined;
    case 'restore':
    case 'delete':
      return changeIfAllowed(deps, request, { act: 'template', subject: command.name }, (its) =>
        changeTemplate(deps, its, command),
      );
  }
}

/** Also shows a template in a window if it is too long for a message. */
async function openWhole(
  { windows }: InteractionDeps,
  { trigger }: Request,
  answer: Answer,
): Promise<void> {
  if (trigger === undefined || answer.kind !== 'template') return;
  const { template, source: text } = answer;
  if (text.length <= mostInMessage) return;
  const { name, version } = template;
  // If it is too late to open a window, the message says how to see the text.
  await windows.open(trigger, { kind: 'whole-template', template: { name, version, text } });
}
