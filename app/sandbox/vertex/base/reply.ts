import type { Reply } from '../../http/reply.ts';
import type { Json } from '../../shared/json.ts';

/** A JSON response, indented by default, as Google's are. */
export function jsonReply(status: number, body: Json, pretty = true): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: `${JSON.stringify(body, null, pretty ? 2 : 0)}\n`,
  };
}

/** The answer of Google's front end when no method has this verb and path. */
export function notFoundPage(path: string): Reply {
  const safe = path.replace(/[<>&"]/g, '');
  return {
    status: 404,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: `<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n  <p><b>404.</b> <ins>That's an error.</ins>\n  <p>The requested URL <code>${safe}</code> was not found on this server.  <ins>That's all we know.</ins>\n`,
  };
}
