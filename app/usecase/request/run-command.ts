// Typed commands, from the slash command or a message.

import type { Answer } from '../../domain/answer/answer.ts';
import type { ChannelCommand, Command, Parsed } from '../../domain/command/parse/command.ts';
import { parseCommand } from '../../domain/command/parse-command.ts';
import { writeScope } from '../../domain/lock/lock.ts';
import { showAudit } from '../audit/show-audit.ts';
import { respond } from '../permission/respond.ts';
import { showPolicy } from '../permission/show-policy.ts';
import { setChannel, showChannel } from '../notification/channel-settings.ts';
import { decideNow } from '../permission/decide.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Request } from '../ports/interactions.ts';
import { checkHealth } from '../doctor/check-health.ts';
import { findJob, type Find } from '../job/find-job.ts';
import { findToCancel } from '../cancel/find-to-cancel.ts';
import { draftOfTyped, incompleteLaunch } from '../launch/request/fix-launch.ts';
import { openDraft, openForm } from '../form/open-form.ts';
import { endLock } from '../lock/end-lock.ts';
import { locksAnswer, setLock } from '../lock/set-lock.ts';
import { extendJob } from '../guard/extend-job.ts';
import { listJobs } from '../job/list-jobs.ts';
import { requestBulk } from '../bulk/request-bulk.ts';
import { requestCancel } from '../cancel/request-cancel.ts';
import { requestLaunch } from '../launch/request/request-launch.ts';
import { requestRerun } from '../launch/request/request-rerun.ts';
import { requestUnwatch, requestWatch } from '../watch/request-watch.ts';
import { rerunEither } from '../launch/request/rerun-external.ts';
import { runNamed } from './run-named.ts';
import { showWatches } from '../watch/show-watches.ts';
import { showHelp } from './show-help.ts';
import { handleIn } from '../permission/as-approver.ts';
import { showLogs } from '../logs/show-logs.ts';
import { showTop } from '../job/show-top.ts';
import { showStatusTo } from '../job/show-status.ts';
import { dispatchTemplate } from './run-template-command.ts';

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

/** Problems are answered even without the form (the database is down); the runner logs why. */
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
  const { requester } = request;
  const { verb } = command;
  switch (verb) {
    case 'launch': {
      const draft = await incompleteLaunch(deps, request, command);
      if (draft !== undefined) {
        openDraft(deps, request, draft);
        return undefined;
      }
      return respond(deps, request, { verb, subject: command.template }, (viewer, its) =>
        requestLaunch(deps, its, command, viewer),
      );
    }
    case 'rerun': {
      const find: Find = (tx, viewer) => findJob(tx, command.job, verb, { requester, viewer });
      return rerunEither(deps, request, { ...command, find }, (viewer, its) =>
        requestRerun(deps, its, command, viewer),
      );
    }
    case 'cancel': {
      const { job, reason } = command;
      const find: Find = (tx, viewer) => findToCancel(tx, deps, requester, viewer, command);
      return requestCancel(deps, request, {
        subject: job.typed,
        find,
        reason,
        confirm: request.said === true,
        elsewhere: 'confirm',
      });
    }
    case 'cancel-many':
      return requestBulk(deps, request, command);
    case 'menu':
      openForm(deps, request);
      return undefined;
    case 'help':
      return showHelp(deps, request, name, command);
    case 'list':
      return respond(deps, request, { verb, subject: 'list' }, () =>
        listJobs(deps, request, command),
      );
    case 'top':
      return respond(deps, request, { verb, subject: 'top' }, () =>
        showTop(deps, request, command),
      );
    case 'extend': {
      const { job, ms, reason } = command;
      const find: Find = (tx, viewer) => findJob(tx, job, verb, { requester, viewer });
      return respond(deps, request, { verb, subject: job.typed }, (_, its) =>
        extendJob(deps, its, { find, by: ms, reason }),
      );
    }
    case 'status': {
      const { job } = command;
      const find: Find = (tx, viewer) => findJob(tx, job, verb, { requester, viewer });
      return respond(deps, request, { verb, subject: job.typed }, () =>
        showStatusTo(deps, request, find, handleIn(job)),
      );
    }
    case 'logs': {
      const { job, lines, replica } = command;
      const find: Find = (tx, viewer) => findJob(tx, job, verb, { requester, viewer });
      return respond(deps, request, { verb, subject: job.typed }, () =>
        showLogs(deps, { requester, find, lines, replica, handle: handleIn(job) }),
      );
    }
    case 'channel':
      return dispatchChannel(deps, request, command);
    case 'lock':
      return respond(
        deps,
        request,
        { verb: 'lock-set', subject: writeScope(command.scope) },
        (_, its) => setLock(deps, its, command),
      );
    case 'locks':
      return respond(deps, request, { verb: 'lock', subject: 'lock' }, () =>
        deps.store.transaction(locksAnswer),
      );
    case 'unlock':
      return respond(deps, request, { verb, subject: 'lock' }, (_, its) =>
        endLock(deps, its, command),
      );
    case 'watch':
      return requestWatch(deps, request, command.criterion);
    case 'unwatch':
      return requestUnwatch(deps, request, command.criterion);
    case 'watches':
      return respond(deps, request, { verb, subject: 'watch' }, () =>
        deps.store.transaction((tx) => showWatches(tx, requester.channel)),
      );
    case 'audit':
      return respond(deps, request, { verb, subject: 'audit' }, () =>
        showAudit(deps, request, command),
      );
    case 'policy':
      return respond(deps, request, { verb, subject: 'policy' }, () => showPolicy(deps, requester));
    case 'doctor':
      return respond(deps, request, { verb, subject: 'doctor' }, () =>
        checkHealth(deps, requester),
      );
    case 'template':
      return dispatchTemplate(deps, request, command);
  }
}

async function dispatchChannel(
  deps: InteractionDeps,
  request: Request,
  { change }: ChannelCommand,
): Promise<Answer | undefined> {
  const { channel } = request.requester;
  if (change === undefined) {
    return respond(deps, request, { verb: 'channel', subject: 'channel' }, () =>
      deps.store.transaction((tx) => showChannel(tx, channel)),
    );
  }
  return respond(deps, request, { verb: 'channel-set', subject: channel }, (_, its) =>
    setChannel(deps, its, change),
  );
}
