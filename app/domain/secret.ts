// Secrets written out in a template would be shown to everyone who may read it, and kept in its history for good.

import type { Problem } from './problem.ts';
import { formatPath } from './problem.ts';
import { parseParts } from './placeholder.ts';
import { isMapping } from './tree.ts';

/** Names under which people keep secrets: HF_TOKEN, db-password, apiKey, AWS_SECRET_ACCESS_KEY … */
const secretName =
  /(?:^|[_.-])(?:[a-z]*(?:token|secret|passw(?:or)?d|passphrase|credentials?)|(?:api|access|private|signing|encryption)[_-]?key)(?:$|[_.-])/i;
/** Names that only sound like it: a count of tokens, a path to a secret. */
const harmlessName =
  /(?:max|num|n|tokens?)[_-]?tokens?|tokenizer|token[_-]?(?:count|limit|length)|(?:file|path|dir|name|ref|uri)$/i;
/** Values that point to a secret instead of being one, or are no secret in any case. */
const harmlessValue =
  /^(?:|true|false|none|null|\d+|\$\(.*\)|(?:gs|https?|sm|secret):\/\/.*|\/.*|projects\/[^/]+\/secrets\/.*)$/is;
/** Shapes that are secrets wherever they stand: Slack, GitHub, Hugging Face, OpenAI-like, AWS, Google, JWT, PEM. */
const secretValue =
  /xox[abeprs]-[\w-]{10,}|gh[opsu]_\w{30,}|github_pat_\w{20,}|hf_[A-Za-z]\w{25,}|sk-[\w-]{20,}|AKIA[0-9A-Z]{16}|AIza[\w-]{35}|ya29\.[\w-]{20,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.|-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** `--api-key=abc`, `--password abc` in one text. */
const secretFlag = /^--?([\w.-]+)[= ](.+)$/s;

/** Whether a value that stands under a name is most likely a secret. Placeholders are none. */
export function looksSecret(name: string, value: string): boolean {
  if (secretValue.test(value)) return true;
  if (parseParts(value).some(({ kind }) => kind === 'placeholder')) return false;
  const spoken = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return secretName.test(spoken) && !harmlessName.test(spoken) && !harmlessValue.test(value.trim());
}

/** Every place of a template's tree where a secret seems to be written out. The problems never quote it. */
export function secretProblems(
  node: unknown,
  path: readonly PropertyKey[] = [],
): readonly Problem[] {
  if (typeof node === 'string') {
    const [, flag = '', rest = node] = secretFlag.exec(node) ?? [];
    // The default of a parameter goes by the parameter's name.
    const key = path.at(path.at(-1) === 'default' ? -2 : -1) ?? '';
    const name = flag === '' ? String(key) : flag;
    return looksSecret(name, rest) ? [{ path: formatPath(path), message: sayLooksSecret }] : [];
  }
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return items.flatMap((item, index) => secretProblems(item, [...path, index]));
  }
  if (!isMapping(node)) return [];
  if (isEnv(node)) {
    return looksSecret(node.name, node.value)
      ? [{ path: formatPath([...path, 'value']), message: sayLooksSecret }]
      : [];
  }
  return Object.entries(node).flatMap(([key, value]) => secretProblems(value, [...path, key]));
}

const sayLooksSecret =
  'looks like a secret, which everyone who may read the template would see: let the container read it from Secret Manager';

/** An entry of `env`. */
export type EnvEntry = { readonly name: string; readonly value: string };

export function isEnv(node: unknown): node is EnvEntry {
  return isMapping(node) && typeof node['name'] === 'string' && typeof node['value'] === 'string';
}
