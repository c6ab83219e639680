// The records of the Vertex server.

import { z } from 'zod';
import { time } from './message-schema.ts';

export const vertexRecordsSchema = z.looseObject({
  requests: z.array(
    z.looseObject({
      call: z.string().nullable(),
      fault: z.string().nullable(),
      status: z.number().nullish(),
      /** Of a create that Vertex refused: what it asked for, and why. */
      refused: z
        .object({ labels: z.record(z.string(), z.unknown()), message: z.string() })
        .nullish(),
    }),
  ),
  jobs: z.array(
    z.looseObject({
      id: z.string(),
      displayName: z.string(),
      labels: z.record(z.string(), z.string()),
      location: z.string().default(''),
      origin: z.string(),
      scenario: z.string().optional(),
      state: z.string(),
      history: z.array(z.object({ state: z.string(), at: time })),
      error: z.looseObject({ message: z.string() }).optional(),
      jobSpec: z.unknown().optional(),
      deleted: z.boolean(),
    }),
  ),
});
export type VertexRecords = z.output<typeof vertexRecordsSchema>;
export type VertexJob = VertexRecords['jobs'][number];
