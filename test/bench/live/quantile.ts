/** The value below which so much (0 to 1) of the figures is; NaN if there are none. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (figures: readonly number[]): number => quantile(figures, 0.5);
