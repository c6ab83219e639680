// What came of an act, in words. A refusal is stored as a kind with its facts: here it is said in short
// and of somebody else, since who reads it is seldom who was refused.

import { readRecorded, type Recorded } from '../../app/domain/audit/recorded.ts';
import { asSentence, foreign, sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import { quote, say, shortSentence, user, type Line } from '../kit/rich.ts';
import { recordedWords } from './recorded-words.ts';

const refused = 'refused: ';
const deniedBy = /^denied by ([UW][A-Z0-9]{1,30})$/;

/** The outcome as stored, with at most `most` characters. */
export function outcomeLine(outcome: string, most: number): Line {
  const [, denier] = deniedBy.exec(outcome) ?? [];
  if (denier !== undefined) return [say('denied by '), user(denier)];
  if (!outcome.startsWith(refused)) return [quote(outcome, most)];
  const why = outcome.slice(refused.length);
  const record = readRecorded(why);
  const said = record === undefined ? sayOther(why) : sayRecorded(record);
  return [say(refused), ...shortSentence(said, most)];
}

function sayRecorded(record: Recorded): Sentence {
  return recordedWords(record) ?? byName(record.kind);
}

/** A kind that this version doesn't know, or whose facts it can't read: by its name. */
function byName(kind: string): Sentence {
  return asSentence(kind.replaceAll('-', ' '));
}

/** What is recorded in words of our own. */
const plainly: Readonly<Record<string, Sentence>> = {
  'asked for before': sentence`somebody had asked for it before`,
  'it waits no more': sentence`it no longer waited`,
  'it had ended before': sentence`it had ended before`,
};

/** A sentence, or several kinds in a row, of which the first is named. */
function sayOther(why: string): Sentence {
  const ours = Object.hasOwn(plainly, why) ? plainly[why] : undefined;
  if (ours !== undefined) return ours;
  const facts = why.indexOf(' {"');
  return facts === -1 ? sentence`${foreign(why)}` : sentence`${byName(why.slice(0, facts))}…`;
}
