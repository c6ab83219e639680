import type { Answer } from '../../domain/command/answer.ts';
import type { AnswerProblem } from '../../domain/command/problem.ts';
import type { Target } from '../../domain/job/job.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { LaunchDraft } from '../../domain/form/launch-draft.ts';
import type { FormContext, FormEntries } from '../../domain/form/launch-form.ts';
import type { ListFilter, ListTurn } from '../../domain/job/list-filter.ts';
import type { Said } from '../../domain/text/sentence.ts';
import type { TemplateContext, TemplateEntries } from '../../domain/form/template-form.ts';
import type { HomeOpened } from './home.ts';
import type { Window, WindowRef } from './slack.ts';

/** Who does something, and the key that makes a repeat of the same request harmless. */
export type Request = {
  /** Trigger id of a command, token of a button: the same key is the same request, however often it arrives. */
  readonly key: string;
  readonly requester: Requester;
  /** Lets a window be opened for the requester, once and within 3 s. */
  readonly trigger?: string | undefined;
  /** It was said in a message: prose can look like a command, so what can't be undone is confirmed by a press. */
  readonly said?: true;
  /** The pledge it is on record as, while it is worked on after its ack: nothing is stored for it once that was given up. */
  readonly pledge?: string | undefined;
};

/** What is said to the bot in a message, without its mention; below `rootTs` where that is in a thread. */
export type Utterance = { readonly text: string; readonly rootTs?: string | undefined };

/** What came of a submitted form: stored (with no answer where its decision gives it), or what is wrong with which field. */
export type Submitted =
  | { readonly ok: true; readonly answer: Answer | undefined }
  | { readonly ok: false; readonly problems: FormProblems };

export type FormProblems = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly maxTime?: string | undefined;
  readonly channel?: string | undefined;
  /** What is wrong with no field in particular. */
  readonly whole?: Said | undefined;
};

/** What came of a submitted template; `window`: somebody else was quicker, and it is shown instead of the one that was submitted. */
export type TemplateSubmitted =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problem: AnswerProblem }
  | { readonly ok: false; readonly window: Window };

/** What a button or picker asks for; the same functions as the typed commands, so permissions can't differ. */
export type Action =
  | { readonly verb: 'cancel'; readonly handle: string; readonly reason?: string | undefined }
  /** Answer to "cancel it?": no. */
  | { readonly verb: 'let-run'; readonly handle: string }
  | { readonly verb: 'status'; readonly handle: string }
  | { readonly verb: 'logs'; readonly handle: string }
  /** What its thread was not told. */
  | { readonly verb: 'suppressed'; readonly handle: string }
  /** The same of all jobs of the channel. */
  | { readonly verb: 'suppressed-here'; readonly handle: string }
  /** What a preview showed, with all in it that is newer than the bot. */
  | {
      readonly verb: 'send-unchecked';
      readonly template: string;
      readonly version: string;
      readonly target: Target;
      readonly maxTimeMs?: number | undefined;
    }
  /** The form, at the choice of a template; there is no job yet. */
  | { readonly verb: 'open-form'; readonly handle: string }
  /** The form, with what was right of a launch that was typed. */
  | { readonly verb: 'fix-launch'; readonly draft: LaunchDraft }
  /** The same once more. */
  | { readonly verb: 'rerun'; readonly handle: string }
  /** The same in another place. */
  | { readonly verb: 'rerun-in'; readonly handle: string; readonly target: Target }
  /** The same, but for what is changed in a form. */
  | { readonly verb: 'rerun-form'; readonly handle: string }
  /** Answer to "the same is alive already": a second is meant. */
  | { readonly verb: 'launch-anyway'; readonly handle: string }
  /** Answer to "re-run it?": no. */
  | { readonly verb: 'not-this'; readonly handle: string }
  /** Answers to "no job was found": launch it once more, or give it up. */
  | { readonly verb: 'launch-again'; readonly handle: string }
  | { readonly verb: 'drop'; readonly handle: string }
  /** Another page of a list. */
  | { readonly verb: 'turn'; readonly filter: ListFilter; readonly turn: ListTurn }
  /** Ends a watch; its id stands for the handle here and below. */
  | { readonly verb: 'unwatch'; readonly handle: string }
  /** Answers to "so many run already". */
  | { readonly verb: 'watch-answer'; readonly handle: string; readonly choice: WatchChoice };

/** Follow all that run already, only new ones, or none. */
export type WatchChoice = 'all' | 'new' | 'none';

/**
 * Where requests from every Slack surface arrive. Each call does local work only (no network), commits what was asked
 * for and returns what to ack with, well inside Slack's 3 s; what takes longer, or is to be decided first, is answered later through the
 * Answerer: each request once.
 */
export interface Interactions {
  /** `text` is what follows the slash command `command`. */
  command(request: Request, command: string, text: string): Promise<Answer | undefined>;
  /**
   * Something was said to the bot: in a job's thread the job is the thread's, unless the text names one. The key is the message's: it is
   * obeyed once, and answered by the answerer. Rejects when it could not be stored, so that it shall come again.
   */
  hear(request: Request, command: string, said: Utterance): Promise<void>;
  /** Something that was said to the bot was edited. The key is the edited message's: it is told once that edits do nothing. */
  hearEdit(request: Request): Promise<void>;
  /** Shows the job of a thread, or helps where there is none. */
  showThread(request: Request, command: string, rootTs: string): Promise<Answer | undefined>;
  press(request: Request, act: Action): Promise<Answer | undefined>;
  /** Opens the form at Home: with the fields of a template, or at the choice of one. */
  openForm(request: Request, template: string | undefined): void;
  /** A template was chosen in the form: its fields are shown. */
  chooseTemplate(request: Request, window: WindowRef, template: string): void;
  /** A field that bears on the price was changed: the form shows what it costs now. */
  priceForm(request: Request, window: WindowRef, context: FormContext, entries: FormEntries): void;
  /** Shows what would be sent, above the form. */
  previewForm(request: Request, context: FormContext, entries: FormEntries): void;
  submitForm(request: Request, context: FormContext, entries: FormEntries): Promise<Submitted>;
  /** Shows what a template that is being written would be, and what it changes, above its window. */
  checkTemplate(request: Request, context: TemplateContext, entries: TemplateEntries): void;
  submitTemplate(
    request: Request,
    context: TemplateContext,
    entries: TemplateEntries,
  ): Promise<TemplateSubmitted>;
  /** The bot joined this channel, or it was reopened: what waits for it may go. */
  channelOpened(channel: string): Promise<void>;
  /** Somebody has their Home before them: it is shown, and kept up to date for a while. */
  homeOpened(opened: HomeOpened): Promise<void>;
}
