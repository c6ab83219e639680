// Secrets written out in a template would be shown to everyone who may read it, and kept in its history for good.

import { formatPath, type Problem } from './problem.ts';
import type { ParameterValue } from './parameter-value.ts';
import { parseParts } from './placeholder.ts';
import { showsSecret } from './redact.ts';
import { isNameOfSecretItself, isSecretName } from './secret-name.ts';
import type { Template } from './template.ts';
import { isMapping } from './tree.ts';
import { writeTemplate } from './write-template.ts';

/** What stands under a secret's name and is none: nothing, a switch, a variable, a path, a reference to where the secret is kept. */
const harmlessValue =
  /^(?:|true|false|none|null|\$\(\w+\)|\$\{?\w+\}?|\/[\w./-]+|(?:gs|sm|secret):\/\/.*|projects\/[^/]+\/secrets\/.*)$/is;

/** Whether a value that stands under a name is most likely a secret. A placeholder is what is going to stand there: nothing yet. */
export function looksSecret(name: string, value: string): boolean {
  const text = withoutPlaceholders(value, new Map());
  return showsSecret(text) || (isSecretName(name) && !isHarmless(name, text));
}

function isHarmless(name: string, value: string): boolean {
  const bare = value.trim().replace(/^(["'])(.*)\1$/s, '$2');
  return harmlessValue.test(bare) || (/token$/i.test(name) && plainToken.test(bare));
}

/** A count of tokens, or a token that stands for something in a text: `<cat>`, `[MASK]`. */
const plainToken = /^(?:[\d.]+|<[^<>]{1,40}>|\[\w{1,40}])$/;

/** Every place of a template where a secret seems to be written out. The problems never quote it. */
export function secretProblems(template: Template): readonly Problem[] {
  const defaults = new Map(
    template.parameters.flatMap(({ name, default: value }) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
  const rule: Rule = { isSecret: looksSecret, read: (text) => withoutPlaceholders(text, defaults) };
  return findIn(writeTemplate(template), [], rule);
}

/** Whether a value that somebody gives for a parameter is most likely a secret, or has one in it. */
export function givesSecret(name: string, value: ParameterValue): boolean {
  const isSecret: Rule['isSecret'] = (named, text) =>
    showsSecret(text) || (isNameOfSecretItself(named) && !isHarmless(named, text));
  return findIn(value, [name], { isSecret, read: (text) => text }).length > 0;
}

type Defaults = ReadonlyMap<string, string>;

type Rule = {
  readonly isSecret: (name: string, text: string) => boolean;
  /** A text as it will be. */
  readonly read: (text: string) => string;
};

function findIn(node: unknown, path: readonly PropertyKey[], rule: Rule): readonly Problem[] {
  const secretAt = (...more: PropertyKey[]): Problem => ({
    path: formatPath([...path, ...more]),
    message: sayLooksSecret,
  });
  const isSecret = (name: string, value: string) => rule.isSecret(name, rule.read(value));
  if (typeof node === 'string') {
    return isSecret(nameOf(path), node) || assignsSecret(rule.read(node), rule.isSecret)
      ? [secretAt()]
      : [];
  }
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    const pairs = items.flatMap((item, index) => {
      const flag = index === 0 ? undefined : flagIn(items[index - 1]);
      const isValue = typeof item === 'string' && !item.startsWith('-');
      return flag !== undefined && isValue && isSecret(flag, item) ? [secretAt(index)] : [];
    });
    return [...pairs, ...items.flatMap((item, index) => findIn(item, [...path, index], rule))];
  }
  if (!isMapping(node)) return [];
  if (isEnv(node)) return isSecret(node.name, node.value) ? [secretAt('value')] : [];
  return Object.entries(node).flatMap(([key, value]) => findIn(value, [...path, key], rule));
}

const sayLooksSecret =
  'looks like a secret, which everyone who may read the template would see: let the container read it from Secret Manager';

/** The name that a value goes by: its key; for an entry of a list the list's, and for a default the parameter's. */
function nameOf(path: readonly PropertyKey[]): string {
  const key = path.findLast((step) => typeof step === 'string' && step !== 'default');
  return String(key ?? '');
}

/** A text as it will be, as far as that is known: defaults filled in, the rest nothing yet. */
function withoutPlaceholders(text: string, defaults: Defaults): string {
  return parseParts(text)
    .map((part) => (part.kind === 'placeholder' ? (defaults.get(part.name) ?? '') : part.text))
    .join('');
}

/** `--password` in `['--password', 'hunter2']`. */
export function flagIn(item: unknown): string | undefined {
  return typeof item === 'string' ? /^--?([\w.-]{2,80})$/.exec(item)?.[1] : undefined;
}

const assignment =
  /(?:^|[\s;&(#])-{0,2}([A-Za-z_][\w.-]{1,80})\s?[=:]\s?("[^"\n]*"|'[^'\n]*'|[^\s;&|)]+)/g;

/** Whether a text sets something secret: `--api-key=abc`, `model.api_key=abc`, `export HF_TOKEN=abc && …`. */
export function assignsSecret(
  text: string,
  isSecret: (name: string, value: string) => boolean = looksSecret,
): boolean {
  return [...text.matchAll(assignment)].some(([, name = '', value = '']) =>
    isSecret(name.split('.').at(-1) ?? name, value),
  );
}

const comment = /(?<!\S)#.*/g;

/** Whether what stands beside a template's values gives a secret away: comments of its text, or a note. */
export function tellsSecret(text: string): boolean {
  if (showsSecret(text)) return true;
  return [...text.matchAll(comment)].some(([said]) => assignsSecret(said));
}

/** An entry of `env`. */
type EnvEntry = { readonly name: string; readonly value: string };

export function isEnv(node: unknown): node is EnvEntry {
  return isMapping(node) && typeof node['name'] === 'string' && typeof node['value'] === 'string';
}
