// Vertex AI and Google's STS on loopback, over real HTTP. README.md says what it does and how to control it.

import { randomBytes } from 'node:crypto';
import { startLoopbackServer } from '../http/loopback-server.ts';
import { createClock } from './base/times.ts';
import { createHandler } from './handler.ts';
import { trainingLocations } from './locations.ts';
import { audience, writeCredentialFiles } from './state/sts.ts';
import { createVertexState, type Project } from './state/vertex-state.ts';

export type VertexOptions = {
  /** 0 (the default) takes any free port. */
  readonly port?: number | undefined;
  readonly projects?: readonly Project[] | undefined;
  readonly locations?: readonly string[] | undefined;
  /** Jobs run this many times faster than their scenarios say. */
  readonly speed?: number | undefined;
  /** A fixed bearer token, for curl; generated when not given. */
  readonly token?: string | undefined;
  /** Unix ms; the machine's clock when not given. */
  readonly clock?: (() => number) | undefined;
  /** One line for each request, without bodies and tokens. */
  readonly log?: ((line: string) => void) | undefined;
};

export type VertexServer = {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly stsUrl: string;
  readonly audience: string;
  readonly projects: readonly Project[];
  readonly locations: readonly string[];
  /** Writes external_account credentials for this server. Resolves with the path for GOOGLE_APPLICATION_CREDENTIALS. */
  readonly writeCredentials: (directory: string) => Promise<string>;
  /** Cuts all connections and closes the port. */
  readonly stop: () => Promise<void>;
};

const defaultProjects = [{ id: 'sandbox-project', number: '123456789012' }];

/** Starts a Vertex AI without jobs. */
export async function startVertexServer(options: VertexOptions = {}): Promise<VertexServer> {
  const token = options.token ?? `ya29.sandbox-${randomBytes(18).toString('base64url')}`;
  const state = createVertexState({
    projects: options.projects ?? defaultProjects,
    locations: options.locations ?? trainingLocations,
    speed: options.speed ?? 1,
    token,
    clock: options.clock ?? createClock(),
  });
  const stopping = new AbortController();
  const handle = createHandler(state, stopping.signal, options.log);
  const server = await startLoopbackServer({ port: options.port ?? 0, handle, log: options.log });
  const { url, port } = server;
  const stsUrl = `${url}/sts/v1/token`;

  return {
    url,
    port,
    token,
    stsUrl,
    audience,
    projects: state.projects,
    locations: state.locations,
    writeCredentials: (directory) =>
      writeCredentialFiles(directory, stsUrl, state.sts.subjectToken),
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      await server.close();
    },
  };
}
