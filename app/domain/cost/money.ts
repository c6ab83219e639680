// Money is counted in whole billionths of a dollar, as Google's own Money type does, so that no sum shows a rounding of binary fractions.

/** Billionths of a US dollar (nanos of google.type.Money), of any size. */
export type Usd = bigint;

const nanosOfDollar = 1_000_000_000n;
const nanosOfCent = nanosOfDollar / 100n;
const msOfHour = 3_600_000n;
/** Quantities (GiB of memory, say) are exact to a millionth. */
const parts = 1_000_000;

/** `units` dollars and `nanos` billionths, as google.type.Money has them. */
export function usd(units: bigint, nanos: bigint): Usd {
  return units * nanosOfDollar + nanos;
}

/** A price times a quantity of at least zero, rounded to the nearest billionth. */
export function times(price: Usd, quantity: number): Usd {
  return rounded(price * BigInt(Math.round(quantity * parts)), BigInt(parts));
}

/** What an hourly price makes in so many milliseconds; less than none is none. */
export function overTime(hourly: Usd, durationMs: number): Usd {
  return rounded(hourly * BigInt(Math.max(0, Math.round(durationMs))), msOfHour);
}

/** An amount as a person reads it, to the cent: `$0.98`, `$1,234.50`; what is less than half a cent reads `less than $0.01`. */
export function formatUsd(amount: Usd): string {
  const cents = rounded(amount, nanosOfCent);
  if (cents <= 0n) return 'less than $0.01';
  const dollars = String(cents / 100n).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `$${dollars}.${String(cents % 100n).padStart(2, '0')}`;
}

/** Division of what is not negative, halves upward. */
function rounded(amount: bigint, by: bigint): bigint {
  return (amount + by / 2n) / by;
}
