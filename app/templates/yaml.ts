// Parses YAML from people as plain data: one document, no custom tags, few aliases, limited size.
// Merge keys (<<) are allowed, as in gcloud. A file with none of the bot's own keys is a gcloud
// config, and its scalars are parsed as in gcloud (YAML 1.1). Other files are YAML 1.2, in which
// `no` is text.

import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Scalar } from 'yaml';
import { isAmbiguousOctal, readPlain11 } from './scalars.ts';
import { sayYamlError } from './yaml-words.ts';

/** Bytes. */
export const largestTemplate = 1_000_000;
const mostAliases = 100;

type ParsedYaml =
  | { readonly ok: true; readonly tree: unknown }
  /** A sentence with the line. It quotes nothing, since the text may contain secrets. */
  | { readonly ok: false; readonly message: string };

type YamlVersion = '1.1' | '1.2';

/** The keys that identify a template of the bot's; a CustomJobSpec has none of them. */
const ownKeys: readonly string[] = [
  'name',
  'parameters',
  'target',
  'targets',
  'guard',
  'fallback',
  'access',
  'unchecked',
];

/**
 * Parses one YAML document to JSON-like data, in which YAML 1.1 dates are `Date`s. Without a
 * version, the text itself says which it is. Never throws.
 */
export function parseYaml(text: string, version?: YamlVersion): ParsedYaml {
  if (Buffer.byteLength(text) > largestTemplate) {
    return refuse(`It is larger than ${largestTemplate / 1_000_000} MB.`);
  }
  try {
    return readDocument(text, version);
  } catch {
    // Nesting deeper than the parser's stack, or exploding aliases ("billion laughs").
    return refuse('It is nested too deep or repeats itself through aliases.');
  }
}

function readDocument(text: string, asked: YamlVersion | undefined): ParsedYaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: true,
    stringKeys: true,
    // The parser compares each key with all earlier ones, which takes minutes for a large file.
    // `resolveScalars` checks instead.
    uniqueKeys: false,
    prettyErrors: false,
    // 'silent' would also accept a second document.
    logLevel: 'error',
    lineCounter,
  });
  const at = (offset: number) => `line ${lineCounter.linePos(offset).line}`;
  const error = document.errors[0] ?? document.warnings[0];
  if (error !== undefined)
    return refuse(`It is not valid YAML: ${at(error.pos[0])}: ${sayYamlError(error)}.`);
  const trouble = resolveScalars(document, asked ?? versionOf(document));
  if (trouble !== undefined) return refuse(`${trouble.message} (${at(trouble.offset)}).`);
  const tree: unknown = document.toJS({ maxAliasCount: mostAliases });
  return { ok: true, tree };
}

function refuse(message: string): ParsedYaml {
  return { ok: false, message };
}

type Trouble = { readonly offset: number; readonly message: string };

/** Unquoted and untagged: its value depends on the YAML version. */
function isPlain(scalar: Scalar): scalar is Scalar & { source: string } {
  return scalar.type === 'PLAIN' && scalar.tag === undefined && scalar.source !== undefined;
}

/**
 * Finds what parses but would surprise: duplicate keys, merges of non-mappings, too many aliases,
 * ambiguous octal numbers. Also converts plain scalars by the file's YAML version.
 */
function resolveScalars(document: Document.Parsed, version: YamlVersion): Trouble | undefined {
  let trouble: Trouble | undefined;
  let aliases = 0;
  const found = (offset: number | undefined, message: string): symbol => {
    trouble = { offset: offset ?? 0, message };
    return visit.BREAK;
  };
  visit(document, {
    Scalar: (at, scalar) => {
      if (at === 'key' || !isPlain(scalar)) return undefined;
      if (version === '1.1') scalar.value = readPlain11(scalar.source);
      else if (typeof scalar.value === 'number' && isAmbiguousOctal(scalar.source)) {
        return found(
          scalar.range?.[0],
          'A number begins with 0, which is octal in YAML 1.1 (as gcloud reads it) and decimal in 1.2: write it without the 0, or quote it',
        );
      }
      return undefined;
    },
    Alias: (_, alias) => {
      aliases += 1;
      const offset = alias.range?.[0];
      if (aliases > mostAliases) return found(offset, `It has more than ${mostAliases} aliases`);
      return alias.resolve(document) === undefined
        ? found(offset, 'An alias (*name) has no anchor (&name) before it')
        : undefined;
    },
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const pair of map.items) {
        const key = isPair(pair) && isScalar(pair.key) ? pair.key : undefined;
        if (key?.value === '<<' && key.type === 'PLAIN' && !isMergeSource(pair.value, document)) {
          return found(
            key.range?.[0],
            'A merge key (<<) must name a mapping, or a list of mappings',
          );
        }
        if (seen.has(key?.value))
          return found(key?.range?.[0], 'A key stands twice in one mapping');
        seen.add(key?.value);
      }
      return undefined;
    },
  });
  return trouble;
}

/** The version the file states; else 1.1, as in gcloud, unless it has one of the bot's keys. */
function versionOf({ directives, contents }: Document.Parsed): YamlVersion {
  if (directives.yaml.explicit === true) return directives.yaml.version === '1.1' ? '1.1' : '1.2';
  const isOwn =
    isMap(contents) &&
    contents.items.some(
      ({ key }) => isScalar(key) && typeof key.value === 'string' && ownKeys.includes(key.value),
    );
  return isOwn ? '1.2' : '1.1';
}

function isMergeSource(value: unknown, document: Document.Parsed): boolean {
  const source = isAlias(value) ? value.resolve(document) : value;
  const isMapping = (one: unknown) => isMap(isAlias(one) ? one.resolve(document) : one);
  return isSeq(source) ? source.items.every(isMapping) : isMap(source);
}
