import type { HomeView, ModalView } from '@slack/types';
import type { Message } from '../../blocks/kit/message.ts';
import type { FieldErrors } from './html/block.ts';

/** A message of the bot. */
export type Post = {
  /** Unix ms. */
  readonly at: number;
  readonly message: Message;
  readonly edited?: boolean;
  /** Visible to the requester only (ephemeral). */
  readonly onlyYou?: boolean;
};

export type Shown =
  | { readonly kind: 'post'; readonly post: Post; readonly replies?: readonly Post[] }
  | { readonly kind: 'window'; readonly view: ModalView | HomeView; readonly errors?: FieldErrors }
  /** The confirmation of a button: Slack's confirm object. */
  | { readonly kind: 'dialog'; readonly confirm: unknown };

export type Exhibit = {
  /** The picture's file name: unique in its section; letters, digits and dashes. */
  readonly name: string;
  readonly caption: string;
  readonly shown: Shown;
};

export type Section = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly exhibits: readonly Exhibit[];
};

/** A value of the domain with its caption. */
export type Captioned<Value> = readonly [caption: string, value: Value];

/** A caption as a file name. */
export function fileName(caption: string): string {
  const words = caption.toLowerCase().normalize('NFKD').replace(/[’']/g, '');
  return words
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
