// What the table of verbs says of each.

import type { PledgedAct } from '../../launch/pledge.ts';
import type { Knowledge } from '../../permission/knowledge.ts';
import type { PolicyVerb } from '../../permission/policy-verb.ts';
import type { Parser } from '../parse/rest.ts';

/** How it is typed, in the slash command or a message. */
type Typed = {
  /** The arguments, as help shows them. */
  readonly usage: string;
  readonly aliases: readonly string[];
  /** The arguments in the manifest's hint, if it is mentioned there. */
  readonly hint?: string;
  readonly parse: Parser;
};

/** What a button's value carries, besides the token that makes a press count once. */
export type Carried =
  | 'nothing'
  | 'template'
  | 'job'
  | 'bulk'
  | 'watch'
  | 'page'
  | 'audit-page'
  | 'place'
  | 'choice'
  | 'draft'
  | 'preview';

/** How it is pressed. */
type Pressed = {
  /**
   * Ids of its buttons and menus. They are in old messages, so an id must never change its meaning.
   */
  readonly ids: readonly string[];
  readonly carries: Carried;
  /** Ids that answer a question: the result replaces the question. */
  readonly settling?: readonly string[];
  /** A message may have several such buttons, with numbered ids. */
  readonly numbered?: true;
};

type Facts = {
  readonly about: 'job' | 'template' | 'channel' | 'watch' | 'nothing';
  /** The permission that is required first. */
  readonly takes: PolicyVerb | 'nothing';
  /** Permissions of which each is enough in its place: for one's own things, without seeing others'. */
  readonly orTakes?: readonly PolicyVerb[];
  /** The permission that is required once the job is known. */
  readonly ofJob?: 'cancel' | 'launch-spec' | 'approve';
  /** The permission that is required for a lock that somebody else set. */
  readonly ofLock?: 'lock';
  /** How fresh the facts about the person must be, if not what the permission requires. */
  readonly knowledge?: Knowledge;
  /** The act in the audit. */
  readonly recorded: PledgedAct | 'view';
  /** The act of its pledge, if that differs. `nothing`: it may be lost, so it needs no pledge. */
  readonly pledged?: PledgedAct | 'nothing';
  /**
   * When it is answered.
   * - `at-once`: before the ack, for everybody.
   * - `before-ack`: stored before the ack; the loop decides.
   * - `before-ack-if-known`: done before the ack if the person is known and allowed, else after it.
   * - `after-ack`: done or shown after the ack.
   * - `in-window`: a window opens after the ack.
   */
  readonly answers: 'at-once' | 'before-ack' | 'before-ack-if-known' | 'after-ack' | 'in-window';
  /**
   * For presses at Home, which has no channel. `where-the-job-is`: the card is posted there.
   * `in-window`: the answer is shown in a window.
   */
  readonly atHome?: 'where-the-job-is' | 'in-window';
  readonly pressed?: Pressed;
};

/** `does`: if it does less than all that `help` says of the command. */
export type TypedEntry = Facts & { readonly typed: Typed; readonly does?: string };

/** `does`: what it does, in one line. The words for what can be typed are those of `help`. */
type OtherEntry = Facts & { readonly does: string; readonly typed?: never };

export type Entry = TypedEntry | OtherEntry;
