import type { NewTemplateSave, TemplateSave } from '../../domain/template/template-save.ts';
import type { Template } from '../../domain/template/template.ts';

/** Templates as they were when something was launched from them. */
export interface TemplateVersions {
  /** Once for each version. */
  keep(template: Template): Promise<void>;
  get(name: string, version: string): Promise<Template | undefined>;
}

/** Templates kept in Slack, with their history. */
export interface TemplateSaves {
  /** False, and nothing changed: somebody else has added this number, or this request was stored already. */
  add(save: NewTemplateSave, requestKey: string): Promise<boolean>;
  byRequestKey(requestKey: string): Promise<TemplateSave | undefined>;
  /** The last entry, a delete included. */
  newest(name: string): Promise<TemplateSave | undefined>;
  get(name: string, number: number): Promise<TemplateSave | undefined>;
  /** Newest first. */
  history(name: string, limit: number, olderThan?: number): Promise<readonly TemplateSave[]>;
  /** The last entry of each name that is not deleted, by name. */
  list(): Promise<readonly TemplateSave[]>;
}
