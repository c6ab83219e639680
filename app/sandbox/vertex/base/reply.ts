import type { Reply } from '../../http/reply.ts';
import type { Json } from '../../shared/json.ts';

/** Google indents its JSON unless told not to. */
export function jsonReply(status: number, body: Json, pretty = true): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: `${JSON.stringify(body, null, pretty ? 2 : 0)}\n`,
  };
}

/** What Google's front end answers when no method fits the path and the verb. */
export function notFoundPage(path: string): Reply {
  const safe = path.replace(/[<>&"]/g, '');
  return {
    status: 404,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: `<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n  <p><b>404.</b> <ins>That's an error.</ins>\n  <p>The requested URL <code>${safe}</code> was not found on this server.  <ins>That's all we know.</ins>\n`,
  };
}
