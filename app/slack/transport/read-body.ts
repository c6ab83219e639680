import type { IncomingMessage } from 'node:http';

/** What came of reading a body. `broken-off`: whoever sent it is gone. `busy`: it took so long that others needed its room. */
export type Body =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-big' | 'broken-off' | 'busy' };

export type ReadBody = (request: IncomingMessage) => Promise<Body>;

/**
 * Reads bodies of at most `most` bytes each, and holds at most `together` bytes of those that are not whole yet: they come from anybody,
 * and who signed them shows only at their end. When it gets tight, the one that began first has to go: Slack sends in one piece.
 */
export function createBodyReader(most: number, together: number): ReadBody {
  let held = 0;
  // A set keeps its order.
  const reading = new Set<(body: Body) => void>();
  return (request) =>
    new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = (body: Body): void => {
        if (!reading.delete(done)) return;
        held -= size;
        request.off('data', take).resume();
        resolve(body);
      };
      const take = (chunk: Buffer): void => {
        chunks.push(chunk);
        size += chunk.length;
        held += chunk.length;
        const [first] = reading;
        if (size > most) done({ kind: 'too-big' });
        else if (held > together) first?.({ kind: 'busy' });
      };
      reading.add(done);
      request.on('data', take);
      request.once('end', () => done({ kind: 'whole', bytes: Buffer.concat(chunks) }));
      request.once('close', () => done({ kind: 'broken-off' }));
      request.once('error', () => done({ kind: 'broken-off' }));
    });
}
