/**
 * A failure of the database as a sentence for people; the driver's error is the cause.
 * - `unusable`: a person has to fix something first (wrong file, in use, newer version, refused
 *   login).
 * - `transient`: nothing was lost and a retry may work (connection lost, server starting, disk
 *   full). If the connection broke during a commit, it may or may not be done. Work is keyed and
 *   leased, so repeating it does no harm.
 */
export class StoreError extends Error {
  readonly kind: 'unusable' | 'transient';

  constructor(kind: StoreError['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** What to do with a failed transaction: run it again at once, or throw this error. */
export type Verdict = 'again' | Error;
