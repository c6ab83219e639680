import { mostDollars } from './written-amount.ts';

/** `200`, `1,500`, `.5`, `$0.50`: to the cent, as far as amounts are kept. */
const dollars = /^\$?(\d{1,3}(?:,\d{3})+|\d*)(\.\d{1,2})?$/;

/**
 * An amount of US dollars as a person types it; undefined if it is none, too small or too large. An
 * amount per hour or in another currency is none.
 */
export function parseDollars(typed: string): number | undefined {
  const [, whole = '', cents = ''] = dollars.exec(typed.trim()) ?? [];
  const amount = Number(`${whole.replaceAll(',', '')}${cents}`);
  return amount > 0 && amount <= mostDollars ? amount : undefined;
}

/** The same the other way round, for a field: `1500`, `0.50`. */
export function writeDollars(amount: number): string {
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(2);
}
