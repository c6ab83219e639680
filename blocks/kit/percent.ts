/**
 * A share of 1: `86%`, or with two decimals where there are some. What is a little more than nothing
 * isn’t 0%: `<1%`. Not known: `?`.
 */
export function percent(share: number | undefined, decimals: 0 | 2 = 0): string {
  if (share === undefined) return '?';
  const rounded = Number((share * 100).toFixed(decimals));
  return rounded === 0 && share > 0 ? `<${10 ** -decimals}%` : `${rounded}%`;
}
