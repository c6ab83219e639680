// Loaded into a bot before its own code: its wall clock is off by as many ms as a file says; its monotonic clock isn't.

import { readFileSync } from 'node:fs';

const file = process.env['TEST_WALL_OFF'] ?? '';
const now = Date.now.bind(Date);
let readAt = -Infinity;
let offMs = 0;

function wall(): number {
  // Reading the file for every date would be slow.
  if (performance.now() - readAt > 50) {
    readAt = performance.now();
    offMs = Number(readFileSync(file, 'utf8')) || 0;
  }
  return now() + offMs;
}

globalThis.Date = new Proxy(Date, {
  construct: (target, given: unknown[], self) =>
    Reflect.construct(target, given.length === 0 ? [wall()] : given, self) as object,
  get: (target, name) => (name === 'now' ? wall : (Reflect.get(target, name) as unknown)),
});
