// Loaded into a bot before its own code: it keeps limits that are BENCH_TIMES as high.

import { registerHooks } from 'node:module';
import { withLimits } from '../limits.ts';

const times = Number(process.env['BENCH_TIMES'] ?? 1);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.includes('/app/') || loaded.source == null) return loaded;
    const source = new TextDecoder().decode(
      typeof loaded.source === 'string' ? Buffer.from(loaded.source) : loaded.source,
    );
    return { ...loaded, source: withLimits(url, source, times) };
  },
});
