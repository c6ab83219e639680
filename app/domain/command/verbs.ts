// The table of verbs: everything people can do. The parser, help, the manifest, buttons, Home,
// mentions and permissions read it. Its entries stand in groups beside this file. The code that runs
// for a verb is in usecase/request: run-command.ts for typed commands, run-action.ts for presses.

import type { TypedVerb } from './parse/command.ts';
import type { Carried, TypedEntry } from './verb/verb-entry.ts';
import { approvalVerbs } from './verb/approval-verbs.ts';
import { botVerbs } from './verb/bot-verbs.ts';
import { cancelVerbs } from './verb/cancel-verbs.ts';
import { channelVerbs } from './verb/channel-verbs.ts';
import { jobVerbs } from './verb/job-verbs.ts';
import { launchVerbs } from './verb/launch-verbs.ts';
import { lockVerbs } from './verb/lock-verbs.ts';
import { templateVerbs } from './verb/template-verbs.ts';
import { watchVerbs } from './verb/watch-verbs.ts';

/** All groups, in the order of help. */
export const verbs = {
  ...launchVerbs,
  ...cancelVerbs,
  ...approvalVerbs,
  ...jobVerbs,
  ...watchVerbs,
  ...templateVerbs,
  ...channelVerbs,
  ...lockVerbs,
  ...botVerbs,
} as const satisfies Readonly<Record<TypedVerb, TypedEntry>>;

export type Verb = keyof typeof verbs;

/** Verbs that require a permission. */
export type PermittedVerb = {
  readonly [V in Verb]: (typeof verbs)[V]['takes'] extends 'nothing' ? never : V;
}[Verb];

/** Verbs whose button carries this kind of value. */
export type PressedVerb<C extends Carried = Carried> = {
  readonly [V in Verb]: (typeof verbs)[V] extends { readonly pressed: { readonly carries: C } }
    ? V
    : never;
}[Verb];

/** Ids of all buttons of verbs. */
export type ActionId = (typeof verbs)[PressedVerb]['pressed']['ids'][number];
