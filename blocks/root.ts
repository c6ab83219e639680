import type { Root } from '../app/domain/digest.ts';
import { renderCard } from './card.ts';
import type { RenderContext } from './context.ts';
import { renderDigest } from './digest.ts';
import type { Message } from './message.ts';

/** What stands in the channel: a job's card, or a digest. */
export function renderRoot(root: Root, context: RenderContext, possiblyRepeated = false): Message {
  return root.kind === 'card'
    ? renderCard(root.card, context, possiblyRepeated)
    : renderDigest(root.digest, context, possiblyRepeated);
}
