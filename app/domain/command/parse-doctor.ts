import type { Parsed } from './command.ts';
import { unknownOption } from '../text/option.ts';
import { foreign, sentence } from '../text/sentence.ts';
import type { Token } from '../text/tokens.ts';

/** Parses what follows `doctor`, which must be nothing. */
export function parseDoctor([word]: readonly Token[]): Parsed {
  if (word === undefined) return { ok: true, command: { verb: 'doctor' } };
  const problem =
    unknownOption(word, 'doctor') ??
    sentence`\`doctor\` takes nothing more, and ${foreign(word.text)} is one word too many.`;
  return { ok: false, problem };
}
