// What a call brings: form-encoded or JSON, the token in the header or beside the other arguments.

import { isObject, parseJson, type Json, type JsonObject } from '../../shared/json.ts';

export type Arguments = {
  readonly args: JsonObject;
  readonly token: string | undefined;
  /** Slack's code for a body it does not take. */
  readonly problem: string | undefined;
};

/** Arguments that hold JSON even in a form. */
const structured = new Set([
  'blocks',
  'attachments',
  'metadata',
  'view',
  'files',
  'message',
  'profile',
]);

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

/** A form has only text; what should hold JSON and does not stays text and is refused where it is used. */
function readField(name: string, text: string): Json {
  return structured.has(name) ? (parseJson(text) ?? text) : text;
}
