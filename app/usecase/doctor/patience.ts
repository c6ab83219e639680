/** What hangs must not delay the other findings of `doctor`. */
const patienceMs = 5_000;
export const noAnswer = `no answer within ${patienceMs / 1_000} s`;

/** The answer, or what stands for it if it takes longer than `doctor` waits. Rejects as the look does. */
export function orAfterPatience<T>(
  pause: (ms: number) => Promise<void>,
  look: Promise<T>,
  instead: () => T,
): Promise<T> {
  return Promise.race([look, pause(patienceMs).then(instead, instead)]);
}
