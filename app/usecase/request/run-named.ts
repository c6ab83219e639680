// A command about a job whose name may have several unquoted words: the longest prefix that is a
// whole name counts.

import type { Answer } from '../../domain/answer/answer.ts';
import type { Naming, Parsed } from '../../domain/command/parse/command.ts';
import { parseNamed } from '../../domain/command/parse/parse-named.ts';
import type { Viewer } from '../../domain/permission/viewer.ts';
import { answerPledged, type AnswerDeps } from '../permission/respond-if-allowed.ts';
import type { Request } from '../ports/interactions.ts';
import { namedJobs } from '../job/job-candidates.ts';
import { notSeenNow, viewerIn, viewerOf } from '../permission/see.ts';
import type { Tx } from '../ports/store/store.ts';

type NamedRun = {
  readonly naming: Naming;
  /** The command with its first word as the job. */
  readonly plain: Parsed;
  /** The slash command's name. */
  readonly command: string;
  /** Runs a parsed command. */
  readonly run: (request: Request, read: Parsed) => Promise<Answer | undefined>;
};

/**
 * Parses a command by the names of jobs that the requester sees, and runs it: after the ack if
 * Slack has to be asked what they see.
 */
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
  await answerPledged(deps, request, { verb: naming.verb, subject }, later);
  return undefined;
}

/** Undefined if other jobs with such a name may be hidden only because Slack hasn't answered. */
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
