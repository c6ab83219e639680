/** Why a template can't be used, shown or changed as somebody asked. Versions are numbers of its history. */
export type TemplateRequestProblem =
  /** `near`: what there is of nearly that name. */
  | { readonly kind: 'no-template'; readonly name: string; readonly near?: string | undefined }
  /** `message`: what is wrong with its text, in whole sentences. */
  | { readonly kind: 'template-broken'; readonly name: string; readonly message: string }
  /** It is kept in a file, and changed there. */
  | { readonly kind: 'kept-in-file'; readonly name: string; readonly file: string }
  | { readonly kind: 'kept-in-broken-file'; readonly name: string; readonly file: string }
  | { readonly kind: 'not-kept-in-slack'; readonly name: string }
  | { readonly kind: 'deleted-already'; readonly name: string }
  /** Of a restore. */
  | { readonly kind: 'no-version'; readonly name: string; readonly version: number }
  | { readonly kind: 'version-was-delete'; readonly name: string; readonly version: number }
  | { readonly kind: 'version-in-use'; readonly name: string; readonly version: number }
  /** `message`: what is wrong with its text by the rules of today. */
  | { readonly kind: 'version-outdated'; readonly version: number; readonly message: string }
  | { readonly kind: 'changed-meanwhile'; readonly name: string }
  /** Of what is shown. */
  | { readonly kind: 'no-version-in-slack'; readonly name: string; readonly version: number }
  | { readonly kind: 'version-without-text'; readonly name: string; readonly version: number }
  | { readonly kind: 'no-older-version'; readonly name: string; readonly version: number };
