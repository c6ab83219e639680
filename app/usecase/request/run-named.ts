// A command about a job whose name may have several words without quotes: the longest run of them that is a whole name is the name.

import type { Answer } from '../../domain/command/answer.ts';
import type { Naming, Parsed } from '../../domain/command/command.ts';
import { parseNamed } from '../../domain/command/parse-named.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { answerLater, answerPledged, type AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';
import { namedJobs } from '../job/job-candidates.ts';
import { notSeenNow, viewerIn, viewerOf } from '../permission/see.ts';
import type { Tx } from '../ports/store.ts';

export type NamedRun = {
  readonly naming: Naming;
  /** The command of which the first word is the job. */
  readonly plain: Parsed;
  /** Of the slash command. */
  readonly command: string;
  /** Does what was read. */
  readonly run: (request: Request, read: Parsed) => Promise<Answer | undefined>;
};

/** Reads such a command by the names of jobs that its requester sees, and does it: after the ack where Slack has to be asked which those are. */
export async function runNamed(
  deps: AnswerDeps,
  request: Request,
  { naming, plain, command, run }: NamedRun,
): Promise<Answer | undefined> {
  const read = async (its: Request, viewer: Viewer | undefined) =>
    deps.store.transaction(async (tx) => {
      const eyes = viewer ?? (await viewerIn(tx, deps, its.requester));
      return readBy(tx, eyes, naming, plain, command);
    });
  const known = await read(request, undefined);
  if (known !== undefined) return run(request, known);
  const later = async (its: Request) => {
    const told = await read(its, await viewerOf(deps, its.requester));
    return told === undefined ? notSeenNow : run(its, told);
  };
  const subject = naming.names.at(-1)?.name ?? '';
  if (naming.verb === 'rerun') {
    await answerPledged(deps, request, { act: 'launch', subject }, later);
  } else answerLater(deps, request, { act: 'view', subject }, () => later(request));
  return undefined;
}

/** Undefined: there may be others of such a name, hidden only since Slack has not answered. */
async function readBy(
  tx: Tx,
  viewer: Viewer,
  naming: Naming,
  plain: Parsed,
  command: string,
): Promise<Parsed | undefined> {
  for (const one of naming.names) {
    const named = await namedJobs(tx, viewer, one.name);
    if (named === undefined) return undefined;
    if (named.whole.length > 0) return parseNamed(naming, one, command);
  }
  return plain;
}
