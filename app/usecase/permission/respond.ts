import type { Answer } from '../../domain/command/answer.ts';
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

/** Those that are answered by a message; the others open a window. */
type RespondingVerb = {
  readonly [V in PermittedVerb]: (typeof verbs)[V]['answers'] extends 'in-window' ? never : V;
}[PermittedVerb];

/**
 * Does `work` for whoever may have it done, when its verb is answered; the answer is what to ack with, and none when it follows later.
 * Work that is given no viewer finds out by itself what its requester sees.
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
