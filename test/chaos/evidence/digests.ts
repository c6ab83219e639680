// Threads that belong to no job: changed channel settings, ended watches, and direct notices. Read from the bot's rows.

import { z } from 'zod';
import type { Rows, ThreadRow } from './evidence.ts';

const settings = z.looseObject({
  mode: z.string(),
  broadcast: z.boolean(),
  digest: z.looseObject({ minutes: z.number(), zone: z.string() }).optional(),
});

const digest = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('settings'),
    at: z.number(),
    by: z.string(),
    before: settings,
    after: settings,
  }),
  z.looseObject({ kind: z.literal('unwatched'), at: z.number(), by: z.string() }),
  z.looseObject({
    kind: z.literal('direct'),
    notice: z.discriminatedUnion('kind', [
      z.looseObject({ kind: z.literal('told'), threadId: z.string(), key: z.string() }),
      z.looseObject({
        kind: z.literal('gathered'),
        items: z.array(z.looseObject({ threadId: z.string(), key: z.string() })),
      }),
      z.looseObject({ kind: z.literal('parked'), threadId: z.string() }),
      z.looseObject({ kind: z.literal('watch-ended'), channel: z.string(), by: z.string() }),
    ]),
  }),
]);
export type Digest = z.output<typeof digest>;

/** The threads of one kind, with their parsed content. */
export function digestsOf<Kind extends Digest['kind']>(
  { threads }: Rows,
  kind: Kind,
): readonly {
  readonly thread: ThreadRow;
  readonly digest: Extract<Digest, { kind: Kind }>;
}[] {
  return threads.flatMap((thread) => {
    if (thread.digest === null) return [];
    const parsed = digest.safeParse(JSON.parse(thread.digest)).data;
    return parsed !== undefined && isOf(parsed, kind) ? [{ thread, digest: parsed }] : [];
  });
}

function isOf<Kind extends Digest['kind']>(
  one: Digest,
  kind: Kind,
): one is Extract<Digest, { kind: Kind }> {
  return one.kind === kind;
}
