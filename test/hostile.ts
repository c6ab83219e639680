// Texts that make a careless scan run for ever, and how a scan's time grows with them.

const pieces = [
  ...['a', 'A', 'aA', '1', '0.', '1e', ' ', ' a', '\n', ' \n', '\r', 'a\r', '\t', '.', ',', '-'],
  ...['_', ':', '=', 'a=', '"', "'", '“', '‘', '\\', '/', '`', '`a', '*', 'a*', '@', '$(', '{{'],
  ...['{{ ', '{{a', '{"a":', '[', '<', '<https:', '<https:a|', '<@UBOT', '<@UBOT|', '&amp;', '#'],
  ...[' #', '😀', '\u001b[', '\u001b]', '\u202e', '\0', '--a', '--password ', 'label.a'],
  ...[
    'password',
    'password=',
    'password="',
    'password ',
    'token',
    'token="a\\',
    'api_key_',
    'sas_',
  ],
  ...['a://', 'a://b:', 'a://b@', '://', 'https://a:', 'Bearer ', 'Basic', 'authorization: a '],
  ...['xoxb-', 'xoxa.xoxb', 'eyJ-', 'eyJaaaaaaaa.', 'sk-', 'hf_', 'SG.aaaaaaaaaaaaaaaa.'],
  ...['-----BEGIN ', '-----BEGIN PRIVATE KEY-----', ' in ', ' running in a', 'API ', 'aiplatform'],
  ...['//aiplatform', 'Service Agent a ', 'Quota exceeded ', "'x’ ", '"x” ', 'a.b ', 'key=value '],
] as const;
/** What stands after the crowd, so that a pattern that must reach the end of it fails there. */
const ends = ['', 'x'] as const;

export type Hostile = { readonly name: string; readonly of: (length: number) => string };

/** Each as long as is asked for, or a little longer. */
export const hostileTexts: readonly Hostile[] = pieces.flatMap((piece) =>
  ends.map((end) => ({
    name: JSON.stringify(`${piece}…${end}`),
    of: (length: number) => `${piece.repeat(Math.ceil(length / piece.length))}${end}`,
  })),
);

const short = 2_000;
const times = 8;
/** Linear is 8, quadratic 64; what a scan costs at all is forgiven. */
const steepest = 24;
const leastMs = 0.6;
/** A scan that is steep is so each time; what the machine does besides is not. */
const attempts = 12;

/**
 * The texts on which a scan's time grows faster than they do. A time limit would hang on the machine; what is compared here is the scan
 * with itself. The wall's time, not the processor's: a thread's is counted in ticks of 4 ms, longer than most scans.
 */
export function steepOn(scan: (text: string) => unknown): readonly string[] {
  return hostileTexts.flatMap(({ name, of }) => {
    const begin = of(short);
    const grown = of(short * times);
    for (let attempt = 0; attempt < attempts; attempt++) {
      // On both sides of the long one: the engine may compile the scan, or give its compiled form up, in between.
      const beforeMs = spentMs(() => scan(begin));
      const grownMs = spentMs(() => scan(grown));
      const afterMs = spentMs(() => scan(begin));
      if (grownMs <= steepest * Math.max(leastMs, beforeMs, afterMs)) return [];
    }
    return [name];
  });
}

function spentMs(work: () => unknown): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}
