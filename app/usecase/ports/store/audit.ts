import type { Surface } from '../../../domain/launch/surface.ts';
import type { Verdict } from '../../../domain/permission/rule.ts';
import type { SeenBy } from './cards.ts';

export type AuditEntry = Partial<Verdict> & {
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
    | 'unlock'
    | 'extend';
  /** What it is about: a job's handle, a template, or the words as typed. */
  readonly subject: string;
  readonly channel: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Where in Slack; undefined: not known. */
  readonly surface?: Surface | undefined;
  /** Handle of the job it is about. */
  readonly job?: string | undefined;
  /** Name of the template it is about. */
  readonly template?: string | undefined;
  /** Why, as somebody said. */
  readonly reason?: string | undefined;
  /** Hash of the exact spec of a launch (`specHash`). */
  readonly specHash?: string | undefined;
};

/** A row as stored, which a later version of the bot may have written. */
export type AuditRow = Omit<AuditEntry, 'verb' | 'surface' | 'verdict'> & {
  readonly verb: string;
  readonly surface?: string | undefined;
  readonly verdict?: string | undefined;
  /** When it began, Unix ms. */
  readonly at: number;
  readonly outcome?: string | undefined;
  readonly completedAt?: number | undefined;
  /** Hash of the policy file in force when it began; undefined if there was none. */
  readonly policy?: string | undefined;
};

/** A row's place in the order of time, in which a page begins. */
export type AuditPlace = Pick<AuditRow, 'at' | 'key'>;

export type AuditQuery = {
  /** Begun at this time or later, and before `until`; Unix ms. */
  readonly since: number;
  readonly until?: number | undefined;
  readonly actor?: string | undefined;
  /** Handle of a job. */
  readonly job?: string | undefined;
  /** Name of a template, whatever its case. */
  readonly template?: string | undefined;
  /** Only their own acts, and acts on jobs that they see. Undefined: everybody's. */
  readonly seenBy?: SeenBy | undefined;
  /** Only rows on one side of this one. */
  readonly turn?: (AuditPlace & { readonly to: 'older' | 'newer' }) | undefined;
  readonly limit: number;
};

/** Rows, newest first; `more` on the side away from `turn`, which is the older one without it. */
export type AuditPage = { readonly rows: readonly AuditRow[]; readonly more: boolean };

/** Append-only: a row is begun, completed once, and never changed otherwise. */
export interface Audit {
  /** Written before the act. Secrets in its reason, detail and words are hidden. */
  begin(entry: AuditEntry): Promise<void>;
  /** Completed after the act, once: `created`, `refused: …`, `cancelled`, … */
  complete(key: string, outcome: string): Promise<void>;
  byKey(key: string): Promise<AuditRow | undefined>;
  page(query: AuditQuery): Promise<AuditPage>;
  /** The next rows of a time, oldest first, after the last one read. */
  after(
    query: Pick<AuditQuery, 'since' | 'until' | 'limit'>,
    place?: AuditPlace,
  ): Promise<readonly AuditRow[]>;
}
