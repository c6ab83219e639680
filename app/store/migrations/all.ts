import type { Migration } from '../migrate.ts';
import { first } from './0001-first.ts';

/** In the order they are made. */
export const migrations: readonly Migration[] = [first];
