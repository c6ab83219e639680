import { onTestFinished } from 'vitest';
import { z } from 'zod';
import {
  startVertexServer,
  type VertexOptions,
  type VertexServer,
} from '../../../app/sandbox/vertex/server.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is not JSON. */
  readonly json: z.infer<typeof anything>;
};
const anything = z.record(z.string(), z.json()).optional().catch(undefined);

export type Client = {
  readonly server: VertexServer;
  /** A path under `…/locations/us-central1/`, or an absolute one. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    init?: RequestInit,
  ) => Promise<Answer>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly create: (overrides?: JobOverrides) => Promise<string>;
  readonly list: (query?: Readonly<Record<string, string>>) => Promise<ListPage>;
};

export type JobOverrides = {
  readonly displayName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly scenario?: string;
};

const jobSchema = z.looseObject({
  name: z.string(),
  displayName: z.string(),
  state: z.string(),
  createTime: z.string(),
});
const pageSchema = z.strictObject({
  customJobs: z
    .array(z.looseObject({ name: z.string().optional(), displayName: z.string().optional() }))
    .default([]),
  nextPageToken: z.string().optional(),
});
export type ListPage = z.infer<typeof pageSchema>;

export const parent = '/v1beta1/projects/sandbox-project/locations/us-central1';

export function jobBody({
  displayName = 'train',
  labels,
  scenario = 'success',
}: JobOverrides = {}): object {
  return {
    displayName,
    ...(labels === undefined ? {} : { labels }),
    jobSpec: {
      workerPoolSpecs: [
        {
          machineSpec: { machineType: 'n1-standard-4' },
          replicaCount: '1',
          containerSpec: { imageUri: `us-docker.pkg.dev/p/train/${scenario}:latest` },
        },
      ],
    },
  };
}

/** Starts a server for this test and stops it when the test ends. */
export async function start(options: VertexOptions = {}): Promise<Client> {
  const server = await startVertexServer(options);
  onTestFinished(() => server.stop());
  const send = async (
    method: string,
    url: string,
    body?: unknown,
    init?: RequestInit,
  ): Promise<Answer> => {
    const response = await fetch(url, {
      method,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...init,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  };
  const headers = { authorization: `Bearer ${server.token}` };
  const call: Client['call'] = (method, path, body, init) =>
    send(method, `${server.url}${path.startsWith('/') ? path : `${parent}/${path}`}`, body, {
      headers,
      ...init,
    });
  return {
    server,
    call,
    control: (method, path, body) => send(method, `${server.url}/sandbox/${path}`, body),
    create: async (overrides) => {
      const { json, text } = await call('POST', 'customJobs', jobBody(overrides));
      const job = jobSchema.safeParse(json);
      if (!job.success) throw new Error(text);
      return job.data.name;
    },
    list: async (query = {}) =>
      pageSchema.parse(
        (await call('GET', `customJobs?${new URLSearchParams(query).toString()}`)).json,
      ),
  };
}

function parse(text: string): Answer['json'] {
  try {
    return anything.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Waits until something holds. Fails after 15 seconds. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadlineMs = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadlineMs) throw new Error('It did not come to hold within 15 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The state of a job as get shows it. */
export async function stateOf({ call }: Client, name: string): Promise<string> {
  const { json } = await call('GET', `/v1beta1/${name}`);
  return z.object({ state: z.string() }).parse(json).state;
}
