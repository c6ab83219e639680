import type { BrokenTemplate, SecretHolder, SkippedFile } from '../../domain/doctor/checkup.ts';
import type { ParsedTemplate, TemplateSource } from '../../domain/template/read/parse-template.ts';
import type { SecretSearch } from '../../domain/template/secret/secret-search.ts';
import type { Template } from '../../domain/template/template.ts';
import type { DiffLine } from '../../domain/template/text/text-diff.ts';

/**
 * The current templates. One that can't be read is reported by `problems`. Rejects only if a
 * database is involved and doesn't answer.
 */
export interface Templates {
  get(name: string): Promise<Template | undefined>;
  /** The template's text with comments, safe to show: without anything that looks like a secret. */
  source(name: string): Promise<string | undefined>;
  /** Sorted by name. */
  list(): Promise<readonly Template[]>;
  /** Problems by file. A broken file keeps its last good version. */
  problems(): Promise<readonly TemplateProblem[]>;
  /** Files in the directory that are skipped, with the reason. */
  skipped(): Promise<readonly SkippedFile[]>;
  /**
   * Templates with what looks like a secret. They can be launched anyway, unless refused for
   * another reason.
   */
  secrets(): Promise<readonly SecretHolder[]>;
}

export type TemplateProblem = BrokenTemplate;

/** Templates as text. */
export interface TemplateText {
  /** Parses YAML as a template. Never rejects; taking too long is a problem. */
  read(text: string, source: TemplateSource): Promise<ParsedTemplate>;
  /** Formats a template's tree as YAML. */
  write(tree: Readonly<Record<string, unknown>>): string;
  /** A text safe to show: without anything that looks like a secret. Never rejects. */
  show(text: string): Promise<string>;
  /**
   * Searches a template and its text for secrets; without a template, a text that isn't one. Never
   * rejects; undefined if it takes too long.
   */
  secrets(template: Template | undefined, text: string): Promise<SecretSearch | undefined>;
  /** The difference with some context; empty if there is none. */
  compare(before: string, after: string): Promise<readonly DiffLine[]>;
}
