// Loaded into a bot before its own code: limits its database to as many pages as a file says.

import { readFileSync } from 'node:fs';
import { limitPages } from '../../store/db/full-disk.ts';

const file = process.env['TEST_MOST_PAGES'] ?? '';

// The file is empty for a moment while it is written.
limitPages(() => Number(readFileSync(file, 'utf8')) || undefined);
