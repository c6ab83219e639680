// Secrets written out in a template would be shown to everyone who may read it, and kept in its history for good.

import { formatPath, type Problem } from '../text/problem.ts';
import type { ParameterValue } from './parameter-value.ts';
import { parseParts } from './placeholder.ts';
import { shapedSecrets, showsSecret } from '../secret/redact.ts';
import { commandSecrets } from '../secret/secret-commands.ts';
import { isNameOfSecretItself } from '../secret/secret-name.ts';
import { secretPieces, type Naming } from '../secret/secret-pieces.ts';
import { isHarmless } from '../secret/secret-value.ts';
import type { Template } from './template.ts';
import { isMapping } from '../spec/tree.ts';
import { writeTemplate } from './write-template.ts';

/** Whether a value that stands under a name is most likely a secret, or has one in it. A placeholder is what is going to stand there: nothing yet. */
export function looksSecret(name: string, value: string): boolean {
  return secretPieces(name, withoutPlaceholders(value, new Map())).length > 0;
}

/** Every place of a template where a secret seems to be written out. The problems never quote it. */
export function secretProblems(template: Template): readonly Problem[] {
  const paths = findSecrets(writeTemplate(template)).map(({ path }) => path);
  return [...new Set(paths)].map((path) => ({ path, message: sayLooksSecret }));
}

/** Whether a value that somebody gives for a parameter is most likely a secret, or has one in it. */
export function givesSecret(name: string, value: ParameterValue): boolean {
  const isSecret: Naming = (named, text) => isNameOfSecretItself(named) && !isHarmless(named, text);
  return findIn(value, [name], { isSecret, read: (text) => text }).some(() => true);
}

/** A secret in a tree, and where it stands. */
export type FoundSecret = { readonly path: string; readonly piece: string };

/**
 * Every secret in a tree, one after the other: that of a template, of a job, or a part of either. A template's placeholders are read with
 * their defaults.
 */
export function findSecrets(tree: unknown): Generator<FoundSecret, void> {
  const defaults = defaultsIn(tree);
  return findIn(tree, [], { read: (text) => withoutPlaceholders(text, defaults) });
}

/** What is shorter is hidden where it stands, and not wherever else the same letters are. */
export const leastSearched = 6;
/** More secrets than these are looked for in no text: then nothing of it is shown. */
export const mostSearched = 500;

/** Secrets of a tree as they are found; the last ones are not, where there are more than are looked for in any text. */
export function* searchedSecrets(tree: unknown): Generator<FoundSecret, void> {
  const searched = new Set<string>();
  for (const found of findSecrets(tree)) {
    yield found;
    if (found.piece.length >= leastSearched) searched.add(found.piece);
    // A megabyte of them would take seconds, and all that they are in is hidden as it is.
    if (searched.size > mostSearched) return;
  }
}

/** The secrets that stand in a tree, or so many of them that nothing is shown of a text that they may stand in. */
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
  /** What else than names in general make a secret. */
  readonly isSecret?: Naming | undefined;
  /** A text as it will be. */
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
  // As it is written, too: it is to be found there.
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

/** A private key that is given line by line. */
function keyLines(items: readonly unknown[]): readonly (readonly [number, string])[] {
  const texts = items.map((item) => (typeof item === 'string' ? item : ''));
  const keys = shapedSecrets(texts.join('\n')).filter((one) => one.startsWith('-----BEGIN'));
  const lines = new Set(keys.flatMap((key) => key.split('\n')).filter((line) => line !== ''));
  return texts.flatMap((text, index) => (lines.has(text) ? [[index, text] as const] : []));
}

/** What a command takes, given word by word: `[wandb, login, …]`. */
function commandWords(items: readonly unknown[]): readonly (readonly [number, string])[] {
  const words = items.map((item) => (typeof item === 'string' ? item : ''));
  const given = new Set(commandSecrets(words.join(' ')));
  if (given.size === 0) return [];
  return words.flatMap((word, index) => (given.has(word) ? [[index, word] as const] : []));
}

const sayLooksSecret =
  'looks like a secret, which everyone who may read the template would see: let the container read it from Secret Manager';

/** The name that a value goes by: its key; for an entry of a list the list's, and for a default or a choice the parameter's. */
function nameOf(path: readonly PropertyKey[]): string {
  const key = path.findLast(
    (step) => typeof step === 'string' && step !== 'default' && step !== 'choices',
  );
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

/** Whether a text sets something secret: `--api-key=abc`, `model.api_key=abc`, `export HF_TOKEN=abc && …`. */
export function assignsSecret(text: string): boolean {
  return secretPieces('', text).length > 0;
}

const comment = /(?<!\S)#.*/g;

/** Whether what stands beside a template's values gives a secret away: comments of its text, or a note. */
export function tellsSecret(text: string): boolean {
  if (showsSecret(text)) return true;
  const comments = [...text.matchAll(comment)].map(([said]) => said);
  return comments.some(assignsSecret) || secretPairs(comments.join('\n')).length > 0;
}

const quotedOrBare = /("[^"\n]{1,4000}"|'[^'\n]{1,4000}'|[^\s,'"[\]{}-][^\n,\]}]{0,4000})/.source;
/** Names and values that stand apart in a text that is not read as YAML: an entry of `env`, name first, and a flag in a list. */
const pairs: readonly RegExp[] = [
  String.raw`\bname["']?:[ \t]{0,4}["']?([\w.-]{1,80})["']?[ \t]{0,4},?[ \t]{0,4}\n?[\s#]{0,80}["']?value["']?:[ \t]{0,4}`,
  String.raw`(?<![\w-])--?([A-Za-z][\w.-]{1,80})["']?[ \t]{0,4}(?:,|\n)[ \t#]{0,80}(?:-[ \t]{1,4})?`,
].map((before) => new RegExp(before + quotedOrBare, 'g'));

/** Secrets of a text that is not read as YAML, of a comment or of what is broken, whose names stand apart from them. */
export function secretPairs(text: string): readonly string[] {
  return pairs.flatMap((pair) =>
    [...text.matchAll(pair)].flatMap(([, name = '', value = '']) => secretPieces(name, value)),
  );
}

/** An entry of `env`. */
type EnvEntry = { readonly name: string; readonly value: string };

export function isEnv(node: unknown): node is EnvEntry {
  return isMapping(node) && typeof node['name'] === 'string' && typeof node['value'] === 'string';
}
