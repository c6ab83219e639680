// The grammar of `extend`: the job, which may have several words, then how long, then why.

import { notClosed, type CommandProblem } from './command-problem.ts';
import type { Parsed } from './command.ts';
import type { Rest } from './rest.ts';
import { readJobReference } from '../../job/job-reference.ts';
import { parseDurationMs } from '../../text/duration.ts';
import { optionForReason, unknownOption } from '../../text/option.ts';
import { quotedName, tokenize } from '../../text/tokens.ts';

/** Parses what follows `extend`: `a3f9 2h [reason]`. */
export function parseExtend({ command, clean, from }: Rest): Parsed {
  const read = tokenize(clean, from);
  if (!read.ok) return notClosed(read.at);
  const [job, ...rest] = read.tokens;
  if (job === undefined || job.text.trim() === '') {
    return refuse({ kind: 'which-job', command, verb: 'extend' });
  }
  const option = unknownOption(job, 'extend');
  if (option !== undefined) return refuse(option);
  const time = rest.find(({ text, quoted }) => !quoted && readTime(text) !== undefined);
  const ms = time && readTime(time.text);
  if (time === undefined || ms === undefined) {
    return refuse({ kind: 'extend-without-time', command });
  }
  const behind = clean.slice(time.end);
  const wrong = optionForReason(behind);
  if (wrong !== undefined) return refuse(wrong);
  const isOneWord = rest[0] === time;
  const name = isOneWord ? quotedName(job) : clean.slice(job.start, time.start).trim();
  const reason = behind.replace(/^[\s:,;–—-]+/u, '').trim();
  return {
    ok: true,
    command: {
      verb: 'extend',
      job: readJobReference(name.replace(/\s+(?:by|for)$/i, '')),
      ms,
      reason: reason === '' ? undefined : reason,
    },
  };
}

/** `2h`, also as `+2h` and `2h,`. */
function readTime(text: string): number | undefined {
  return parseDurationMs(
    text
      .replace(/^\+/, '')
      .replace(/[.,:;]$/, '')
      .toLowerCase(),
  );
}

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });
