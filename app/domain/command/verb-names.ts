// Looks up verbs by typed name, and buttons by id.

import { foreign } from '../text/sentence.ts';
import type { TypedVerb } from './parse/command.ts';
import type { ReadVerb } from './parse/rest.ts';
import { nearest } from '../text/nearest.ts';
import type { Carried } from './verb/verb-entry.ts';
import { verbs, type PressedVerb, type Verb } from './verbs.ts';

const isVerb = (name: string): name is Verb => Object.hasOwn(verbs, name);
const allVerbs: readonly Verb[] = Object.keys(verbs).filter(isVerb);

/** Whether the verb can be typed. */
function isTyped(verb: Verb): verb is TypedVerb {
  return 'typed' in verbs[verb];
}

/** Verbs that can be typed, in the order of help. */
export const typedVerbs: readonly TypedVerb[] = allVerbs.filter(isTyped);

const byName: ReadonlyMap<string, TypedVerb> = new Map([
  ...typedVerbs.map((verb) => [verb, verb] as const),
  ...typedVerbs.flatMap((verb) => verbs[verb].typed.aliases.map((alias) => [alias, verb] as const)),
]);

/** The verb that a word stands for, aliases included. */
export function verbNamed(word: string): TypedVerb | undefined {
  return byName.get(asTyped(word));
}

const asTyped = (word: string): string => word.toLowerCase().replace(/[.,:;!?]{1,9}$/, '');

/**
 * The verb that a word stands for, or the nearest one. `command` is the slash
 * command's name.
 */
export function readVerb(word: string, command: string): ReadVerb {
  const verb = verbNamed(word);
  if (verb !== undefined) return { ok: true, verb };
  const typed = word.toLowerCase();
  const near = nearest(typed, [...byName.keys()]);
  return {
    ok: false,
    problem: { kind: 'no-such-command', command, word: foreign(word), near },
    unknown: word,
  };
}

type Button = { readonly verb: PressedVerb; readonly settles: boolean };

const isPressed = (verb: Verb): verb is PressedVerb => 'pressed' in verbs[verb];

const buttons: ReadonlyMap<string, Button> = new Map(
  allVerbs.filter(isPressed).flatMap((verb) => {
    const { ids, ...pressed } = verbs[verb].pressed;
    const settling: readonly string[] = 'settling' in pressed ? pressed.settling : [];
    return ids.map((id) => [id, { verb, settles: settling.includes(id) }] as const);
  }),
);

/**
 * The verb of a button, by its id, which may end in a number; undefined for an id from another
 * version.
 */
export function buttonOf(actionId: string): Button | undefined {
  const known = buttons.get(actionId);
  if (known !== undefined) return known;
  const several = buttons.get(actionId.replace(/-\d{1,3}$/, ''));
  return several && 'numbered' in verbs[several.verb].pressed ? several : undefined;
}

/** Whether the verb's button carries this kind of value. */
export function carries<C extends Carried>(verb: PressedVerb, carried: C): verb is PressedVerb<C> {
  return verbs[verb].pressed.carries === carried;
}
