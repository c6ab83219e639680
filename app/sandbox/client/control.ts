import { z } from 'zod';

/** Calls a control route of one server. Rejects with the server's own sentence when it refuses. */
export type Control = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** The control routes of the server at this address. */
export function controlAt(serverUrl: string): Control {
  return async (method, path, body) => {
    const response = await fetch(`${serverUrl}/sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const answer: unknown = isJson ? JSON.parse(text) : text;
    if (response.ok) return answer;
    const failure = z.looseObject({ error: z.unknown() }).safeParse(answer);
    const reason = failure.success ? failure.data.error : text;
    throw new Error(typeof reason === 'string' ? reason : JSON.stringify(reason));
  };
}
