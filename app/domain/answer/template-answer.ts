// Answers about templates.

import type { BrokenTemplate, SkippedFile } from '../doctor/checkup.ts';
import type { Outdone } from '../guard/guard.ts';
import type { ClosedTemplate } from '../template/closed-template.ts';
import type { TemplateSave } from '../template/template-save.ts';
import type { Template } from '../template/template.ts';
import type { DiffLine, DiffSide } from '../template/text/text-diff.ts';

export type TemplateAnswer =
  | {
      readonly kind: 'templates';
      readonly templates: readonly Template[];
      /** Those of them that can't be launched here now. */
      readonly closed?: readonly ClosedTemplate[] | undefined;
      /** Files that can't be used as they are. */
      readonly problems: readonly BrokenTemplate[];
      /** Files next to the templates that are skipped. */
      readonly skipped?: readonly SkippedFile[] | undefined;
    }
  /**
   * `source` is the template's text without secrets. `save` is its history entry if it is kept in
   * Slack.
   */
  | {
      readonly kind: 'template';
      readonly template: Template;
      readonly source: string;
      readonly save?: TemplateSave | undefined;
    }
  | {
      readonly kind: 'template-history';
      readonly name: string;
      /** Newest first. */
      readonly saves: readonly TemplateSave[];
      /** Whether there are older versions. */
      readonly more: boolean;
    }
  /** The changes in `after`. */
  | {
      readonly kind: 'template-diff';
      readonly name: string;
      readonly before: DiffSide;
      readonly after: DiffSide;
      readonly lines: readonly DiffLine[];
      /** The texts differ only in what looks like a secret. */
      readonly hidden?: boolean | undefined;
      /** Somebody saved this version after the edit was begun. */
      readonly newer?: TemplateSave | undefined;
      /** What Google accepts in the resulting job but advises against. */
      readonly notes?: readonly string[] | undefined;
    }
  /** A template was changed. `lines` is the difference in its text, if it has one. */
  | {
      readonly kind: 'template-saved';
      readonly save: TemplateSave;
      /** Parameters that a launch must set. */
      readonly needs: readonly string[];
      /** Limits of its guard that come to nothing, because the policy’s are stricter. */
      readonly outdone?: readonly Outdone[] | undefined;
      readonly lines?: readonly DiffLine[] | undefined;
      /** The texts differ only in what looks like a secret. */
      readonly hidden?: boolean | undefined;
    };
