import type { Cause } from './explanation.ts';

/** The CustomJobSpec that the error is about. */
export type Spec = Readonly<Record<string, unknown>> | undefined;

/** Recognizes a message of Google's. */
export type Matcher = {
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray, jobSpec: Spec) => Cause;
};

/** The cause that the first matching matcher gives. */
export function firstMatch(
  matchers: readonly Matcher[],
  text: string,
  jobSpec?: Spec,
): Cause | undefined {
  for (const { pattern, explain } of matchers) {
    const match = pattern.exec(text);
    if (match !== null) return explain(match, jobSpec);
  }
  return undefined;
}
