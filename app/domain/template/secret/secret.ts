// A secret in a template would be shown to everybody who may read the template, and stay in its
// history for good.

import { formatPath, type Problem } from '../../text/problem.ts';
import type { ParameterValue } from '../parameter-value.ts';
import { parseParts } from '../placeholder.ts';
import { shapedSecrets, showsSecret } from '../../secret/redact.ts';
import { commandSecrets } from '../../secret/secret-commands.ts';
import { isNameOfSecretItself } from '../../secret/secret-name.ts';
import { secretPieces, type Naming } from '../../secret/secret-pieces.ts';
import { isHarmless } from '../../secret/secret-value.ts';
import type { Template } from '../template.ts';
import { isMapping } from '../../spec/tree.ts';
import { writeTemplate } from '../text/write-template.ts';

/** Whether a named value probably is or contains a secret. A placeholder doesn't count. */
export function looksSecret(name: string, value: string): boolean {
  return secretPieces(name, withoutPlaceholders(value, new Map())).length > 0;
}

/** Every place in a template that seems to contain a secret. The problems never quote it. */
export function secretProblems(template: Template): readonly Problem[] {
  const paths = findSecrets(writeTemplate(template)).map(({ path }) => path);
  return [...new Set(paths)].map((path) => ({ path, message: sayLooksSecret }));
}

/** Whether a value given for a parameter is probably a secret or contains one. */
export function givesSecret(name: string, value: ParameterValue): boolean {
  const isSecret: Naming = (named, text) => isNameOfSecretItself(named) && !isHarmless(named, text);
  return findIn(value, [name], { isSecret, read: (text) => text }).some(() => true);
}

/** A secret in a tree, with its path. */
type FoundSecret = { readonly path: string; readonly piece: string };

/** Yields the secrets in a template's or job's tree. Placeholders stand for their defaults. */
export function findSecrets(tree: unknown): Generator<FoundSecret, void> {
  const defaults = defaultsIn(tree);
  return findIn(tree, [], { read: (text) => withoutPlaceholders(text, defaults) });
}

/** Shorter secrets are hidden only where they were found, since their letters occur everywhere. */
export const leastSearched = 6;
/** More secrets than this aren't searched for; the whole text is hidden instead. */
export const mostSearched = 500;

/** Yields secrets of a tree, until there are more than are searched for. */
export function* searchedSecrets(tree: unknown): Generator<FoundSecret, void> {
  const searched = new Set<string>();
  for (const found of findSecrets(tree)) {
    yield found;
    if (found.piece.length >= leastSearched) searched.add(found.piece);
    // A megabyte of secrets would take seconds, and every text with them is hidden anyway.
    if (searched.size > mostSearched) return;
  }
}

/** The secrets in a tree, or enough of them that texts are hidden as a whole. */
export function secretsIn(tree: unknown): readonly string[] {
  return [...new Set(searchedSecrets(tree).map(({ piece }) => piece))];
}

type Defaults = ReadonlyMap<string, string>;

function defaultsIn(tree: unknown): Defaults {
  const parameters = isMapping(tree) && isMapping(tree['parameters']) ? tree['parameters'] : {};
  return new Map(
    Object.entries(parameters).flatMap(([name, one]): [string, string][] =>
      isMapping(one) && typeof one['default'] === 'string' ? [[name, one['default']]] : [],
    ),
  );
}

type Rule = {
  /** An additional test for secrets, besides names. */
  readonly isSecret?: Naming | undefined;
  /** The text with placeholders replaced. */
  readonly read: (text: string) => string;
};

function* findIn(
  node: unknown,
  path: readonly PropertyKey[],
  rule: Rule,
): Generator<FoundSecret, void> {
  if (typeof node === 'string' || typeof node === 'number') {
    yield* findInText(nameOf(path), String(node), path, rule);
  } else if (Array.isArray(node)) {
    yield* findInList(node, path, rule);
  } else if (isEnv(node)) {
    yield* findInText(node.name, node.value, [...path, 'value'], rule);
  } else if (isMapping(node)) {
    for (const [key, value] of Object.entries(node)) yield* findIn(value, [...path, key], rule);
  }
}

function findInText(
  name: string,
  text: string,
  path: readonly PropertyKey[],
  rule: Rule,
): readonly FoundSecret[] {
  const read = rule.read(text);
  const pieces = secretPieces(name, read, rule.isSecret);
  // The unreplaced text, too: that is what the search has to find.
  const written = pieces.length > 0 && read !== text ? secretPieces(name, text, rule.isSecret) : [];
  return [...pieces, ...written].map((piece) => ({ path: formatPath(path), piece }));
}

function* findInList(
  items: readonly unknown[],
  path: readonly PropertyKey[],
  rule: Rule,
): Generator<FoundSecret, void> {
  for (const [index, item] of items.entries()) {
    const flag = index === 0 ? undefined : flagIn(items[index - 1]);
    if (flag === undefined || typeof item !== 'string' || item.startsWith('-')) continue;
    yield* findInText(flag, item, [...path, index], rule);
  }
  for (const [index, piece] of [...keyLines(items), ...commandWords(items)]) {
    yield { path: formatPath([...path, index]), piece };
  }
  for (const [index, item] of items.entries()) yield* findIn(item, [...path, index], rule);
}

/** A private key given line by line. */
function keyLines(items: readonly unknown[]): readonly (readonly [number, string])[] {
  const texts = items.map((item) => (typeof item === 'string' ? item : ''));
  const keys = shapedSecrets(texts.join('\n')).filter((one) => one.startsWith('-----BEGIN'));
  const lines = new Set(keys.flatMap((key) => key.split('\n')).filter((line) => line !== ''));
  return texts.flatMap((text, index) => (lines.has(text) ? [[index, text] as const] : []));
}

/** Secrets of a command given word by word: `[wandb, login, …]`. */
function commandWords(items: readonly unknown[]): readonly (readonly [number, string])[] {
  const words = items.map((item) => (typeof item === 'string' ? item : ''));
  const given = new Set(commandSecrets(words.join(' ')));
  if (given.size === 0) return [];
  return words.flatMap((word, index) => (given.has(word) ? [[index, word] as const] : []));
}

const sayLooksSecret =
  'looks like a secret, which everyone who may read the template would see: let the container read it from Secret Manager';

/** A value's name: its key, its list's key, or for a default or choice the parameter's. */
function nameOf(path: readonly PropertyKey[]): string {
  const key = path.findLast(
    (step) => typeof step === 'string' && step !== 'default' && step !== 'choices',
  );
  return String(key ?? '');
}

/** The text with known defaults filled in and other placeholders removed. */
function withoutPlaceholders(text: string, defaults: Defaults): string {
  return parseParts(text)
    .map((part) => (part.kind === 'placeholder' ? (defaults.get(part.name) ?? '') : part.text))
    .join('');
}

/** The flag before a value, such as `--password` in `['--password', 'hunter2']`. */
export function flagIn(item: unknown): string | undefined {
  return typeof item === 'string' ? /^--?([\w.-]{2,80})$/.exec(item)?.[1] : undefined;
}

/** Whether a text assigns a secret: `--api-key=abc`, `export HF_TOKEN=abc && …`. */
export function assignsSecret(text: string): boolean {
  return secretPieces('', text).length > 0;
}

const comment = /(?<!\S)#.*/g;

/** Whether a comment or note next to a template contains a secret. */
export function tellsSecret(text: string): boolean {
  if (showsSecret(text)) return true;
  const comments = [...text.matchAll(comment)].map(([said]) => said);
  return comments.some(assignsSecret) || secretPairs(comments.join('\n')).length > 0;
}

const quotedOrBare = /("[^"\n]{1,4000}"|'[^'\n]{1,4000}'|[^\s,'"[\]{}-][^\n,\]}]{0,4000})/.source;
/** Names apart from their values in text that isn't YAML: an `env` entry, a flag in a list. */
const pairs: readonly RegExp[] = [
  String.raw`\bname["']?:[ \t]{0,4}["']?([\w.-]{1,80})["']?[ \t]{0,4},?[ \t]{0,4}\n?[\s#]{0,80}["']?value["']?:[ \t]{0,4}`,
  String.raw`(?<![\w-])--?([A-Za-z][\w.-]{1,80})["']?[ \t]{0,4}(?:,|\n)[ \t#]{0,80}(?:-[ \t]{1,4})?`,
].map((before) => new RegExp(before + quotedOrBare, 'g'));

/** The secrets in a comment or broken YAML whose names are apart from them. */
export function secretPairs(text: string): readonly string[] {
  return pairs.flatMap((pair) =>
    [...text.matchAll(pair)].flatMap(([, name = '', value = '']) => secretPieces(name, value)),
  );
}

/** An entry of `env`. */
type EnvEntry = { readonly name: string; readonly value: string };

/** Whether a node is an entry of `env`. */
export function isEnv(node: unknown): node is EnvEntry {
  return isMapping(node) && typeof node['name'] === 'string' && typeof node['value'] === 'string';
}
