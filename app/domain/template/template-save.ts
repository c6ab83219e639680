// The history of a template that is kept in Slack: nothing in it is ever changed, a change is a new entry.

/** One entry. Entries are numbered from 1 for each name, and no number is used again, even after a delete. */
export type TemplateSave = {
  readonly name: string;
  readonly number: number;
  /** `delete` takes the template away, and its text is empty. */
  readonly action: 'save' | 'restore' | 'delete';
  /** YAML, as it was written. */
  readonly text: string;
  /** Slack user id. */
  readonly author: string;
  /** Unix ms. */
  readonly at: number;
  readonly note?: string | undefined;
  /** Of a restore: the number of the entry whose text it is. */
  readonly restored?: number | undefined;
};

/** What is still to be stored of an entry. */
export type NewTemplateSave = Omit<TemplateSave, 'at'>;

/** What a template of this entry is called: `v7`. */
export function versionName(number: number): string {
  return `v${number}`;
}

/** Reads `v7` or `7`; undefined when it is anything else. */
export function readVersion(word: string): number | undefined {
  const [, digits] = /^v?([1-9]\d{0,8})$/i.exec(word) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The longest note that is kept, in characters. */
export const longestNote = 500;

/** Whether a template may be saved in Slack under this name. Files are called as they are, see `isTemplateName`. */
export function isSavedName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(name);
}

/** What such a name must be, to go on after "must be". */
export const savedNameRule = 'lowercase letters, digits and -, at most 63 and no - first';
