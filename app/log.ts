// The log: one JSON object per line on stdout, in Cloud Logging's format.

import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './environment.ts';
import { cleanFields, redactLogLine } from './log-redaction.ts';

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

/** Creates a log that writes lines of JSON to `destination`. */
export function createLog(level: LogLevel, destination: DestinationStream): Log {
  const logger: Logger<'notice'> = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      // Above every threshold but not an error: for the ready line.
      customLevels: { notice: 100 },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ severity: severities[label] ?? 'DEFAULT' }) },
    },
    destination,
  );
  const write =
    (at: 'debug' | 'info' | 'warn' | 'error' | 'notice') =>
    (message: string, fields: Fields = {}): void =>
      logger[at](cleanFields(fields, level === 'debug'), redactLogLine(message));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    always: write('notice'),
  };
}

/** Takes a log's lines and writes them to `destination` for people. Loads what only a terminal needs. */
export async function forPeople(destination: DestinationStream): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    destination: toWritable(destination),
    messageKey: 'message',
    levelKey: 'severity',
    ignore: 'time',
  });
}

function toWritable(destination: DestinationStream) {
  return { write: (chunk: string) => destination.write(chunk) } as unknown as NodeJS.WritableStream;
}

/** Writes node-cron's own messages to the bot's log. */
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
