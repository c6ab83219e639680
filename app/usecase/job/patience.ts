/** What hangs must not delay the rest of an answer. */
const patienceMs = 5_000;
export const noAnswer = `no answer within ${patienceMs / 1_000} s`;

/** The answer, or what stands for it if it takes longer than an answer waits. Rejects as the look does. */
export function orAfterPatience<T>(
  pause: (ms: number) => Promise<void>,
  look: Promise<T>,
  instead: () => T,
): Promise<T> {
  return Promise.race([look, pause(patienceMs).then(instead, instead)]);
}
