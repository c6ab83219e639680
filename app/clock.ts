// The process's own time and randomness, for whoever is handed them.

import { randomBytes } from 'node:crypto';

/** Unix ms. */
export const clock = () => Date.now();
/** Ms that never go back. */
export const monotonic = () => performance.now();
/** Nobody else has it. */
export const newId = () => randomBytes(12).toString('hex');
