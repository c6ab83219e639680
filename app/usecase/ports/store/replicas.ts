export type Replica = {
  /** Host and process. */
  readonly id: string;
  /** Hash of the policy file in force there; undefined if there is none. */
  readonly policy?: string | undefined;
};

/** The processes of the bot that share the database, as they last reported. */
export interface Replicas {
  /** Reports that a process runs, with the policy file in force there. */
  report(id: string): Promise<void>;
  /** A process stops. */
  leave(id: string): Promise<void>;
  /** Forgets all reports: the database belongs to one process, which has just started. */
  clear(): Promise<void>;
  /** Those that have reported since a time (Unix ms), by id. */
  since(time: number): Promise<readonly Replica[]>;
}
