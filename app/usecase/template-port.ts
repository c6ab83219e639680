import type { Template } from '../domain/template.ts';

/** The stored templates, as they are now. Never rejects: a template that can't be read is a problem, told by `problems`. */
export interface Templates {
  get(name: string): Promise<Template | undefined>;
  /** The text it is written in, comments and all. */
  source(name: string): Promise<string | undefined>;
  /** Sorted by name. */
  list(): Promise<readonly Template[]>;
  /** What is wrong with which file, in whole sentences. A broken file keeps its last good version. */
  problems(): Promise<readonly TemplateProblem[]>;
}

export type TemplateProblem = { readonly file: string; readonly message: string };
