// Fields and enum values newer than the proto of 2026-09, which the control route makes this Vertex accept.

import { snakeCase } from './proto-schema.ts';

export interface NewerFields {
  /** `path` is as in a request, with or without indexes: `jobSpec.scheduling.newerField`. With `word`, an enum field accepts that value. */
  add(path: string, word?: string): void;
  /** `path` is in the proto's spelling: `custom_job.job_spec.scheduling.newer_field`. */
  hasField(path: string): boolean;
  hasWord(path: string, word: string): boolean;
  clear(): void;
}

/** No newer fields. */
export function createNewerFields(): NewerFields {
  const fields = new Set<string>();
  const words = new Set<string>();
  return {
    add(path, word) {
      const place = snakeCase(withoutIndexes(path));
      if (word === undefined) fields.add(place);
      else words.add(`${place}=${word}`);
    },
    hasField: (path) => fields.has(placeOf(path)),
    hasWord: (path, word) => words.has(`${placeOf(path)}=${word}`),
    clear() {
      fields.clear();
      words.clear();
    },
  };
}

/** The path within the job, without the message's name. */
function placeOf(path: string): string {
  return withoutIndexes(path.replace(/^[^.]*\./, ''));
}

function withoutIndexes(path: string): string {
  return path.replace(/\[\d+]/g, '');
}
