import type { Row } from './table.ts';

/** What a bench found. */
export type Bench = {
  readonly title: string;
  readonly rows: readonly Row[];
  /** The same as numbers, for `--json`. */
  readonly figures?: unknown;
  /** Whether it kept within what it fails on. */
  readonly fine: boolean;
  /** What went wrong or was left out, a sentence each. */
  readonly notes?: readonly string[];
};

export type BenchOptions = {
  /** Fewer jobs and one round. */
  readonly short: boolean;
  /** Finished jobs of the larger store in `history`, and all that come and go in `soak`; undefined: as many as usual. */
  readonly jobs: number | undefined;
  readonly withGoogleClient: boolean;
  /** Shows what is under way. */
  readonly progress: (doing: string) => void;
};
