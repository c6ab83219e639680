// Reads a call's arguments: form-encoded or JSON, with the token in the header or among the arguments.

import { isObject, parseJson, type Json, type JsonObject } from '../../shared/json.ts';

export type Arguments = {
  readonly args: JsonObject;
  readonly token: string | undefined;
  /** Slack's error code for a body that it refuses. */
  readonly problem: string | undefined;
};

/** Arguments that are JSON even in a form. */
const structured = new Set([
  'blocks',
  'attachments',
  'metadata',
  'view',
  'files',
  'message',
  'profile',
]);

/** Reads the arguments of one call; the token in the header comes first. */
export function readArguments(
  body: string,
  contentType: string,
  authorization: string,
  query: URLSearchParams,
): Arguments {
  const [type = ''] = contentType.split(';');
  const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  const { fields, problem } = readBody(body, type.trim().toLowerCase());
  const args = { ...Object.fromEntries(query), ...fields };
  const token = bearer ?? (typeof args.token === 'string' ? args.token : undefined);
  return { args, token, problem };
}

function readBody(body: string, type: string): { fields: JsonObject; problem: string | undefined } {
  if (body === '') return { fields: {}, problem: undefined };
  if (type === 'application/json') {
    const parsed = parseJson(body);
    if (parsed === undefined) return { fields: {}, problem: 'invalid_json' };
    if (!isObject(parsed)) return { fields: {}, problem: 'json_not_object' };
    return { fields: parsed, problem: undefined };
  }
  if (type === 'application/x-www-form-urlencoded') {
    const fields: JsonObject = {};
    for (const [name, text] of new URLSearchParams(body)) fields[name] = readField(name, text);
    return { fields, problem: undefined };
  }
  return { fields: {}, problem: type === '' ? 'missing_post_type' : 'invalid_post_type' };
}

/** Forms carry only text. An argument that should be JSON but isn't stays text, and the method's schema refuses it. */
function readField(name: string, text: string): Json {
  return structured.has(name) ? (parseJson(text) ?? text) : text;
}
