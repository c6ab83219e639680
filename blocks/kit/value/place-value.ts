import { z } from 'zod';
import { formatTarget, parseTarget, type Target } from '../../../app/domain/job/job.ts';
import { readActionValue, writeActionValue, type ActionValue } from './button-values.ts';

/** The value of a button that launches in another target. */
type PlaceValue = ActionValue & { readonly target: Target };

const schema = z.string().regex(/^[^ ]{1,100} [^ ]{1,200}$/);

/** The value as Slack carries it. */
export function writePlaceValue({ handle, token, target }: PlaceValue): string {
  return `${writeActionValue({ handle, token })} ${formatTarget(target)}`;
}

/** Parses a value; undefined if it isn't the bot's. */
export function readPlaceValue(value: string): PlaceValue | undefined {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return undefined;
  const [named = '', place = ''] = parsed.data.split(' ');
  const action = readActionValue(named);
  const target = parseTarget(place);
  return action === undefined || target === undefined ? undefined : { ...action, target };
}
