// Amounts are whole billionths of a dollar, like google.type.Money, so that sums show no binary
// rounding.

/** Billionths of a US dollar (the nanos of google.type.Money); may exceed one dollar. */
export type Usd = bigint;

const nanosOfDollar = 1_000_000_000n;
const nanosOfCent = nanosOfDollar / 100n;
const msOfHour = 3_600_000n;
/** Quantities, such as GiB of memory, are exact to a millionth. */
const parts = 1_000_000;

/** An amount from google.type.Money's `units` (dollars) and `nanos` (billionths). */
export function usd(units: bigint, nanos: bigint): Usd {
  return units * nanosOfDollar + nanos;
}

/** An amount of dollars that a person wrote, exact to the cent. */
export function usdOf(dollars: number): Usd {
  return BigInt(Math.round(dollars * 100)) * nanosOfCent;
}

/** A price times a quantity of at least zero, rounded to the nearest billionth. */
export function times(price: Usd, quantity: number): Usd {
  return rounded(price * BigInt(Math.round(quantity * parts)), BigInt(parts));
}

/** The cost of a duration (ms) at an hourly price; a negative duration costs nothing. */
export function overTime(hourly: Usd, durationMs: number): Usd {
  return rounded(hourly * BigInt(Math.max(0, Math.round(durationMs))), msOfHour);
}

/**
 * An amount for people, to the cent: `$0.98`, `$1,234.50`. Below half a cent: `under $0.01`.
 */
export function formatUsd(amount: Usd): string {
  const cents = rounded(amount, nanosOfCent);
  if (cents <= 0n) return 'under $0.01';
  const dollars = String(cents / 100n).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `$${dollars}.${String(cents % 100n).padStart(2, '0')}`;
}

/** Divides non-negative amounts, rounding halves up. */
function rounded(amount: bigint, by: bigint): bigint {
  return (amount + by / 2n) / by;
}
