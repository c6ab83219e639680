// An explained error in words: what happened, and what its reader can do.

import type { Explanation, FoundError } from '../../app/domain/error/explanation.ts';
import { sentence, together, type Sentence } from '../../app/domain/text/sentence.ts';
import { sayCause, type CauseWords } from './cause-words.ts';

const askMaintainer = sentence`That is set in its template: ask whoever maintains it.`;

/** What happened, in a few words; may contain foreign text. */
export function whatHappened(explanation: Explanation): string {
  return explanation.kind === 'found-errors'
    ? whatIsFound(explanation)
    : sayCause(explanation).what;
}

/** What to do, for somebody who can follow it: only some people may change the template. */
export function remedyOf(explanation: Explanation, mayEdit: boolean): Sentence {
  const { hint, others } =
    explanation.kind === 'found-errors' ? remediesOf(explanation) : sayCause(explanation);
  if (mayEdit || others === undefined) return hint;
  return others === 'ask' ? askMaintainer : others;
}

type Remedies = Pick<CauseWords, 'hint' | 'others'>;
type FoundErrors = Extract<Explanation, { readonly kind: 'found-errors' }>;

function whatIsFound({ errors: [first, ...rest], more }: FoundErrors): string {
  const besides = rest.length + more;
  const what = sayFound(first).what;
  return besides === 0 ? what : `${what}, and ${besides} more`;
}

function remediesOf({ errors, more }: FoundErrors): Remedies {
  const said = errors.map((error) => ({ ...sayFound(error), where: whereOf(error) }));
  const rest = more > 0 ? sentence`${more} more are listed below.` : [];
  return {
    hint: together(...said.map(({ where, hint }) => sentence`${where}${hint}`), rest),
    others: said.some(({ others }) => others !== undefined) ? othersOf(said) : undefined,
  };
}

/** What people who can't change the template can do about several errors. */
function othersOf(said: readonly Remedies[]): Sentence | 'ask' {
  const all = said.map(({ hint, others = hint }) => others);
  const known = all.filter((one) => one !== 'ask');
  if (known.length === 0) return 'ask';
  const rest = sentence`The rest is set in its template: ask whoever maintains it.`;
  return together(...distinct(known), known.length < all.length ? rest : []);
}

const distinct = (sentences: readonly Sentence[]): readonly Sentence[] => [
  ...new Map(sentences.map((one) => [JSON.stringify(one), one])).values(),
];

function sayFound({ field, cause }: FoundError): CauseWords {
  if (cause !== undefined) return sayCause(cause);
  return {
    what: field === undefined ? 'a value is refused' : `${leafOf(field)} is refused`,
    hint: sentence`Change it as Google’s words below say.`,
    others: 'ask',
  };
}

const whereOf = ({ field }: FoundError): Sentence =>
  field === undefined ? [] : sentence`In \`${field}\`: `;

/** The end of a field's path, enough to identify the value: `env[6].value`. */
function leafOf(field: string): string {
  const steps = field.split('.');
  const last = steps.at(-1) ?? field;
  return ['name', 'value', 'type'].includes(last) ? steps.slice(-2).join('.') : last;
}
