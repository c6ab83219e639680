import type { IncomingMessage } from 'node:http';

/**
 * The result of reading a body. `broken-off`: the sender is gone. `busy`: it took so long that
 * others needed the room.
 */
type Body =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-big' | 'broken-off' | 'busy' };

type ReadBody = (request: IncomingMessage) => Promise<Body>;

/**
 * Reads bodies of at most `most` bytes each, and holds at most `together` bytes of incomplete ones:
 * anybody can send them, and a signature can be checked only at the end. When room runs out, the
 * one that started first is dropped, since Slack sends in one piece.
 */
export function createBodyReader(most: number, together: number): ReadBody {
  let held = 0;
  // A Set keeps insertion order.
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
