import { notClosed, type CommandProblem } from './command-problem.ts';
import type { Parsed } from './command.ts';
import { readJobReference } from '../../job/job-reference.ts';
import { longerNames } from './longer-names.ts';
import { readBulk } from './parse-bulk.ts';
import { afterVerb, type Rest } from './rest.ts';
import { optionForReason, unknownOption } from '../../text/option.ts';
import { readBehind } from '../../text/reason.ts';
import { quotedName, readToken, type Token } from '../../text/tokens.ts';

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });

/**
 * The job is one token. Everything after it is the reason, kept as typed: prose may contain any
 * quotes. Filters instead of a job mean many (`readBulk`).
 */
export function parseCancel({ command, clean, from, asTyped }: Rest): Parsed {
  const job = readToken(clean, from);
  if (job.kind === 'unclosed') return notClosed(job.at);
  if (job.kind === 'end' || isBlank(job.token)) {
    return refuse({ kind: 'which-job', command, verb: 'cancel' });
  }
  const option = unknownOption(job.token, 'cancel');
  if (option !== undefined) return refuse(option);
  const many = readBulk(clean, from);
  if (many !== undefined) return many;
  const rest = clean.slice(job.token.end);
  const behind = optionForReason(rest);
  if (behind !== undefined) return refuse(behind);
  return {
    ok: true,
    command: {
      verb: 'cancel',
      job: readJobReference(quotedName(job.token)),
      ...readBehind(rest),
      names: longerNames(clean.slice(from), afterVerb(asTyped)),
    },
  };
}

/** Quotes around nothing. As a name prefix, this would match every job. */
function isBlank({ text }: Token): boolean {
  return text.trim() === '';
}
