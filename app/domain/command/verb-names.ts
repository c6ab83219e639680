// Verbs by the names that people type, and buttons by their ids.

import type { TypedVerb } from './command.ts';
import type { ReadVerb } from './rest.ts';
import { guessAt } from '../text/nearest.ts';
import { foreign, sentence, together } from '../text/sentence.ts';
import { verbs, type Carried, type PressedVerb, type Verb } from './verbs.ts';

/** In the contract, and refused by name until they are built. */
const verbsToCome: readonly string[] = ['extend', 'audit'];

const isVerb = (name: string): name is Verb => Object.hasOwn(verbs, name);
const allVerbs: readonly Verb[] = Object.keys(verbs).filter(isVerb);

/** Whether it can be typed. */
function isTyped(verb: Verb): verb is TypedVerb {
  return 'typed' in verbs[verb];
}

/** Those that can be typed, in the order in which help lists them. */
export const typedVerbs: readonly TypedVerb[] = allVerbs.filter(isTyped);

const byName: ReadonlyMap<string, TypedVerb> = new Map([
  ...typedVerbs.map((verb) => [verb, verb] as const),
  ...typedVerbs.flatMap((verb) => verbs[verb].typed.aliases.map((alias) => [alias, verb] as const)),
]);

/** The verb that a word stands for, by any of its names. */
export function verbNamed(word: string): TypedVerb | undefined {
  return byName.get(asTyped(word));
}

const asTyped = (word: string): string => word.toLowerCase().replace(/[.,:;!?]{1,9}$/, '');

/** The verb that a word stands for, or one sentence with the nearest that there is. `command`: what the slash command is called. */
export function readVerb(word: string, command: string): ReadVerb {
  const verb = verbNamed(word);
  if (verb !== undefined) return { ok: true, verb };
  const more = sentence`\`${command} help\` lists what there is.`;
  const typed = word.toLowerCase();
  if (verbsToCome.includes(typed)) {
    return { ok: false, problem: sentence`\`${command} ${typed}\` is not built yet. ${more}` };
  }
  const guess = guessAt(typed, [...byName.keys(), ...verbsToCome]) ?? [];
  const unknown = sentence`There is no command ${foreign(word)}.`;
  return { ok: false, problem: together(unknown, guess, more), unknown: word };
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

/** What a button is for, by its id, with a number behind it where a message has several; undefined: it is of another version. */
export function buttonOf(actionId: string): Button | undefined {
  const known = buttons.get(actionId);
  if (known !== undefined) return known;
  const several = buttons.get(actionId.replace(/-\d{1,3}$/, ''));
  return several && 'numbered' in verbs[several.verb].pressed ? several : undefined;
}

/** Whether the button of a verb carries such a thing. */
export function carries<C extends Carried>(verb: PressedVerb, carried: C): verb is PressedVerb<C> {
  return verbs[verb].pressed.carries === carried;
}
