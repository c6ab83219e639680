import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { plainProblem } from '../../../blocks/answer/problem/problem.ts';
import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import { ackBudgetMs, inTime, orElse } from '../client/in-time.ts';
import { acked, type SurfaceDeps } from './surface.ts';

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
const commandPayload = z.looseObject({
  command: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
  user_id: z.string(),
  /** The person's own workspace; in a shared channel, it may be another one. */
  team_id: z.string(),
  channel_id: z.string(),
  response_url: z.string().optional(),
});

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/**
 * Slash commands: stored, then acked with the answer. The manifest decides on the command's name.
 */
export function registerCommand(app: App, deps: SurfaceDeps): void {
  app.command(/^\//, (args) => handleCommand(deps, args));
}

async function handleCommand(deps: SurfaceDeps, { payload, ack }: CommandArgs): Promise<void> {
  const { log, answerer, contexts } = deps;
  const parsed = commandPayload.safeParse(payload);
  if (!parsed.success) {
    log.error('a slash command arrived in an unknown shape', { issues: parsed.error.issues });
    await acked(log, () => ack(plainProblem({ kind: 'command-unreadable' })));
    return;
  }
  const { command, text, trigger_id, user_id, team_id, channel_id, response_url } = parsed.data;
  contexts.commandUsed(command);
  const requester: Requester = {
    userId: user_id,
    teamId: team_id,
    channel: channel_id,
    responseUrl: response_url,
  };
  const reply = async (answer: Answer | undefined): Promise<void> => {
    const shown = answer && renderAnswer(answer, contexts.next());
    const done = await acked(log, () =>
      shown === undefined
        ? ack()
        : ack({ response_type: 'ephemeral', text: shown.text, blocks: shown.blocks }),
    );
    if (!done && answer !== undefined) await answerer.answer(requester, answer);
  };

  const request = { key: `command:${trigger_id}`, requester, trigger: trigger_id };
  const stored = orElse(log, notStored(command), () =>
    deps.interactions.command(request, command, text),
  );
  const first = await inTime(stored, ackBudgetMs);
  if (first.inTime) return reply(first.value);
  log.warn('a slash command was not stored within the time Slack waits');
  await reply(late(command));
  const answer = await stored;
  if (answer !== undefined) await answerer.answer(requester, answer);
}

function notStored(command: string): Answer {
  return problemAnswer({ kind: 'request-not-stored', command });
}

function late(command: string): Answer {
  return problemAnswer({ kind: 'request-not-confirmed', command });
}
