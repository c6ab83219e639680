// The history of a template kept in Slack. It is append-only.

/** One entry. Numbers start at 1 for each name and are never reused, even after a delete. */
export type TemplateSave = {
  readonly name: string;
  readonly number: number;
  /** `delete` removes the template; its text is empty. */
  readonly action: 'save' | 'restore' | 'delete';
  /** The YAML as written. */
  readonly text: string;
  /** Slack user id. */
  readonly author: string;
  /** Unix ms. */
  readonly at: number;
  readonly note?: string | undefined;
  /** For a restore: the entry whose text it is. */
  readonly restored?: number | undefined;
};

/** An entry before it is stored. */
export type NewTemplateSave = Omit<TemplateSave, 'at'>;

/** The version of the entry's template: `v7`. */
export function versionName(number: number): string {
  return `v${number}`;
}

/** Parses `v7` or `7`; undefined if the word is anything else. */
export function readVersion(word: string): number | undefined {
  const [, digits] = /^v?([1-9]\d{0,8})$/i.exec(word) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** In characters. */
export const longestNote = 500;

/**
 * Whether a template may be saved in Slack under this name. For names of files, see
 * `isTemplateName`.
 */
export function isSavedName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(name);
}

/** The rule for such a name, to follow "must be". */
export const savedNameRule = 'lowercase letters, digits and -, at most 63 and no - first';
