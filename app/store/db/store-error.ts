/**
 * The database's refusal, as a sentence for people; what the driver said is the cause.
 * - `unusable`: repeating can't help until a person mends it (wrong file, in use, newer version, refused login).
 * - `transient`: nothing was lost, later may do (connection lost, server starting, disk full). If the connection broke while a commit was
 *   being sent, whether it was done is not known: work is keyed and leased, so that doing it again is harmless.
 */
export class StoreError extends Error {
  readonly kind: 'unusable' | 'transient';

  constructor(kind: StoreError['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** What to do with a failed transaction: run it again at once, or throw this instead. */
export type Verdict = 'again' | Error;
