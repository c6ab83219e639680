import type { NewTemplateSave, TemplateSave } from '../../../domain/template/template-save.ts';
import type { Template } from '../../../domain/template/template.ts';

/** The template versions that launches were made from. */
export interface TemplateVersions {
  /** Stores a version once. */
  keep(template: Template): Promise<void>;
  get(name: string, version: string): Promise<Template | undefined>;
}

/** Templates kept in Slack, with their history. */
export interface TemplateSaves {
  /** False if this number or this request is stored already; nothing changed. */
  add(save: NewTemplateSave, requestKey: string): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<TemplateSave | undefined>;
  /** The last entry, even if it is a delete. */
  newest(name: string): Promise<TemplateSave | undefined>;
  get(name: string, number: number): Promise<TemplateSave | undefined>;
  /** Newest first. */
  history(name: string, limit: number, olderThan?: number): Promise<readonly TemplateSave[]>;
  /** The last entry of each name that isn't deleted, by name. */
  list(): Promise<readonly TemplateSave[]>;
}
