// What this Vertex takes beyond the proto of 2026-09: a field or an enum's word that is newer, as the control route taught it.

import { snakeCase } from './proto-schema.ts';

export interface Learned {
  /** `path` as in a request, indexes or not: `jobSpec.scheduling.newerField`. With `word` the field is an enum, and takes it. */
  teach(path: string, word?: string): void;
  /** `path` as the proto has it: `custom_job.job_spec.scheduling.newer_field`. */
  takesField(path: string): boolean;
  takesWord(path: string, word: string): boolean;
  clear(): void;
}

export function createLearned(): Learned {
  const fields = new Set<string>();
  const words = new Set<string>();
  return {
    teach(path, word) {
      const place = snakeCase(withoutIndexes(path));
      if (word === undefined) fields.add(place);
      else words.add(`${place}=${word}`);
    },
    takesField: (path) => fields.has(placeOf(path)),
    takesWord: (path, word) => words.has(`${placeOf(path)}=${word}`),
    clear() {
      fields.clear();
      words.clear();
    },
  };
}

/** The path within the job, whatever the message is called. */
function placeOf(path: string): string {
  return withoutIndexes(path.replace(/^[^.]*\./, ''));
}

function withoutIndexes(path: string): string {
  return path.replace(/\[\d+]/g, '');
}
