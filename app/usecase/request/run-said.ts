// Commands in messages.

import type { Answer } from '../../domain/answer/answer.ts';
import { parseCommand } from '../../domain/command/parse-command.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import type { Request, Utterance } from '../ports/interactions.ts';
import { answerLater } from '../permission/respond-if-allowed.ts';
import { readMention } from './read-mention.ts';
import { runCommand } from './run-command.ts';

/**
 * Runs a command from a message. Anything that is no command gets a short answer and does nothing,
 * since people also talk in a job's thread.
 */
export async function runSaid(
  deps: InteractionDeps,
  request: Request,
  command: string,
  { text, rootTs }: Utterance,
): Promise<Answer | undefined> {
  const meant = await readMention(deps, request, text, rootTs, command);
  const parsed = parseCommand(meant, { command });
  if (parsed.ok || parsed.unknown === undefined) {
    return runCommand(deps, { ...request, said: true }, command, meant);
  }
  return {
    kind: 'problem',
    problems: [{ kind: 'not-understood', word: parsed.unknown }],
    hint: { kind: 'help', inThread: rootTs !== undefined },
  };
}

/**
 * Says once that edits do nothing: the original request was handled, or wasn't, and that stands.
 */
export function sayEdited(deps: InteractionDeps, request: Request): void {
  answerLater(deps, request, { verb: 'edit-message', subject: 'edited' }, () =>
    Promise.resolve({ kind: 'note', note: { kind: 'edits-ignored' } }),
  );
}
