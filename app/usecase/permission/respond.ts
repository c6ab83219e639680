import type { Answer } from '../../domain/answer/answer.ts';
import { verbs, type PermittedVerb } from '../../domain/command/verbs.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import type { Request } from '../ports/interactions.ts';
import type { PermissionRequest } from './permission-request.ts';
import {
  answerPledged,
  changeIfAllowed,
  respondIfAllowed,
  type AnswerDeps,
} from './respond-if-allowed.ts';

/** Verbs answered by a message; the others open a window. */
type RespondingVerb = {
  readonly [V in PermittedVerb]: (typeof verbs)[V]['answers'] extends 'in-window' ? never : V;
}[PermittedVerb];

/**
 * Does `work` if the requester is allowed, at the time that its verb is answered. Returns the
 * answer for the ack; undefined if it follows later. Work without a viewer has to find out itself
 * what the requester sees.
 */
export async function respond(
  deps: AnswerDeps,
  request: Request,
  permission: PermissionRequest & { readonly verb: RespondingVerb },
  work: (viewer: Viewer | undefined, its: Request) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  switch (verbs[permission.verb].answers) {
    case 'before-ack':
      return respondIfAllowed(deps, request, permission, work);
    case 'before-ack-if-known':
      return changeIfAllowed(deps, request, permission, (its) => work(undefined, its));
    case 'after-ack':
      await answerPledged(deps, request, permission, (its) => work(undefined, its));
      return undefined;
  }
}
