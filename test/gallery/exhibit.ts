import type { HomeView, ModalView } from '@slack/types';
import type { Message } from '../../blocks/kit/message.ts';
import type { FieldErrors } from './html/block.ts';

/** One message of the bot's. */
export type Post = {
  /** Unix ms. */
  readonly at: number;
  readonly message: Message;
  readonly edited?: boolean;
  /** Seen by its requester alone. */
  readonly onlyYou?: boolean;
};

export type Shown =
  | { readonly kind: 'post'; readonly post: Post; readonly replies?: readonly Post[] }
  | { readonly kind: 'window'; readonly view: ModalView | HomeView; readonly errors?: FieldErrors }
  /** What a button asks before it acts: Slack's confirm object. */
  | { readonly kind: 'dialog'; readonly confirm: unknown };

export type Exhibit = {
  /** Names the picture's file, so unique in its room; letters, digits and dashes. */
  readonly name: string;
  readonly caption: string;
  readonly shown: Shown;
};

export type Room = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly exhibits: readonly Exhibit[];
};

/** A value of the domain with what is to be seen of it. */
export type Captioned<Value> = readonly [caption: string, value: Value];

/** The file name of a caption. */
export function fileName(caption: string): string {
  const words = caption.toLowerCase().normalize('NFKD').replace(/[’']/g, '');
  return words
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
