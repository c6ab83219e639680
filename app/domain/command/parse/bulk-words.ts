// The filters of a cancel of many, word by word: as `list` has them, each also as a pair.

import { me, type BulkFilter } from '../../bulk/bulk.ts';
import { isLabel } from '../../spec/labels.ts';
import type { ListState } from '../../job/list-filter.ts';
import { isTerminal } from '../../job/state.ts';
import { isTemplateName } from '../../template/template-name.ts';
import { parseDurationMs } from '../../text/duration.ts';
import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import { readPerson, readPlain, type Narrowing } from './list-words.ts';

export type BulkPart =
  | { readonly part: Partial<BulkFilter> }
  | { readonly states: readonly ListState[] }
  | { readonly problem: CommandProblem };

const refuse = (problem: CommandProblem): BulkPart => ({ problem });

/** `here`, `mine`, `all`, a state, or somebody; undefined for any other word. */
export function readBulkWord(word: string): BulkPart | undefined {
  const plain = readPlain(word.toLowerCase());
  if (plain === undefined) {
    const person = readPerson(word);
    return person !== undefined && 'part' in person ? ownedBy(person.part.owner) : undefined;
  }
  const states = statesOf(plain);
  if (states !== undefined) return endedAmong(states, word) ?? { states };
  const scope = 'part' in plain ? plain.part.scope : undefined;
  return scope === undefined ? undefined : { part: { scope } };
}

const ownedBy = (owner: string | undefined): BulkPart => ({ part: { owner } });

/** `template=resnet-train`, `label.team=vision`, `by=@bo`, `state=running`, `older=6h`. */
export function readBulkPair(typed: string): BulkPart {
  const [, key = '', name = '', value = ''] =
    /^[-–—−]*([a-z]+)(?:\.([^=]*))?=(.*)$/is.exec(typed) ?? [];
  switch (key.toLowerCase()) {
    case 'template':
      return isTemplateName(value)
        ? { part: { template: value } }
        : refuse({ kind: 'list-template-impossible', typed: foreign(value) });
    case 'label':
    case 'labels':
      return name === '' ? readLabel(typed, ...splitLabel(value)) : readLabel(typed, name, value);
    case 'state':
    case 'states':
      return readStates(value);
    case 'older':
      return readOlder(value);
    default:
      return readOwner(value);
  }
}

/** `team=vision` or `team:vision`; a key alone is no label. */
function splitLabel(label: string): [string, string] {
  const at = label.search(/[=:]/);
  return at < 0 ? ['', label] : [label.slice(0, at), label.slice(at + 1)];
}

function readLabel(typed: string, key: string, value: string): BulkPart {
  return isLabel(key, value)
    ? { part: { label: { key, value } } }
    : refuse({ kind: 'list-label-impossible', typed: foreign(typed) });
}

function readOwner(value: string): BulkPart {
  if (/^me$/i.test(value)) return ownedBy(me);
  const person = readPerson(value);
  if (person !== undefined && 'part' in person) return ownedBy(person.part.owner);
  return refuse({ kind: 'person-not-chosen', typed: foreign(value), verb: 'cancel' });
}

function statesOf(plain: Narrowing): readonly ListState[] | undefined {
  if ('state' in plain) return [plain.state];
  return 'states' in plain ? plain.states : undefined;
}

/** Named by the word, if that stands for several. */
function endedAmong(states: readonly ListState[], word: string): BulkPart | undefined {
  const ended = states.find((one) => one !== 'live' && isTerminal(one));
  if (ended === undefined) return undefined;
  return refuse({
    kind: 'bulk-state-ended',
    state: states.length > 1 ? word.toLowerCase() : ended,
  });
}

function readStates(value: string): BulkPart {
  const states: ListState[] = [];
  for (const word of value.split(',')) {
    const plain = readPlain(word.toLowerCase());
    const some = plain && statesOf(plain);
    if (some === undefined) return refuse({ kind: 'bulk-state-unreadable', typed: foreign(word) });
    const problem = endedAmong(some, word);
    if (problem !== undefined) return problem;
    states.push(...some);
  }
  return { states };
}

/** A duration since the request, at least. */
function readOlder(value: string): BulkPart {
  const olderMs = parseDurationMs(value.toLowerCase());
  return olderMs === undefined
    ? refuse({ kind: 'older-unreadable', typed: foreign(value) })
    : { part: { olderMs } };
}
