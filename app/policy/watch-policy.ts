// Looks at a policy file again and again. It reads the file each time: mounts, checkouts and network
// file systems don't report a change reliably. Timers don't depend on the wall clock.

import { judgePolicy, type Judged, type ReadPolicyText } from './judge-policy.ts';
import type { PolicyBytes } from './read-policy.ts';

type WatchDeps = {
  readonly look: () => Promise<PolicyBytes>;
  readonly read: ReadPolicyText;
  readonly everyMs?: number | undefined;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
};

const usuallyMs = 2_000;
/** How long a change has to last. Half a file, as an editor writes it, may be laxer than all. */
const settlesMs = 500;
/** Before a text that took too long to parse is tried again. */
const againMs = 60_000;

/**
 * Calls `found` with each change that lasts. `mark`: what was there when it was judged last. Never
 * throws.
 */
export function watchPolicy(
  { look, read, everyMs = usuallyMs, log }: WatchDeps,
  mark: string,
  found: (judged: Judged) => void,
): { stop(): void } {
  let known: string | undefined = mark;
  let seen = mark;
  let isStopped = false;
  let timer = setTimeout(() => void turn(), everyMs);
  timer.unref();

  async function lookOnce(): Promise<number> {
    const bytes = await look();
    const isSettled = bytes.mark === seen;
    seen = bytes.mark;
    if (bytes.mark === known) return everyMs;
    if (!isSettled) return Math.min(settlesMs, everyMs);
    const judged = await judgePolicy(read, bytes);
    if (isStopped) return everyMs;
    const isPassing = !judged.ok && judged.passing;
    known = isPassing ? undefined : bytes.mark;
    found(judged);
    return isPassing ? againMs : everyMs;
  }

  async function turn(): Promise<void> {
    const nextMs = await lookOnce().catch((error: unknown) => {
      log.warn('the policy file could not be looked at', { error });
      return againMs;
    });
    if (isStopped) return;
    timer = setTimeout(() => void turn(), nextMs);
    timer.unref();
  }

  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
