import { pollFailure, type PollFailure } from '../../app/domain/error/poll-failure.ts';

const remedies: Readonly<Record<PollFailure, string>> = {
  'api-disabled': 'Enable aiplatform.googleapis.com in the project.',
  unauthenticated: 'Check GOOGLE_APPLICATION_CREDENTIALS and the account it names.',
  unreachable:
    'Check VERTEX_ENDPOINT, the location in VERTEX_TARGETS, and the way out to the network.',
  forbidden:
    'Give the bot’s account roles/aiplatform.user on the project, and check its name in VERTEX_TARGETS.',
  'rate-limited':
    'I read it less often until it answers. If it lasts, lower VERTEX_SHARE, or ask Google for more reads a minute.',
  'place-unknown': 'Check the project and the location in VERTEX_TARGETS.',
  other: 'It is tried again at each poll; nothing is lost meanwhile.',
};

/** What is said of a target whose reads hang. */
export const hangingReads =
  'Reads of it neither end nor fail: check the network to Vertex AI, then POLL_SCHEDULE.';

/**
 * The remedy for a failed poll, in one sentence; undefined if the failure's own message is enough.
 */
export function pollRemedy(problem: string): string | undefined {
  const kind = pollFailure(problem);
  return kind && remedies[kind];
}
