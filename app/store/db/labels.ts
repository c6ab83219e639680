// The labels of launches, by rows of their own: reading them out of request bodies costs as much as
// the bodies are long.

import type { ExpressionBuilder } from 'kysely';
import type { Schema } from '../schema/schema.ts';

type Launches = ExpressionBuilder<Schema, 'launches'>;

const labelsOf = (eb: Launches, key: string) =>
  eb
    .selectFrom('launch_labels')
    .whereRef('launch_labels.launch_id', '=', 'launches.id')
    .where('launch_labels.key', '=', key);

/** A launch's value of a label; null if it has none. */
export function labelOf(eb: Launches, key: string) {
  return labelsOf(eb, key).select('launch_labels.value');
}

/** Whether a launch has a label with this value. */
export function hasLabel(eb: Launches, key: string, value: string) {
  const found = labelsOf(eb, key).where('launch_labels.value', '=', value);
  return eb.exists(found.select('launch_labels.value'));
}
