import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import type { Parsed } from './command.ts';
import { readJobReference } from '../../job/job-reference.ts';
import { unknownOption } from '../../text/option.ts';
import { quotedName, type Token } from '../../text/tokens.ts';

/** Parses what follows `status`: one job. */
export function parseStatus(command: string, tokens: readonly Token[]): Parsed {
  const [job, extra] = tokens;
  if (job === undefined || job.text.trim() === '') {
    return refuse({ kind: 'which-job', command, verb: 'status' });
  }
  const option = tokens.map((token) => unknownOption(token, 'status')).find((one) => one);
  if (option !== undefined) return refuse(option);
  if (extra !== undefined) {
    return refuse({ kind: 'status-takes-one', word: foreign(extra.text) });
  }
  return { ok: true, command: { verb: 'status', job: readJobReference(quotedName(job)) } };
}

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });
