import type { Reply } from '../../http/reply.ts';
import type { JsonObject } from '../../shared/json.ts';
import { jsonReply } from './reply.ts';

/** A refusal by Slack: `ok: false` and a code, with HTTP 200. */
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

/** A refusal of arguments: one line for each problem, as Slack reports them. */
export function withMessages(code: string, messages: readonly string[]): SlackError {
  return new SlackError(code, {
    errors: messages.map((message) => message.replace(/^\[ERROR\] /, '')),
    response_metadata: { messages: [...messages] },
  });
}

/** A control request asks for something impossible. The message is for the tester and not worded as Slack's. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}
