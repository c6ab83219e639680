// Remedies for a target that can't be read. Patterns match only the stable middle of Google's
// messages.

const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /has not been used in project|API .{0,200}(?:disabled|not enabled)|SERVICE_DISABLED/i,
    'Enable aiplatform.googleapis.com in the project.',
  ],
  [
    /authentication credential|unauthenticated/i,
    'Check GOOGLE_APPLICATION_CREDENTIALS and the account it names.',
  ],
  [
    /can’t be reached/i,
    'Check VERTEX_ENDPOINT, the location in VERTEX_TARGETS, and the way out to the network.',
  ],
  [
    /permission|forbidden|denied/i,
    'Give the bot’s account roles/aiplatform.user on the project, and check its name in VERTEX_TARGETS.',
  ],
  [
    /\bquota|\brate\b|exhausted|\b429\b/i,
    'Poll less often (POLL_SCHEDULE), or ask for more requests a minute.',
  ],
  [/not found|invalid/i, 'Check the project and the location in VERTEX_TARGETS.'],
];

/**
 * The remedy for a failed poll, in one sentence; undefined if the failure's own message is enough.
 */
export function pollRemedy(problem: string): string | undefined {
  if (problem.includes('GOOGLE_APPLICATION_CREDENTIALS')) return undefined;
  const found = remedies.find(([pattern]) => pattern.test(problem));
  return found?.[1] ?? 'It is tried again at each poll; nothing is lost meanwhile.';
}
