// The message that begins a thread.

import type { CardView } from './card.ts';
import type { DigestView } from './digest.ts';
import type { Notice } from './notice.ts';
import type { Update } from './update.ts';

/** What stands in a channel. */
export type ChannelRoot =
  | { readonly kind: 'card'; readonly card: CardView }
  | { readonly kind: 'digest'; readonly digest: DigestView };

/** What a thread was told, and the card at its root. */
export type ToldView = {
  readonly update: Update;
  readonly card: CardView;
  readonly rootTs?: string | undefined;
};

/** A notice with everything it shows. */
export type NoticeView =
  | ({
      readonly kind: 'told';
      /** Where it was launched. */
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
  | Extract<Notice, { kind: 'watch-ended' }>;

/** What began a thread; a notice is the only message of one in a direct message. */
export type Root = ChannelRoot | { readonly kind: 'notice'; readonly notice: NoticeView };
