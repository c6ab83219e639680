// The process's time and randomness, passed to everything that needs them.

import { randomBytes } from 'node:crypto';

/** Unix ms. */
export const clock = () => Date.now();
/** Milliseconds that never go back. */
export const monotonic = () => performance.now();
/** A unique random id. */
export const newId = () => randomBytes(12).toString('hex');
