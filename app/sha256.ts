import { createHash } from 'node:crypto';
import type { Sha256 } from './domain/launch/spec-hash.ts';

/** SHA-256 for the domain, which has no node:crypto. */
export const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
