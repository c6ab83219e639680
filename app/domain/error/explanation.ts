export type Explanation = {
  /** What happened, in a few words. */
  readonly what: string;
  /**
   * What to do, for a job in its present project and region. Literal input is in backticks;
   * Google's words may be included. It never suggests another place: whether the job may run there
   * is the template's decision.
   */
  readonly hint: string;
  /** The hint is a change to the spec, which only some people can make. */
  readonly inSpec?: true | undefined;
  /** What everybody else can do. */
  readonly withoutSpec?: string | undefined;
  /** Exceeded quotas. The console has a page to request more. */
  readonly quotas?: readonly string[] | undefined;
  /** Another region, or another project, may have what is missing here. */
  readonly elsewhere?: 'region' | 'project' | undefined;
};

/** For a value that may have been given with the launch, as a parameter. */
export const valueRemedy =
  'Check the values that you gave; what you didn’t give is set in its template: ask whoever maintains it.';

/** For what only a change of the template can fix. */
export const askMaintainer = 'That is set in its template: ask whoever maintains it.';

/** The CustomJobSpec that the error is about. */
export type Spec = Readonly<Record<string, unknown>> | undefined;

export type Matcher = {
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray, jobSpec: Spec) => Explanation;
};

/** An explanation with a fixed text. */
export const say = (what: string, hint: string) => (): Explanation => ({ what, hint });

/** An explanation whose hint is a change to the spec; `withoutSpec` is what others can do. */
export const sayOfSpec = (what: string, hint: string, withoutSpec?: string) => (): Explanation => ({
  what,
  hint,
  inSpec: true,
  withoutSpec,
});

/** An explanation about a value that may have been given with the launch, as a parameter. */
export const sayOfValue = (what: string, hint: string) => sayOfSpec(what, hint, valueRemedy);

/** Marks all hints of these matchers as changes to the spec. */
export function ofSpec(matchers: readonly Matcher[]): readonly Matcher[] {
  return matchers.map(({ pattern, explain }) => ({
    pattern,
    explain: (match, jobSpec) => ({ ...explain(match, jobSpec), inSpec: true }),
  }));
}

/** The explanation of the first matcher that fits. */
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
