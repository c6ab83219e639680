// The grammar of `channel`. Alone, it shows the settings; otherwise it changes only the settings
// that are named.

import type { ChannelChange, Parsed } from './command.ts';
import { readMinutes } from '../notification/daily-time.ts';
import { joinPairs, withoutComma, type PairRule } from './loose-pairs.ts';
import { guessAt } from '../text/nearest.ts';
import { notificationLevels } from '../notification/notification-level.ts';
import { unknownOption } from '../text/option.ts';
import { foreign, sentence, together, type Sentence } from '../text/sentence.ts';
import type { Token } from '../text/tokens.ts';

const rule = sentence`\`channel\` takes \`all\`, \`failures\` or \`quiet\`, \`broadcast=on\` or \`off\`, and \`digest=09:00\` or \`off\`.`;

type Read = { readonly change: ChannelChange } | { readonly problem: Sentence };

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
      const what = twice === 'mode' ? 'one mode' : sentence`one \`${twice}\``;
      return {
        ok: false,
        problem: sentence`\`channel\` takes ${what}, and ${foreign(token.text)} is another: keep one.`,
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
  if (word === 'broadcast')
    return { problem: sentence`Write \`broadcast=on\` or \`broadcast=off\`.` };
  if (word === 'digest')
    return { problem: sentence`Write \`digest=09:00\`, say, or \`digest=off\`.` };
  const known = [...notificationLevels, 'broadcast=on', 'broadcast=off', 'digest=off'];
  const unknown = sentence`I can’t place the word ${foreign(token.text)}.`;
  return {
    problem: unknownOption(token, 'channel') ?? together(unknown, guessAt(word, known) ?? rule),
  };
}

function readBroadcast(value: string): Read {
  const word = value.toLowerCase();
  if (word === 'on' || word === 'off') return { change: { broadcast: word === 'on' } };
  return { problem: sentence`\`broadcast\` is \`on\` or \`off\`, not ${foreign(value)}.` };
}

function readDigest(value: string): Read {
  if (value.toLowerCase() === 'off') return { change: { digest: 'off' } };
  const digest = readMinutes(value);
  if (digest !== undefined) return { change: { digest } };
  return {
    problem: sentence`\`digest\` is a time of the day such as \`09:00\` or \`17:30\`, or \`off\`, not ${foreign(value)}.`,
  };
}
