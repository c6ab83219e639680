import { z } from 'zod';
import { formatTarget, parseTarget, type Target } from '../../app/domain/job/job.ts';
import { readActionValue, writeActionValue, type ActionValue } from './actions.ts';

/** What the value of a button that launches in another place carries. */
export type PlaceValue = ActionValue & { readonly target: Target };

const schema = z.string().regex(/^[^ ]{1,100} [^ ]{1,200}$/);

export function writePlaceValue({ handle, token, target }: PlaceValue): string {
  return `${writeActionValue({ handle, token })} ${formatTarget(target)}`;
}

/** Reads a value; undefined when it is not one of ours. */
export function readPlaceValue(value: string): PlaceValue | undefined {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return undefined;
  const [named = '', place = ''] = parsed.data.split(' ');
  const action = readActionValue(named);
  const target = parseTarget(place);
  return action === undefined || target === undefined ? undefined : { ...action, target };
}
