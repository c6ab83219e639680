// What kind of failure keeps a target from being read. Patterns match only the stable middle of
// Google's messages; the first match wins.

const patterns = {
  'api-disabled':
    /has not been used in project|API .{0,200}(?:disabled|not enabled)|SERVICE_DISABLED/i,
  unauthenticated: /authentication credential|unauthenticated/i,
  unreachable: /can’t be reached/i,
  forbidden: /permission|forbidden|denied/i,
  'rate-limited': /\bquota|\brate\b|exhausted|\b429\b/i,
  'place-unknown': /not found|invalid/i,
} as const satisfies Readonly<Record<string, RegExp>>;

/** `other`: nothing is known but that the poll failed. */
export type PollFailure = keyof typeof patterns | 'other';

const isKnown = (kind: string): kind is keyof typeof patterns => Object.hasOwn(patterns, kind);
const known = Object.keys(patterns).filter(isKnown);

/** The kind of a failed poll; undefined if the failure's own message says what to do. */
export function pollFailure(problem: string): PollFailure | undefined {
  if (problem.includes('GOOGLE_APPLICATION_CREDENTIALS')) return undefined;
  return known.find((kind) => patterns[kind].test(problem)) ?? 'other';
}
