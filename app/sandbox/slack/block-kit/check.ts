// Checks blocks as Slack does: each against its schema, then the rules across blocks. Valid blocks get the ids they lack.

import {
  isObject,
  objectIn,
  objectsIn,
  textIn,
  type Json,
  type JsonObject,
} from '../../shared/json.ts';
import { SlackError, withMessages } from '../state/errors.ts';
import { newId } from '../state/ids.ts';
import {
  blockSchema,
  elementSurfaces,
  surfacesOf,
  type BlockType,
  type Surface,
} from './blocks.ts';
import { pointer, toMessage, toProblems, type Problem } from './problem.ts';

const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
/** The total length of all texts in a message's blocks. Undocumented: https://github.com/slackapi/bolt-js/issues/2509 */
const mostText = 13_200;
const mostMarkdown = 12_000;
const mostTableText = 10_000;

/**
 * Checks blocks and fills in missing ids.
 * @throws SlackError invalid_blocks_format, invalid_blocks, invalid_attachments, msg_blocks_too_long
 */
export function checkBlocks(value: Json, surface: Surface): readonly JsonObject[] {
  if (!Array.isArray(value)) throw new SlackError('invalid_blocks_format');
  const problems = validateBlocks(value, surface);
  if (problems.length > 0) throw withMessages('invalid_blocks', problems.map(toMessage));
  const blocks = objectsIn(value);
  // Both kinds of tables count: https://docs.slack.dev/reference/block-kit/blocks/table-block
  if (blocks.filter(({ type }) => type === 'table' || type === 'data_table').length > 1) {
    throw withMessages('invalid_attachments', ['[ERROR] only_one_table_allowed']);
  }
  if (surface === 'message' && textLength(blocks) > mostText) {
    throw new SlackError('msg_blocks_too_long');
  }
  return blocks.map(complete);
}

/** The problems in a list of blocks; empty when it is valid. */
export function validateBlocks(
  value: Json,
  surface: Surface,
  root = '/blocks',
): readonly Problem[] {
  if (!Array.isArray(value)) return [{ message: 'must provide an array', pointer: root }];
  const most = mostBlocks[surface];
  const problems: Problem[] = value.flatMap((block, index) => {
    return validateBlock(block, surface, `${root}/${index}`);
  });
  if (value.length > most) {
    problems.unshift({ message: `no more than ${most} items allowed`, pointer: root });
  }
  return [...problems, ...acrossBlocks(objectsIn(value), root)];
}

function validateBlock(block: Json, surface: Surface, at: string): readonly Problem[] {
  const parsed = blockSchema.safeParse(block, { reportInput: true });
  if (!parsed.success) return toProblems(at, parsed.error.issues);
  const object = objectIn(block);
  const surfaces = surfacesOf[parsed.data.type];
  const misplaced: Problem[] =
    surfaces !== undefined && !surfaces.includes(surface)
      ? [{ message: `unsupported type: ${parsed.data.type}`, pointer: `${at}/type` }]
      : [];
  return [
    ...misplaced,
    ...ownRules(parsed.data.type, object, at),
    ...elementRules(object, surface, at),
  ];
}

/** The rules for one block that its schema can't express. */
function ownRules(type: BlockType, block: JsonObject, at: string): readonly Problem[] {
  if (type === 'section' && block.text === undefined && block.fields === undefined) {
    return [{ message: 'must define either `text` or `fields`', pointer: at }];
  }
  if (type === 'image' && (block.image_url === undefined) === (block.slack_file === undefined)) {
    return [{ message: 'must define either `image_url` or `slack_file`', pointer: at }];
  }
  if (type === 'table' && textLength([block]) > mostTableText) {
    return [{ message: `must be less than ${mostTableText + 1} characters`, pointer: at }];
  }
  return [];
}

function elementRules(block: JsonObject, surface: Surface, at: string): readonly Problem[] {
  const seen = new Set<string>();
  return elementsWithPaths(block).flatMap(({ element, path }): Problem[] => {
    const problems: Problem[] = [];
    const type = textIn(element.type);
    const here = pointer(at, path);
    if (elementSurfaces[type]?.includes(surface) === false) {
      problems.push({ message: `unsupported type: ${type}`, pointer: `${here}/type` });
    }
    const isMenu = type === 'static_select' || type === 'multi_static_select';
    if (isMenu && (element.options === undefined) === (element.option_groups === undefined)) {
      problems.push({ message: 'must define either `options` or `option_groups`', pointer: here });
    }
    const actionId = textIn(element.action_id);
    if (actionId !== '' && seen.has(actionId)) {
      problems.push({ message: '`action_id` already exists', pointer: `${here}/action_id` });
    }
    seen.add(actionId);
    return problems;
  });
}

function acrossBlocks(blocks: readonly JsonObject[], root: string): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, { block_id }] of blocks.entries()) {
    const id = textIn(block_id);
    if (id !== '' && seen.has(id)) {
      problems.push({ message: '`block_id` already exists', pointer: `${root}/${index}/block_id` });
    }
    seen.add(id);
  }
  const markdown = blocks.filter((one) => one.type === 'markdown');
  const length = markdown.reduce((sum, { text }) => sum + textIn(text).length, 0);
  if (length > mostMarkdown) {
    problems.push({ message: `must be less than ${mostMarkdown + 1} characters`, pointer: root });
  }
  const mostCharts = 2;
  if (blocks.filter(({ type }) => type === 'data_visualization').length > mostCharts) {
    const message = `no more than ${mostCharts} data_visualization allowed`;
    problems.push({ message, pointer: root });
  }
  return problems;
}

/** The interactive elements of a block, with their paths in it. */
function elementsWithPaths(
  block: JsonObject,
): { readonly element: JsonObject; readonly path: readonly (string | number)[] }[] {
  const inList = objectsIn(block.type === 'rich_text' ? [] : block.elements).map(
    (element, index) => ({ element, path: ['elements', index] }),
  );
  const single = (['accessory', 'element'] as const)
    .filter((name) => isObject(block[name]))
    .map((name) => ({ element: objectIn(block[name]), path: [name] }));
  const inCard = objectsIn(block.actions).map((element, index) => ({
    element,
    path: ['actions', index],
  }));
  return [...inList, ...single, ...inCard];
}

function textLength(value: Json | undefined): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => {
    return sum + (name === 'text' && typeof inner === 'string' ? inner.length : textLength(inner));
  }, 0);
}

const inert = new Set(['mrkdwn', 'plain_text', 'image', 'card']);

/** Gives a block and its elements the ids they lack, as Slack does. */
export function complete(block: JsonObject): JsonObject {
  const copy = structuredClone(block);
  copy.block_id ??= newId('', 5);
  for (const { element } of elementsWithPaths(copy)) {
    if (!inert.has(textIn(element.type))) element.action_id ??= newId('', 5);
  }
  return copy;
}
