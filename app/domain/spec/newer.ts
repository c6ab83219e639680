// A field or value the bot doesn't know is newer than the bot, or misspelt; only a person can tell.
// It is refused with those words, or sent as it is if the template lists it as unchecked.

import { fieldsOf, type Messages } from './camel-case.ts';
import { formatPath, nameAll, quote, type Problem } from '../text/problem.ts';
import { adviseOn, hasSameNumbers, specEnums } from './spec-enum.ts';
import { didYouSlip } from './slip.ts';
import { isMapping } from './tree.ts';

const sayNewer = 'is newer than this bot, or misspelt.';

type Known = {
  readonly messages: Messages;
  /**
   * The problem with a known field in a place where it can't be set; undefined if the field isn't
   * known.
   */
  readonly elsewhere: (holder: string, key: string) => string | undefined;
};

/**
 * Every unknown field and enum value in a spec in camelCase. `holder` is the field that holds the
 * tree.
 */
export function unknownIn(known: Known, tree: unknown, holder: string): readonly Problem[] {
  const look = (node: unknown, at: string, path: readonly PropertyKey[]): readonly Problem[] => {
    if (Array.isArray(node)) {
      const items: readonly unknown[] = node;
      return items.flatMap((item, index) => look(item, at, [...path, index]));
    }
    if (typeof node === 'string') return lookAtValue(at, node, path);
    if (!isMapping(node)) return [];
    const fields = fieldsOf(known.messages, at);
    if (fields === undefined) return [];
    return Object.entries(node).flatMap(([key, value]) =>
      Object.hasOwn(fields, key)
        ? look(value, key, [...path, key])
        : [{ ...unknownField(known, at, key), path: formatPath([...path, key]) }],
    );
  };
  return look(tree, holder, []);
}

function lookAtValue(
  field: string,
  value: string,
  path: readonly PropertyKey[],
): readonly Problem[] {
  const names = specEnums[field];
  if (names === undefined || names.includes(value)) return [];
  const message = `${quote(value)} ${sayNewer}${adviseOn(field, value)}`;
  return [{ path: formatPath(path), message, isNewer: true }];
}

function unknownField(
  { messages, elsewhere }: Known,
  holder: string,
  key: string,
): Omit<Problem, 'path'> {
  const said = elsewhere(holder, key);
  if (said !== undefined) return { message: said };
  const has = (field: string) => Object.hasOwn(messages[field]?.shape ?? {}, key);
  const homes = Object.keys(messages).filter((field) => field !== '' && has(field));
  if (homes.length > 0) return { message: `does not belong here but in ${nameAll(homes, 'or')}` };
  if (has('')) return { message: 'belongs at the top of the job spec' };
  const fields = Object.keys(messages[holder]?.shape ?? {});
  const likely = fields.filter((field) => hasSameNumbers(field, key));
  return { message: `${sayNewer}${didYouSlip(key, likely)}`, isNewer: true };
}

/**
 * Whether a template lists this path, or one that contains it, as unchecked. Known rules still
 * apply. Indexes may be left out.
 */
export function isUnchecked(unchecked: readonly string[], path: string): boolean {
  const places = [inCamelCase(path), inCamelCase(withoutIndexes(path))];
  return unchecked.some((one) =>
    places.some((place) => {
      const listed = inCamelCase(one);
      return place === listed || place.startsWith(`${listed}.`) || place.startsWith(`${listed}[`);
    }),
  );
}

/** A path or field name in Vertex AI's spelling. */
export function inCamelCase(path: string): string {
  return path.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function withoutIndexes(path: string): string {
  return path.replace(/\[\d+]/g, '');
}
