import type { Answer } from '../../domain/answer/answer.ts';
import type { HelpCommand, TypedVerb } from '../../domain/command/parse/command.ts';
import { typedVerbs } from '../../domain/command/verb-names.ts';
import type { PolicyInForce } from '../../domain/permission/policy-in-force.ts';
import { decide, decideNow } from '../permission/decide.ts';
import { decideOnNow } from '../permission/decide-on.ts';
import { orSayFailed, type AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';

type HelpDeps = AnswerDeps & { readonly policyInForce: () => PolicyInForce };

/**
 * Help, which is for everybody: at once, or once Slack has said who asks, if a policy file may
 * refuse them something. If Slack doesn't say, everything is shown.
 */
export function showHelp(
  deps: HelpDeps,
  request: Request,
  command: string,
  { about: verb }: HelpCommand,
): Answer | undefined {
  const { requester } = request;
  const help = (): Answer => ({ kind: 'help', command, verb, refused: refusedTo(deps, request) });
  const isKnown = decideNow(deps, requester, 'launch') !== undefined;
  if (isKnown || deps.policyInForce().kind === 'default') return help();
  orSayFailed(deps, request, async () => {
    await decide(deps, requester, 'launch');
    await deps.answerer.answer(requester, help());
  });
  return undefined;
}

/** What they may not do here, as far as that is known. */
function refusedTo(deps: HelpDeps, request: Request): readonly TypedVerb[] {
  return typedVerbs.filter(
    (verb) =>
      verb !== 'help' && decideOnNow(deps, request, { verb, subject: '' })?.allowed === false,
  );
}
