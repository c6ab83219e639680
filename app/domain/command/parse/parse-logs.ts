import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import type { Parsed } from './command.ts';
import { parseReplica } from '../../logs/job-log.ts';
import { readJobReference } from '../../job/job-reference.ts';
import { joinPairs, type PairRule } from './loose-pairs.ts';
import { unknownOption } from '../../text/option.ts';
import { quotedName, type Token } from '../../text/tokens.ts';

/** The default number of lines, and the most: more would not fit into a message. */
export const usualLines = 20;
const mostLines = 200;

const named: PairRule = { name: /^(?:lines|tail|replica|n)$/i, bare: /^(?:lines|tail|replica)$/i };

/** Parses what follows `logs`: the job, then the number of lines and the replica in any order. */
export function parseLogs(command: string, [job, ...typed]: readonly Token[]): Parsed {
  const rest = joinPairs(typed.filter(isSaying), named).map(valueAlone);
  if (job === undefined || job.text.trim() === '') {
    return refuse({ kind: 'which-job', command, verb: 'logs' });
  }
  let lines: number | undefined;
  let replica: string | undefined;
  for (const token of [job, ...rest]) {
    const option = unknownOption(token, 'logs');
    if (option !== undefined) return refuse(option);
    if (token === job) continue;
    const count = /^\d{1,9}$/.test(token.text) ? Number(token.text) : undefined;
    const which = parseReplica(token.text);
    if (count !== undefined) {
      if (lines !== undefined) return refuse({ kind: 'logs-takes-one', what: 'number of lines' });
      if (count < 1 || count > mostLines) {
        return refuse({ kind: 'lines-out-of-range', most: mostLines, lines: count });
      }
      lines = count;
    } else if (which !== undefined) {
      if (replica !== undefined) return refuse({ kind: 'logs-takes-one', what: 'replica' });
      replica = which;
    } else {
      return refuse({ kind: 'logs-word-not-placed', word: foreign(token.text) });
    }
  }
  const reference = readJobReference(quotedName(job));
  return {
    ok: true,
    command: { verb: 'logs', job: reference, lines: lines ?? usualLines, replica },
  };
}

/** False for filler words around a number: `last 50 lines`. */
function isSaying({ text }: Token, at: number, tokens: readonly Token[]): boolean {
  const isNumber = (one: Token | undefined) => /^\d{1,9}$/.test(one?.text ?? '');
  if (/^lines?$/i.test(text)) return !isNumber(tokens[at - 1]);
  return !(text.toLowerCase() === 'last' && isNumber(tokens[at + 1]));
}

/** `lines=50`, `lines 50` and `-n 50` mean 50. */
function valueAlone(token: Token): Token {
  const { pair } = token;
  return pair !== undefined && named.name.test(pair.key) ? { ...token, text: pair.value } : token;
}

const refuse = (problem: CommandProblem): Parsed => ({ ok: false, problem });
