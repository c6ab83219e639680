import type { TextProblem, TextTrouble } from './text-problem.ts';

/** Why a template can't be used, shown or changed. Versions are numbers in its history. */
export type TemplateRequestProblem =
  /** `near`: existing templates with a similar name. */
  | { readonly kind: 'no-template'; readonly name: string; readonly near?: string | undefined }
  | TextProblem
  | {
      readonly kind: 'template-broken';
      readonly name: string;
      readonly problems: readonly TextTrouble[];
    }
  /** It is kept in a file and must be changed there. */
  | { readonly kind: 'kept-in-file'; readonly name: string; readonly file: string }
  | { readonly kind: 'kept-in-broken-file'; readonly name: string; readonly file: string }
  | { readonly kind: 'not-kept-in-slack'; readonly name: string }
  | { readonly kind: 'deleted-already'; readonly name: string }
  /** For a restore. */
  | { readonly kind: 'no-version'; readonly name: string; readonly version: number }
  | { readonly kind: 'version-was-delete'; readonly name: string; readonly version: number }
  | { readonly kind: 'version-in-use'; readonly name: string; readonly version: number }
  /** `problems`: by today's rules. */
  | {
      readonly kind: 'version-outdated';
      readonly version: number;
      readonly problems: readonly TextTrouble[];
    }
  | { readonly kind: 'changed-meanwhile'; readonly name: string }
  /** For a version to be shown. */
  | { readonly kind: 'no-version-in-slack'; readonly name: string; readonly version: number }
  | { readonly kind: 'version-without-text'; readonly name: string; readonly version: number }
  | { readonly kind: 'no-older-version'; readonly name: string; readonly version: number };
