// A template's text, safe to show: as written, with comments, but without secrets.

import { parseDocument, visit } from 'yaml';
import {
  hideInText,
  hidePieces,
  hiderOf,
  isSearched,
  isTooManyToSearch,
} from '../domain/template/secret/hide-secrets.ts';
import { redacted, shapedSecrets } from '../domain/secret/redact.ts';
import { secretPieces } from '../domain/secret/secret-pieces.ts';
import { secretPairs, secretsIn } from '../domain/template/secret/secret.ts';
import { treeProblem } from '../domain/spec/tree.ts';

/**
 * Hides the secrets in a YAML text. `tree` is its parsed form; undefined if it can't be parsed.
 * Never throws.
 */
export function shownYaml(text: string, tree: unknown): string {
  if (tree === undefined || treeProblem(tree) !== undefined) return hideInText(text);
  const secrets = secretsIn(tree);
  if (isTooManyToSearch(secrets)) return redacted;
  const shown = hidePieces(hideScalars(text, secrets), secrets);
  return hideInComments(hidePieces(shown, shapedSecrets(shown)));
}

type Cut = { readonly from: number; readonly to: number; readonly shown: string };

/** Hides secrets as YAML writes them: quoted, escaped, folded, in blocks, after anchors. */
function hideScalars(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text;
  const whole = new Set(secrets);
  const hide = hiderOf(secrets);
  /** The secrets inside a text. Most texts contain none, which one test tells. */
  const heldIn = (value: string): readonly string[] =>
    hide(value) === value ? [] : secrets.filter((one) => isSearched(one) && value.includes(one));
  const cuts: Cut[] = [];
  visit(parseDocument(text, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false }), {
    Scalar: (key, { value, range }) => {
      if (key === 'key' || range == null || typeof value !== 'string') return;
      const pieces = whole.has(value) ? [value] : [...secretPieces('', value), ...heldIn(value)];
      if (pieces.length === 0) return;
      const [from, to] = range;
      cuts.push({ from, to, shown: shownScalar(text.slice(from, to), value, pieces) });
    },
  });
  let shown = '';
  let at = 0;
  for (const { from, to, shown: scalar } of cuts) {
    shown += text.slice(at, from) + scalar;
    at = to;
  }
  return shown + text.slice(at);
}

/** The rest of a scalar stays visible if its notation allows. */
function shownScalar(written: string, value: string, pieces: readonly string[]): string {
  const lines = pieces.flatMap((piece) => piece.split('\n').map((line) => line.trim()));
  const searched = lines.filter((line) => line !== '');
  const isPlain = !pieces.includes(value) && searched.every((line) => written.includes(line));
  if (isPlain) return hidePieces(written, searched, 1);
  return `'${redacted}'${written.endsWith('\n') ? '\n' : ''}`;
}

const comment = /(?<!\S)#.*/g;

function hideInComments(text: string): string {
  const comments = text.match(comment)?.join('\n') ?? '';
  const pieces = [...secretPieces('', comments), ...secretPairs(comments)];
  return pieces.length === 0 ? text : text.replace(comment, (one) => hidePieces(one, pieces, 1));
}
