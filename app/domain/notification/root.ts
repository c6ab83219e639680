// The first message of a thread.

import type { CardView } from '../launch/card.ts';
import type { DigestView } from './digest.ts';
import type { Notice } from './notice.ts';
import type { Update } from './update.ts';

/** A root in a channel. */
export type ChannelRoot =
  | { readonly kind: 'card'; readonly card: CardView }
  | { readonly kind: 'digest'; readonly digest: DigestView };

/** A card and the updates of its thread. */
export type ToldView = {
  readonly update: Update;
  readonly card: CardView;
  readonly rootTs?: string | undefined;
};

/** A notice with everything it shows. */
export type NoticeView =
  | ({
      readonly kind: 'told';
      /** The channel of the launch. */
      readonly channel: string;
    } & ToldView)
  | {
      readonly kind: 'gathered';
      readonly channel: string;
      readonly told: readonly ToldView[];
      readonly count: number;
      readonly bad: number;
    }
  | {
      readonly kind: 'parked';
      readonly channel: string;
      readonly root: ChannelRoot;
      readonly why: string;
    }
  | {
      /** What it asks while it waits, then what became of it. */
      readonly kind: 'asked';
      readonly channel: string;
      readonly card: CardView;
      /** A reminder. */
      readonly again: boolean;
    }
  | Extract<Notice, { kind: 'watch-ended' | 'bulk' }>;

/** The notices of a kind. */
export type NoticeOf<Kind extends NoticeView['kind']> = Extract<NoticeView, { kind: Kind }>;

/** Any root. A notice is the only message of its thread, in direct messages. */
export type Root = ChannelRoot | { readonly kind: 'notice'; readonly notice: NoticeView };
