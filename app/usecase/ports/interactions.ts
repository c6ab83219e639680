import type { Answer } from '../../domain/answer/answer.ts';
import type { AnswerHint, AnswerProblem } from '../../domain/answer/problem.ts';
import type { PressedVerb } from '../../domain/command/verbs.ts';
import type { Target } from '../../domain/job/job.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import type { Grounds } from '../../domain/permission/policy.ts';
import type { FormContext, FormEntries } from '../../domain/form/launch-form.ts';
import type { AuditFilter, AuditTurn } from '../../domain/audit/audit-view.ts';
import type { ListFilter, ListTurn } from '../../domain/job/list-filter.ts';
import type { TemplateContext, TemplateEntries } from '../../domain/form/template-form.ts';
import type { HomeOpened } from './store/home.ts';
import type { Window } from '../../domain/answer/window.ts';
import type { WindowRef } from './slack.ts';

/** Who does something, and the key that makes a repeat harmless. */
export type Request = {
  /**
   * A command's trigger id, or a button's token. The same key is the same request, however often it
   * arrives.
   */
  readonly key: string;
  readonly requester: Requester;
  /** Allows opening a window for the requester, once and within 3 s. */
  readonly trigger?: string | undefined;
  /**
   * Said in a message: prose may look like a command, so what can't be undone is confirmed by a
   * press.
   */
  readonly said?: true;
  /**
   * The pledge on record while the request is handled after its ack. If it is given up, nothing may
   * be stored for the request.
   */
  readonly pledge?: string | undefined;
  /** Why the requester may do it, once that is decided; for the audit. */
  readonly because?: Grounds | undefined;
};

/** The text of a message to the bot without its mention, with the root of the thread it is in. */
export type Utterance = { readonly text: string; readonly rootTs?: string | undefined };

/**
 * The result of a submitted form: stored (without an answer if the loop gives it), or problems by
 * field.
 */
export type Submitted =
  | { readonly ok: true; readonly answer: Answer | undefined }
  | { readonly ok: false; readonly problems: FormProblems };

export type FormProblems = {
  readonly parameters: Readonly<Record<string, AnswerProblem>>;
  readonly maxTime?: AnswerProblem | undefined;
  readonly maxCost?: AnswerProblem | undefined;
  readonly channel?: AnswerProblem | undefined;
  /** Problems that belong to no field. */
  readonly whole?: AnswerProblem | undefined;
  readonly hint?: AnswerHint | undefined;
};

/**
 * The result of a submitted template. `window`: somebody else saved first, and this window replaces
 * the submitted one.
 */
export type TemplateSubmitted =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problem: AnswerProblem }
  | { readonly ok: false; readonly window: Window };

/**
 * What a button or menu asks for, by what it carries. It runs the same functions as typed commands,
 * so permissions can't differ.
 */
export type Action =
  | { readonly verb: PressedVerb<'nothing'> }
  /** Opens the form with the template's fields, or at the choice of one. */
  | { readonly verb: PressedVerb<'template'>; readonly template: string | undefined }
  | {
      readonly verb: PressedVerb<'job'>;
      readonly handle: string;
      /** As typed, if the button answers a question about a typed command. */
      readonly reason?: string | undefined;
    }
  | { readonly verb: PressedVerb<'bulk'>; /** Its id. */ readonly bulk: string }
  | { readonly verb: PressedVerb<'watch'>; /** Its id. */ readonly watch: string }
  /** Shows another page of a list. */
  | { readonly verb: PressedVerb<'page'>; readonly filter: ListFilter; readonly turn: ListTurn }
  /** Shows another page of the audit. */
  | {
      readonly verb: PressedVerb<'audit-page'>;
      readonly filter: AuditFilter;
      readonly turn: AuditTurn;
    }
  | { readonly verb: PressedVerb<'place'>; readonly handle: string; readonly target: Target }
  | {
      readonly verb: PressedVerb<'choice'>;
      readonly handle: string;
      readonly parameter: string;
      readonly value: string;
    }
  /** The valid part of a typed launch. */
  | { readonly verb: PressedVerb<'draft'>; readonly draft: LaunchDraft }
  | ({ readonly verb: PressedVerb<'preview'> } & PreviewedLaunch);

/** What a preview showed, including everything newer than the bot. */
export type PreviewedLaunch = {
  readonly template: string;
  readonly version: string;
  readonly target: Target;
  readonly maxTimeMs?: number | undefined;
  readonly maxCostUsd?: number | undefined;
};

/**
 * Where requests from every Slack surface arrive. Each call works locally (no network), commits
 * what was asked for and returns the answer for the ack, well within Slack's 3 s. Whatever takes
 * longer, or has to be decided first, is answered later through the Answerer. Each request is
 * answered once.
 */
export interface Interactions {
  /** `text` is what follows the slash command `command`. */
  command(request: Request, command: string, text: string): Promise<Answer | undefined>;
  /**
   * A message to the bot. In a job's thread, it is about the thread's job unless the text names
   * one. Keyed by the message, it is handled once and answered through the Answerer. Rejects if it
   * couldn't be stored, so that Slack delivers it again.
   */
  hear(request: Request, command: string, said: Utterance): Promise<void>;
  /** A message to the bot was edited. Keyed by the message; says once that edits do nothing. */
  hearEdit(request: Request): Promise<void>;
  /** Shows the job of a thread, or help if there is none. */
  showThread(request: Request, command: string, rootTs: string): Promise<Answer | undefined>;
  press(request: Request, action: Action): Promise<Answer | undefined>;
  /** A template was chosen in the form: shows its fields. */
  chooseTemplate(request: Request, window: WindowRef, template: string): void;
  /** A field that affects the price was changed: shows the new cost. */
  priceForm(request: Request, window: WindowRef, context: FormContext, entries: FormEntries): void;
  /** Shows what would be sent, on top of the form. */
  previewForm(request: Request, context: FormContext, entries: FormEntries): void;
  submitForm(request: Request, context: FormContext, entries: FormEntries): Promise<Submitted>;
  /** Shows what an edited template would do and what it changes, on top of its window. */
  checkTemplate(request: Request, context: TemplateContext, entries: TemplateEntries): void;
  submitTemplate(
    request: Request,
    context: TemplateContext,
    entries: TemplateEntries,
  ): Promise<TemplateSubmitted>;
  /** Denies a launch that waits for an approval, with a reason. */
  submitDeny(request: Request, handle: string, reason: string): Promise<Answer | undefined>;
  /** The bot joined this channel, or it was reopened: parked threads may be posted. */
  channelOpened(channel: string): Promise<void>;
  /** Somebody opened Home: shows it, and keeps it up to date for a while. */
  homeOpened(opened: HomeOpened): Promise<void>;
}
