import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';

/** The part of the log this room needs: a constant message plus fields. */
export interface SlackLog {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/**
 * Lets Slack's libraries write to our log. Their debug lines hold whole payloads (message bodies, response_urls), so there are none,
 * whatever the level; of the rest, tokens and response_urls are cut out.
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

/** Characters of a library's line: a whole page of a gateway's may be in it. */
const longestLine = 8_000;

/** Cuts out what lets its reader act for the app: tokens, response_urls, Socket Mode tickets; and what is too long to be read. */
export function redact(text: string): string {
  const begin = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  return begin
    .replace(/\bx(?:ox[a-z]|app)-[\w-]+/g, '[token]')
    .replace(/\b(?:https?|wss?):\/\/\S+/g, '[url]');
}
