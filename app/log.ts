// One JSON object a line on stdout, as Cloud Logging reads it. Whatever a library puts into a message or an error, no token gets out.

import { pino, type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './config.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A constant message plus fields. */
export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  /** Written at every level. */
  always(message: string, fields?: Fields): void;
}

const severities: Readonly<Record<string, string>> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
  notice: 'NOTICE',
};

const secrets: readonly (readonly [RegExp, string])[] = [
  [/\bx(?:ox[a-z]|app)-[\w-]+/g, '[slack token]'],
  [/\bya29\.[\w.-]+/g, '[google token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [token]'],
  [/(https:\/\/hooks\.slack\.com\/)\S+/g, '$1[url]'],
  [/(\w+:\/\/[^:/@\s]+:)[^@\s]+@/g, '$1[password]@'],
];

/** Cuts out what would let its reader act for the bot. */
export function redact(text: string): string {
  return secrets.reduce((clean, [pattern, mark]) => clean.replace(pattern, mark), text);
}

/** A log on `destination`; pretty for people, JSON for machines. */
export function createLog(
  level: LogLevel,
  destination: DestinationStream,
  options: { readonly pretty: boolean },
): Log {
  const logger: Logger<'notice'> = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      // Above every threshold, yet no error: the ready line.
      customLevels: { notice: 100 },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ severity: severities[label] ?? 'DEFAULT' }) },
    },
    options.pretty
      ? pretty({
          destination: toWritable(destination),
          messageKey: 'message',
          levelKey: 'severity',
          ignore: 'time',
        })
      : destination,
  );
  const write =
    (at: 'debug' | 'info' | 'warn' | 'error' | 'notice') =>
    (message: string, fields: Fields = {}): void =>
      logger[at](clean(fields, level === 'debug'), redact(message));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    always: write('notice'),
  };
}

function toWritable(destination: DestinationStream) {
  return { write: (chunk: string) => destination.write(chunk) } as unknown as NodeJS.WritableStream;
}

/** Fields as they may be written: strings redacted, errors reduced to what helps and holds no request. */
function clean(fields: Fields, withStack: boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, cleanValue(value, withStack, 0)]),
  );
}

const deepest = 5;

function cleanValue(value: unknown, withStack: boolean, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (value instanceof Error) return cleanError(value, withStack, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '[…]';
  if (Array.isArray(value)) return value.map((one) => cleanValue(one, withStack, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, cleanValue(one, withStack, depth + 1)]),
  );
}

// Errors of HTTP libraries carry the whole request, token included: only these are taken over.
function cleanError(error: Error, withStack: boolean, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: name,
    message: redact(message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(withStack && stack !== undefined ? { stack: redact(stack) } : {}),
    ...(cause instanceof Error && depth < deepest
      ? { cause: cleanError(cause, withStack, depth + 1) }
      : {}),
  };
}

/** node-cron's own lines, in our log. */
export function cronLogger(log: Log) {
  const text = (said: unknown) => (said instanceof Error ? said.message : String(said));
  return {
    info: (said: string) => log.info('schedule', { detail: said }),
    warn: (said: string) => log.warn('schedule', { detail: said }),
    error: (said: string | Error, error?: Error) =>
      log.error('schedule', { detail: text(said), ...(error === undefined ? {} : { error }) }),
    debug: (said: string | Error) => log.debug('schedule', { detail: text(said) }),
  };
}
