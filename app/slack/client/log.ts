import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';

/** The part of the log that this ring uses: a constant message plus fields. */
export interface SlackLog {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/**
 * Writes the messages of Slack's libraries to the bot's log. Their debug messages contain whole
 * payloads (message bodies, response_urls) and are dropped at every level; in the others, tokens
 * and response_urls are removed.
 */
export function libraryLogger(log: SlackLog): Logger {
  const write = (level: 'info' | 'warn' | 'error') => {
    return (...parts: unknown[]) =>
      log[level]('Slack library', { detail: redact(parts.map(String).join(' ')) });
  };
  return {
    debug: () => undefined,
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    getLevel: () => LogLevel.INFO,
    setLevel: () => undefined,
    setName: () => undefined,
  };
}

/** In characters. A line may contain a gateway's whole error page. */
const longestLine = 8_000;

/**
 * Removes what would let a reader act as the app (tokens, response_urls, Socket Mode tickets), and
 * cuts long texts.
 */
export function redact(text: string): string {
  const begin = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  return begin
    .replace(/\bx(?:ox[a-z]|app)-[\w-]+/g, '[token]')
    .replace(/\b(?:https?|wss?):\/\/\S+/g, '[url]');
}
