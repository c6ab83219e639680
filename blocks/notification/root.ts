import type { Root } from '../../app/domain/notification/root.ts';
import { renderCard } from '../job/card.ts';
import type { RenderContext } from '../kit/context.ts';
import { renderDigest } from './digest.ts';
import type { Message } from '../kit/message.ts';
import { renderNotice } from './notice.ts';

/** A thread's root: a job's card, a digest, or a direct message. */
export function renderRoot(root: Root, context: RenderContext, possiblyRepeated = false): Message {
  switch (root.kind) {
    case 'card':
      return renderCard(root.card, context, possiblyRepeated);
    case 'digest':
      return renderDigest(root.digest, context, possiblyRepeated);
    case 'notice':
      return renderNotice(root.notice, context, possiblyRepeated);
  }
}
