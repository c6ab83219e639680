// What people do without slash commands: they write messages, edit them, and fill in the form.

export type TalkAct =
  | {
      /** Posts a message that mentions the bot, or any message in the direct messages with it. */
      readonly do: 'mention';
      readonly user: string;
      readonly channel: string;
      /** `{handle}` is replaced by the handle of the job it is about. */
      readonly text: string;
      /** The tag of that job. The message is posted once its card is there. */
      readonly about?: string;
      /** Whether it is posted in the card's thread. */
      readonly inThread?: boolean;
      /** How many times the confirm button is pressed at once. */
      readonly presses: number;
      /** How many more times the event is delivered, all at the same time. */
      readonly again: number;
    }
  | {
      /** Posts a message and edits it. */
      readonly do: 'edit';
      readonly user: string;
      readonly channel: string;
      readonly text: string;
      /** Its text after each edit. */
      readonly edits: readonly string[];
      /** The pause before each edit. */
      readonly afterMs: number;
      /** Whether Slack also unfurls a link in it. */
      readonly unfurls: boolean;
      /** How many more times each of its events is delivered, all at the same time. */
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
      /** How many times the form is submitted at once. */
      readonly submits: number;
      /** How many more times the first submission is delivered. */
      readonly again: number;
    }
  /** After the run has settled, the bot is restarted five minutes ahead, and every message and submission is delivered again. */
  | {
      readonly do: 'redeliver-late';
      /** Whether the bot is then killed, and everything delivered once more. */
      readonly kills: boolean;
    };
