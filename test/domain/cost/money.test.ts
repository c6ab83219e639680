import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatUsd, overTime, times, usd } from '../../../app/domain/cost/money.ts';

const hourMs = 3_600_000;
const dollars = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe('money', () => {
  test.each([
    [usd(0n, 980_000_000n), '$0.98'],
    [usd(0n, 5_000_000n), '$0.01'],
    [usd(0n, 4_999_999n), 'under $0.01'],
    [0n, 'under $0.01'],
    [usd(3n, 199_999_999n), '$3.20'],
    [usd(1_234n, 500_000_000n), '$1,234.50'],
    [usd(16_800_000n, 0n), '$16,800,000.00'],
  ])('%s nanos read %s', (amount, text) => {
    expect(formatUsd(amount)).toBe(text);
  });

  test('has none of the surprises of binary fractions', () => {
    // 0.1 + 0.2, and 1.005 that rounds down as a float.
    expect(usd(0n, 100_000_000n) + usd(0n, 200_000_000n)).toBe(usd(0n, 300_000_000n));
    expect(formatUsd(usd(1n, 5_000_000n))).toBe('$1.01');
    expect(times(usd(0n, 4_237_000n), 3.75)).toBe(15_888_750n);
    expect(times(usd(0n, 1n), 0.9 * 96)).toBe(86n);
  });

  test('an hour costs the hourly price, and parts of it add up', () => {
    fc.assert(
      fc.property(dollars, fc.nat(hourMs), (hourly, ms) => {
        expect(overTime(hourly, hourMs)).toBe(hourly);
        const apart = overTime(hourly, ms) + overTime(hourly, hourMs - ms) - hourly;
        expect(apart >= -1n && apart <= 1n).toBe(true);
      }),
    );
    expect(overTime(usd(1n, 0n), -5)).toBe(0n);
  });

  test('reads as dollars with two digits, whatever the amount', () => {
    fc.assert(
      fc.property(dollars, (amount) => {
        expect(formatUsd(amount)).toMatch(/^(?:\$\d{1,3}(?:,\d{3})*\.\d\d|under \$0\.01)$/);
      }),
    );
  });
});
