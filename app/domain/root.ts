// The message that begins a thread.

import type { CardView } from './card.ts';
import type { DigestView } from './digest.ts';
import type { Notice } from './notice.ts';
import type { Update } from './update.ts';

/** What stands in a channel. */
export type ChannelRoot =
  | { readonly kind: 'card'; readonly card: CardView }
  | { readonly kind: 'digest'; readonly digest: DigestView };

/** A notice with everything it shows. */
export type NoticeView =
  | {
      readonly kind: 'told';
      readonly update: Update;
      readonly card: CardView;
      /** Where it was launched, and its card there. */
      readonly channel: string;
      readonly rootTs?: string | undefined;
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
