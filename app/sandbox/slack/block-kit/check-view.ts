// Views: https://docs.slack.dev/reference/views

import { z } from 'zod';
import { isObject, objectsIn, type Json, type JsonObject } from '../../shared/json.ts';
import { SlackError, withMessages } from '../state/errors.ts';
import { complete, validateBlocks } from './check.ts';
import { plain } from './composition.ts';
import { toMessage, toProblems, type Problem } from './problem.ts';

const largestView = 250_000;

const common = {
  blocks: z.json(),
  private_metadata: z.string().max(3_000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  ...common,
  title: plain(24),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

const home = z.strictObject({ type: z.literal('home'), ...common });

/**
 * Checks a view and fills in missing ids.
 * @throws SlackError view_too_large, invalid_arguments
 */
export function checkView(value: Json, type: 'modal' | 'home'): JsonObject {
  if (!isObject(value))
    throw withMessages('invalid_arguments', [
      '[ERROR] must provide an object [json-pointer:/view]',
    ]);
  if (Buffer.byteLength(JSON.stringify(value)) > largestView)
    throw new SlackError('view_too_large');
  const parsed = (type === 'modal' ? modal : home).safeParse(value, { reportInput: true });
  const problems: Problem[] = parsed.success ? [] : toProblems('/view', parsed.error.issues);
  if (value.blocks !== undefined)
    problems.push(...validateBlocks(value.blocks, type, '/view/blocks'));
  const asks = objectsIn(value.blocks).some((one) => one.type === 'input');
  if (type === 'modal' && asks && value.submit === undefined) {
    problems.push({ message: 'missing required field: submit', pointer: '/view' });
  }
  if (problems.length > 0) throw withMessages('invalid_arguments', problems.map(toMessage));
  return { ...value, blocks: objectsIn(value.blocks).map(complete) };
}
