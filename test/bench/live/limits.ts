// Slack's and Google's limits, and how the bot and the sandbox are told other ones.

/** Slack's own: https://docs.slack.dev/apis/web-api/rate-limits. Short bursts above a post a second are allowed, but not promised. */
export const slackLimits = { postsPerSecond: 1, editsPerMinute: 50, postsPerMinute: 600 } as const;

/** Where the bot states the limits that it keeps: the end of a file's path, and a line of it in which `LIMIT` stands for the number. */
export const statedLimits = [
  {
    file: 'notification/rate-limits.ts',
    line: 'const postIntervalMs = LIMIT;',
    limit: '1_000',
    scaled: (times: number) => `1_000 / ${times}`,
  },
  {
    file: 'notification/rate-limits.ts',
    line: 'const editIntervalMs = LIMIT;',
    limit: '1_200',
    scaled: (times: number) => `1_200 / ${times}`,
  },
  {
    file: 'job/poll-pace.ts',
    line: 'export const readsPerMinute = LIMIT;',
    limit: '600',
    scaled: (times: number) => `600 * ${times}`,
  },
] as const;

/** The sandbox's settings for limits that are so many times as high. */
export function ratesTimes(times: number) {
  return {
    enabled: true,
    postPerSecond: slackLimits.postsPerSecond * times,
    postPerMinute: slackLimits.postsPerMinute * times,
    tier2: 20 * times,
    tier3: slackLimits.editsPerMinute * times,
    tier4: 100 * times,
    responseUrlPerSecond: times,
  };
}

/** The source of a file of the bot with limits so many times as high. @throws if a line is not there */
export function withLimits(path: string, source: string, times: number): string {
  let text = source;
  for (const { file, line, limit, scaled } of statedLimits) {
    if (!path.endsWith(file)) continue;
    const found = line.replace('LIMIT', limit);
    if (!text.includes(found)) throw new Error(`${path} has no line “${found}”.`);
    text = text.replace(found, line.replace('LIMIT', scaled(times)));
  }
  return text;
}
