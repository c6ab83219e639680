// Preloaded into a bot: its disk is full while a file says so.

import { readFileSync } from 'node:fs';
import { limitPages } from '../../store/db/full-disk.ts';

const file = process.env['TEST_MOST_PAGES'] ?? '';

// Empty while it is just being written.
limitPages(() => Number(readFileSync(file, 'utf8')) || undefined);
