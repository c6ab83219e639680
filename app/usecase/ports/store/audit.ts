export type AuditEntry = {
  /** Identifies the act; a repeat writes nothing new. */
  readonly key: string;
  readonly actor: string;
  readonly verb:
    | 'launch'
    | 'cancel'
    | 'approve'
    | 'deny'
    | 'drop'
    | 'view'
    | 'template'
    | 'channel'
    | 'watch'
    | 'unwatch'
    | 'lock'
    | 'unlock';
  /** Handle of the job it is about. */
  readonly subject: string;
  readonly channel: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type AuditRow = AuditEntry & {
  readonly at: number;
  readonly outcome?: string | undefined;
  readonly completedAt?: number | undefined;
  /** Hash of the policy file in force when it began; undefined if there was none. */
  readonly policy?: string | undefined;
};

export interface Audit {
  /** Written before the act. */
  begin(entry: AuditEntry): Promise<void>;
  /** Completed after the act, once: `created`, `refused: …`, `cancelled`, … */
  complete(key: string, outcome: string): Promise<void>;
  byKey(key: string): Promise<AuditRow | undefined>;
}
