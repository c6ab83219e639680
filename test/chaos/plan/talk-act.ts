// What people do otherwise than by slash commands: they talk, correct what they wrote, and fill in the form.

export type TalkAct =
  | {
      /** Says something that names the bot, or anything in their direct messages with it. */
      readonly do: 'mention';
      readonly user: string;
      readonly channel: string;
      /** `{handle}` stands for the handle of the job it is about. */
      readonly text: string;
      /** The tag of that job: nothing is said before its card is there. */
      readonly about?: string;
      /** In the thread of the card. */
      readonly inThread?: boolean;
      /** Of the button that asks whether it shall be cancelled, at the same time. */
      readonly presses: number;
      /** So often the event is brought once more, at once. */
      readonly again: number;
    }
  | {
      /** Says something, and edits it. */
      readonly do: 'edit';
      readonly user: string;
      readonly channel: string;
      readonly text: string;
      /** What it says after each edit. */
      readonly edits: readonly string[];
      /** Before each of them. */
      readonly afterMs: number;
      /** Slack unfurls a link in it besides. */
      readonly unfurls: boolean;
      /** So often all of its events are brought once more, at once. */
      readonly again: number;
    }
  | {
      readonly do: 'form';
      readonly user: string;
      readonly channel: string;
      /** By the bare command, or by a launch that lacks what is required. */
      readonly by: 'bare' | 'lacking';
      readonly tag: string;
      readonly scenario: string;
      readonly location: string;
      /** At the same time. */
      readonly submits: number;
      /** So often the first submission is brought once more, at once. */
      readonly again: number;
    }
  /** When all is over and the bot was started anew, five minutes later, every message and submission is brought once more. */
  | {
      readonly do: 'redeliver-late';
      /** The bot is killed in the middle of it, and they are brought again. */
      readonly kills: boolean;
    };
