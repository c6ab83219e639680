import { foreign } from '../text/sentence.ts';
import type { Parsed } from './command.ts';
import { unknownOption } from '../text/option.ts';
import type { Token } from '../text/tokens.ts';

/** Parses what follows `doctor`, which must be nothing. */
export function parseDoctor([word]: readonly Token[]): Parsed {
  if (word === undefined) return { ok: true, command: { verb: 'doctor' } };
  const problem = unknownOption(word, 'doctor') ?? {
    kind: 'doctor-takes-none',
    word: foreign(word.text),
  };
  return { ok: false, problem };
}
