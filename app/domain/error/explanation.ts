export type Explanation = {
  /** What happened, in a few words. */
  readonly what: string;
  /**
   * What to do where the job is; names that have to be written just so stand in backticks. Words of Google's may be in it. It names no
   * other place: whether the job may go to one is its template's to say.
   */
  readonly hint: string;
  /** The hint takes a change of what the job is made from: of use to those who can change that. */
  readonly inSpec?: true | undefined;
  /** What others can do. */
  readonly withoutSpec?: string | undefined;
  /** Quotas that were exceeded: more of them is asked for on a page of the console. */
  readonly quotas?: readonly string[] | undefined;
  /** Another region, or only another project, may have what this one lacks. */
  readonly elsewhere?: 'region' | 'project' | undefined;
};

/** Where a value may have been typed with the launch, as a parameter. */
export const valueRemedy =
  'Check the values that you gave; what you didn’t give is set in its template: ask whoever maintains it.';

/** Where nothing but a change of the template helps. */
export const askMaintainer = 'That is set in its template: ask whoever maintains it.';

/** The job that an error is of, as it was asked for. */
export type Spec = Readonly<Record<string, unknown>> | undefined;

export type Matcher = {
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray, jobSpec: Spec) => Explanation;
};

export const say = (what: string, hint: string) => (): Explanation => ({ what, hint });

/** The same for what takes a change of the spec; `withoutSpec`: what can be done without one. */
export const sayOfSpec = (what: string, hint: string, withoutSpec?: string) => (): Explanation => ({
  what,
  hint,
  inSpec: true,
  withoutSpec,
});

/** The same for a value that may have been typed with the launch, as a parameter. */
export const sayOfValue = (what: string, hint: string) => sayOfSpec(what, hint, valueRemedy);

/** Matchers whose hints all take a change of the spec. */
export function ofSpec(matchers: readonly Matcher[]): readonly Matcher[] {
  return matchers.map(({ pattern, explain }) => ({
    pattern,
    explain: (match, jobSpec) => ({ ...explain(match, jobSpec), inSpec: true }),
  }));
}

/** The first matcher that fits wins. */
export function firstMatch(
  matchers: readonly Matcher[],
  text: string,
  jobSpec?: Spec,
): Explanation | undefined {
  for (const { pattern, explain } of matchers) {
    const match = pattern.exec(text);
    if (match !== null) return explain(match, jobSpec);
  }
  return undefined;
}
