// The content of a message: text, blocks and metadata, checked as chat.postMessage and chat.update check them.

import { z } from 'zod';
import { isObject, type Json, type JsonObject } from '../../shared/json.ts';
import { checkBlocks } from '../block-kit/check.ts';
import { SlackError, withMessages } from '../state/errors.ts';
import type { Content } from '../state/workspace.ts';

export const contentShape = {
  text: z.string().optional(),
  markdown_text: z.string().optional(),
  blocks: z.json().optional(),
  attachments: z.json().optional(),
  metadata: z.json().optional(),
};

type ContentArgs = z.output<z.ZodObject<typeof contentShape>>;

/** chat.postMessage truncates longer texts: https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
export const longestPost = 40_000;
const longestMarkdown = 12_000;
const longestMetadata = 3_000;

/**
 * Reads the content of a message.
 * @throws SlackError with Slack's code when it is invalid
 */
export function readContent(args: ContentArgs): Content {
  const { text = '', markdown_text: markdown } = args;
  const blocks = readBlocks(args.blocks);
  if (markdown !== undefined && (text !== '' || blocks.length > 0)) {
    throw new SlackError('markdown_text_conflict');
  }
  if (markdown !== undefined && markdown.length > longestMarkdown)
    throw new SlackError('msg_too_long');
  const said = markdown ?? text;
  const attachments = Array.isArray(args.attachments) ? args.attachments : [];
  if (said === '' && blocks.length === 0 && attachments.length === 0)
    throw new SlackError('no_text');
  const metadata = readMetadata(args.metadata);
  return { text: said, blocks, ...(metadata === undefined ? {} : { metadata }) };
}

/** Checks blocks and fills in missing ids. No argument is the same as an empty list. */
export function readBlocks(value: Json | undefined): readonly JsonObject[] {
  if (value === undefined || value === '') return [];
  return checkBlocks(value, 'message');
}

const leaf = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const flat = z.record(z.string(), leaf);
const metadataSchema = z.strictObject({
  event_type: z.string().regex(/^[a-z][a-z0-9_]*$/i),
  event_payload: z.record(z.string(), z.union([leaf, z.array(leaf), flat, z.array(flat)])),
  entities: z.array(z.json()).optional(),
});

/** Undefined when none is given; `{}` removes the metadata. */
function readMetadata(value: Json | undefined): JsonObject | undefined {
  if (value === undefined || value === '') return undefined;
  if (!isObject(value)) throw new SlackError('invalid_metadata_format');
  if (Object.keys(value).length === 0) return {};
  const parsed = metadataSchema.safeParse(value);
  if (!parsed.success) {
    const messages = parsed.error.issues.map((issue) => {
      return `[ERROR] ${issue.message} [json-pointer:/metadata/${issue.path.map(String).join('/')}]`;
    });
    throw withMessages('invalid_metadata_format', messages);
  }
  if (JSON.stringify(value).length > longestMetadata) throw new SlackError('metadata_too_large');
  return value;
}
