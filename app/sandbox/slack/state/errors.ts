import type { JsonObject } from '../../shared/json.ts';
import type { Reply } from '../../http/reply.ts';
import { jsonReply } from './reply.ts';

/** What Slack answers in words: `ok: false` and a code, with HTTP 200. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly code: string;
  readonly extra: JsonObject;

  constructor(code: string, extra: JsonObject = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }

  toReply(): Reply {
    return jsonReply(200, { ok: false, error: this.code, ...this.extra });
  }
}

/** Slack's form of complaints about arguments: one line each, with a pointer where it has one. */
export function withMessages(code: string, messages: readonly string[]): SlackError {
  return new SlackError(code, {
    errors: messages.map((message) => message.replace(/^\[ERROR\] /, '')),
    response_metadata: { messages: [...messages] },
  });
}

/** A control route was asked for something that can't be: said to the tester, not in Slack's words. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}
