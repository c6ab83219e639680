import type { BrokenTemplate, SecretHolder, SkippedFile } from '../../domain/doctor/checkup.ts';
import type { ParsedTemplate, TemplateSource } from '../../domain/template/parse-template.ts';
import type { SecretSearch } from '../../domain/template/secret-search.ts';
import type { Template } from '../../domain/template/template.ts';
import type { DiffLine } from '../../domain/template/text-diff.ts';

/** Templates as they are now: one that can't be read is a problem, told by `problems`. Rejects only when a database is asked and does not answer. */
export interface Templates {
  get(name: string): Promise<Template | undefined>;
  /** The text it is written in, comments and all, as it may be shown: without what looks like a secret in it. */
  source(name: string): Promise<string | undefined>;
  /** Sorted by name. */
  list(): Promise<readonly Template[]>;
  /** What is wrong with which file, in whole sentences. A broken file keeps its last good version. */
  problems(): Promise<readonly TemplateProblem[]>;
  /** The files beside them that are passed over, with the reason. */
  skipped(): Promise<readonly SkippedFile[]>;
  /** Those that hold what looks like a secret. They can be launched all the same, if they are not refused for something else. */
  secrets(): Promise<readonly SecretHolder[]>;
}

export type TemplateProblem = BrokenTemplate;

/** Said of a text that could not be looked through for secrets. */
export const tooMuchToSearch =
  'It takes too long to be looked through for secrets: make it smaller.';

/** Templates as text. */
export interface TemplateText {
  /** Reads one from YAML. Never rejects; what takes too long is a problem. */
  read(text: string, source: TemplateSource): Promise<ParsedTemplate>;
  /** YAML of a template's tree. */
  write(tree: Readonly<Record<string, unknown>>): string;
  /** A text as it may be shown: without what looks like a secret in it. Never rejects. */
  show(text: string): Promise<string>;
  /** Looks through a template and its text for secrets; no template: through a text that is none. Never rejects; undefined: it takes too long. */
  secrets(template: Template | undefined, text: string): Promise<SecretSearch | undefined>;
  /** What differs, with a little of what is around it; empty: nothing. */
  compare(before: string, after: string): Promise<readonly DiffLine[]>;
}
