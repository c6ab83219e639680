// The options of a launch: where it runs, how long, for how much, or only for show.

import { foreign } from '../../text/sentence.ts';
import type { CommandProblem } from './command-problem.ts';
import { parseDollars } from '../../cost/typed-amount.ts';
import { parseDurationMs } from '../../text/duration.ts';
import { parseTarget, type Target } from '../../job/job.ts';
import { nearest } from '../../text/nearest.ts';
import { options, type OptionWord } from '../../text/option.ts';
import { withoutSecret } from '../../text/problem.ts';
import { leadingDashes, type Token } from '../../text/tokens.ts';
import { bareValue } from '../../text/without-markup.ts';

export function takeOption(
  { name, value }: OptionWord,
  next: Token | undefined,
  draft: Draft,
): CommandProblem | undefined {
  switch (name) {
    case 'dry-run':
      if (value !== undefined) return { kind: 'dry-run-with-value' };
      draft.dryRun = true;
      return undefined;
    case 'in':
      return value === undefined ? needsValue(name, next, targetExample) : takeTarget(value, draft);
    case 'max-time':
      return value === undefined ? needsValue(name, next, '6h') : takeMaxTime(value, draft);
    case 'max-cost':
      return value === undefined ? needsValue(name, next, '200') : takeMaxCost(value, draft);
  }
}

const targetExample = 'project/location';

function needsValue(
  option: OptionWord['name'],
  next: Token | undefined,
  usual: string,
): CommandProblem {
  const example = next === undefined || next.pair !== undefined ? usual : withoutSecret(next.text);
  return { kind: 'option-without-value', option, example };
}

function takeTarget(value: string, draft: Draft): CommandProblem | undefined {
  if (draft.target !== undefined || draft.location !== undefined)
    return { kind: 'option-twice', option: 'in' };
  const place = bareValue(value)
    .toLowerCase()
    .replace(/^projects\/([^/]+)\/locations\/([^/]+)$/, '$1/$2');
  if (/^[a-z]+-[a-z]+\d+$/.test(place)) {
    draft.location = place;
    return undefined;
  }
  const target = parseTarget(place);
  if (target === undefined) return { kind: 'target-unreadable', typed: foreign(value) };
  draft.target = target;
  return undefined;
}

function takeMaxTime(value: string, draft: Draft): CommandProblem | undefined {
  if (draft.maxTimeMs !== undefined) return { kind: 'option-twice', option: 'max-time' };
  const maxTimeMs = parseDurationMs(bareValue(value).toLowerCase());
  if (maxTimeMs === undefined) return { kind: 'max-time-no-duration', typed: foreign(value) };
  draft.maxTimeMs = maxTimeMs;
  return undefined;
}

function takeMaxCost(value: string, draft: Draft): CommandProblem | undefined {
  if (draft.maxCostUsd !== undefined) return { kind: 'option-twice', option: 'max-cost' };
  const maxCostUsd = parseDollars(bareValue(value));
  if (maxCostUsd === undefined) return { kind: 'max-cost-no-amount', typed: foreign(value) };
  draft.maxCostUsd = maxCostUsd;
  return undefined;
}

export function unknownOption(typed: string): CommandProblem {
  const near = nearest(typed.replace(leadingDashes, ''), options);
  return { kind: 'no-such-option', typed: foreign(typed), near };
}

export type Draft = {
  /** The plain word: a template's name, or a job. */
  subject?: string;
  isQuoted?: boolean;
  readonly parameters: Map<string, string[]>;
  target?: Target;
  location?: string;
  maxTimeMs?: number;
  maxCostUsd?: number;
  dryRun: boolean;
};
