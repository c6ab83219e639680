import { z } from 'zod';
import type { Usd } from './money.ts';

/** An amount as JSON keeps it (`writeJson`): its digits as text. */
export const storedAmount = z
  .string()
  .regex(/^\d+$/)
  .transform((digits): Usd => BigInt(digits));
