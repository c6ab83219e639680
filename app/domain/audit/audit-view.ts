// What is shown of the audit: a page of acts, and which ones were asked for.

/** Which acts. Each part narrows it. */
export type AuditFilter = {
  /** Begun within this time. */
  readonly sinceMs: number;
  /** Slack id of who did it. */
  readonly actor?: string | undefined;
  /** Handle of the job it is about. */
  readonly job?: string | undefined;
  /** Name of the template it is about. */
  readonly template?: string | undefined;
};

/**
 * The page before or after an act of another page. Pages follow an act's place in the order of time,
 * not an offset, so nothing is repeated or skipped when others are added meanwhile.
 */
export type AuditTurn = {
  readonly to: 'older' | 'newer';
  /** When the act began, Unix ms. */
  readonly at: number;
  /** The act's key. */
  readonly key: string;
};

/** An act as stored, which a later version of the bot may have written. */
export type AuditedAct = {
  readonly key: string;
  /** When it began, Unix ms. */
  readonly at: number;
  readonly actor: string;
  readonly verb: string;
  /** What it is about: a job's handle, a template, or the words as typed. */
  readonly subject: string;
  readonly job?: string | undefined;
  readonly template?: string | undefined;
  readonly verdict?: string | undefined;
  /** The rule that gave the verdict. */
  readonly rule?: string | undefined;
  readonly reason?: string | undefined;
  /** Undefined: not known yet. */
  readonly outcome?: string | undefined;
};
