// What people do otherwise than by slash commands: they talk, correct what they wrote, and fill in the form.

export type TalkAct =
  | {
      /** Says something that names the bot, or anything in their direct messages with it. */
      readonly do: 'mention';
      readonly user: string;
      readonly channel: string;
      /** `{handle}` is replaced by the handle of the job it is about. */
      readonly text: string;
      /** The tag of that job: nothing is said before its card is there. */
      readonly about?: string;
      /** In the thread of the card. */
      readonly inThread?: boolean;
      /** How often the confirm button is pressed, all at once. */
      readonly presses: number;
      /** How many more times the event is delivered, all at once. */
      readonly again: number;
    }
  | {
      /** Says something, and edits it. */
      readonly do: 'edit';
      readonly user: string;
      readonly channel: string;
      readonly text: string;
      /** Its text after each edit. */
      readonly edits: readonly string[];
      /** Before each of them. */
      readonly afterMs: number;
      /** Whether Slack also unfurls a link in it. */
      readonly unfurls: boolean;
      /** How many more times each of its events is delivered, all at once. */
      readonly again: number;
    }
  | {
      readonly do: 'form';
      readonly user: string;
      readonly channel: string;
      /** Opened by the bare command, or by a launch without its required parameters. */
      readonly by: 'bare' | 'lacking';
      readonly tag: string;
      readonly scenario: string;
      readonly location: string;
      /** At the same time. */
      readonly submits: number;
      /** How many more times the first submission is delivered. */
      readonly again: number;
    }
  /** When all is over, the bot is restarted five minutes later, and every message and submission is delivered again. */
  | {
      readonly do: 'redeliver-late';
      /** Whether the bot is killed halfway, and everything delivered yet again. */
      readonly kills: boolean;
    };
