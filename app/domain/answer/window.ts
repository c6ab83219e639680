import type { LaunchForm } from '../form/launch-form.ts';
import type { TemplateForm } from '../form/template-form.ts';
import type { WholeTemplate } from '../form/whole-template.ts';
import type { CardView } from '../launch/card.ts';
import type { DenyForm } from '../form/deny-form.ts';
import type { Answer } from './answer.ts';

/** What is shown in a window: domain values that blocks render. */
export type Window =
  | { readonly kind: 'launch-form'; readonly form: LaunchForm }
  | { readonly kind: 'template-form'; readonly form: TemplateForm }
  | { readonly kind: 'whole-template'; readonly template: WholeTemplate }
  /** Asks why a launch is denied. */
  | { readonly kind: 'deny-form'; readonly form: DenyForm }
  /** What a launch sends, but for values of env and args, and what differs from the last run. */
  | { readonly kind: 'launch-spec'; readonly card: CardView }
  /**
   * `channel`: where presses in it are answered and where the card will be. A form from Home is
   * answered in the window.
   */
  | {
      readonly kind: 'preview';
      readonly answer: Answer;
      readonly channel?: string | undefined;
      readonly home?: boolean | undefined;
    }
  /** The answer to a request from Home. `channel`: the person's direct messages with the bot. */
  | { readonly kind: 'answer'; readonly answer: Answer; readonly channel: string };
