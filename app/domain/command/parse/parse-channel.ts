// The grammar of `channel`. Alone, it shows the settings; otherwise it changes only the settings
// that are named.

import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import type { ChannelChange, Parsed } from './command.ts';
import { readMinutes } from '../../notification/time-of-day.ts';
import { joinPairs, withoutComma, type PairRule } from './loose-pairs.ts';
import { nearest } from '../../text/nearest.ts';
import { notificationLevels } from '../../notification/notification-level.ts';
import { unknownOption } from '../../text/option.ts';
import type { Token } from '../../text/tokens.ts';

type Read = { readonly change: ChannelChange } | { readonly problem: CommandProblem };

const named: PairRule = { name: /^(?:broadcast|digest)$/i, bare: /^/ };

/** Parses what follows `channel`: a level and options, each at most once, in any order. */
export function parseChannel(typed: readonly Token[]): Parsed {
  const tokens = joinPairs(typed, named).map(withoutComma);
  let change: ChannelChange | undefined;
  for (const token of tokens) {
    const read = readSetting(token);
    if ('problem' in read) return { ok: false, problem: read.problem };
    const twice = Object.keys(read.change).find((key) => change !== undefined && key in change);
    if (twice !== undefined) {
      return {
        ok: false,
        problem: { kind: 'setting-twice', setting: twice, typed: foreign(token.text) },
      };
    }
    change = { ...change, ...read.change };
  }
  return { ok: true, command: { verb: 'channel', change } };
}

function readSetting(token: Token): Read {
  const key = (token.pair?.key ?? '').toLowerCase();
  if (token.pair !== undefined && key === 'broadcast') return readBroadcast(token.pair.value);
  if (token.pair !== undefined && key === 'digest') return readDigest(token.pair.value);
  const word = token.text.toLowerCase();
  const mode = notificationLevels.find((one) => one === word);
  if (mode !== undefined) return { change: { mode } };
  if (word === 'broadcast' || word === 'digest') {
    return { problem: { kind: 'setting-without-value', setting: word } };
  }
  const known = [...notificationLevels, 'broadcast=on', 'broadcast=off', 'digest=off'];
  const unknown = {
    word: foreign(token.text),
    near: nearest(word, known),
    rule: 'channel',
  } as const;
  const problem = unknownOption(token, 'channel') ?? { kind: 'word-not-placed', ...unknown };
  return { problem };
}

function readBroadcast(value: string): Read {
  const word = value.toLowerCase();
  if (word === 'on' || word === 'off') return { change: { broadcast: word === 'on' } };
  return { problem: { kind: 'broadcast-unreadable', typed: foreign(value) } };
}

function readDigest(value: string): Read {
  if (value.toLowerCase() === 'off') return { change: { digest: 'off' } };
  const digest = readMinutes(value);
  if (digest !== undefined) return { change: { digest } };
  return { problem: { kind: 'digest-unreadable', typed: foreign(value) } };
}
