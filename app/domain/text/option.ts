// Options of commands. A word that names an option is never taken for anything else.

import { leadingDashes, readToken, type Token } from './tokens.ts';

export const options = ['in', 'max-time', 'max-cost', 'dry-run'] as const;
type OptionName = (typeof options)[number];

/** An option after a verb that takes none. */
export type OptionProblem = {
  readonly kind: 'takes-no-option';
  readonly verb: string;
  readonly option: OptionName;
  /** It was typed where the reason of a cancel begins. */
  readonly inReason?: true;
};

/** An option as typed; without a value if it has no equals sign. */
export type OptionWord = {
  readonly name: OptionName;
  readonly value?: string | undefined;
  /** It can only be an option: `in` alone may be a word; `--in`, `in=…` and `dry-run` can't. */
  readonly sure: boolean;
};

/**
 * The option that a token names: `dry-run`, `--dry-run`, `—dry-run`, `dry_run` and `dryrun` are the
 * same. A quoted token is text.
 */
export function readOption({ text, quoted, pair }: Token): OptionWord | undefined {
  if (quoted) return undefined;
  const typed = (pair?.key ?? text.replace(leadingDashes, ''))
    .toLowerCase()
    .replace(/[_–—−]/g, '-')
    .replace(/^dryrun$/, 'dry-run');
  const name = options.find((one) => one === typed);
  if (name === undefined) return undefined;
  return {
    name,
    value: pair?.value,
    sure: pair !== undefined || leadingDashes.test(text) || /[-_–—−]/.test(text),
  };
}

/** Whether a token begins with dashes, like an option. */
export function isDashed({ text, quoted }: Token): boolean {
  return !quoted && /^[-–—−]+\p{L}/u.test(text);
}

/** Whether a token is `--help` or `-h`. */
export function asksForHelp({ text, quoted }: Token): boolean {
  return !quoted && /^[-–—−]+(?:help|h)$/i.test(text);
}

/** The problem with an option after a verb that takes none; undefined if the token is no option. */
export function unknownOption(token: Token, verb: string): OptionProblem | undefined {
  const option = readOption(token);
  return option?.sure === true ? { kind: 'takes-no-option', verb, option: option.name } : undefined;
}

/**
 * The problem with an option at the beginning of a cancel's reason; undefined if there is none.
 * Whoever types `cancel a3f9 dry run` doesn't want the job cancelled for the reason "dry run".
 */
export function optionForReason(rest: string): OptionProblem | undefined {
  const near = rest.slice(0, 100).replace(/^[\s.,:;!?]+/, '');
  const first = readToken(near, 0);
  if (first.kind !== 'token' || first.token.quoted) return undefined;
  const next = readToken(near, first.token.end);
  const isDryRun = asksForDryRun(first.token, next.kind === 'token' ? next.token : undefined);
  const dryRun = { kind: 'takes-no-option', verb: 'cancel', option: 'dry-run' } as const;
  const option = isDryRun ? dryRun : unknownOption(first.token, 'cancel');
  return option && { ...option, inReason: true };
}

function asksForDryRun(first: Token, next: Token | undefined): boolean {
  const letters = ({ text }: Token) => text.toLowerCase().replace(/[\p{P}−]/gu, '');
  if (letters(first) === 'dryrun') return true;
  const isRun = next?.quoted === false && letters(next) === 'run';
  return letters(first) === 'dry' && (leadingDashes.test(first.text) || isRun);
}
