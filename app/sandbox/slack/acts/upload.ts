// Files that a person picks in a modal: https://docs.slack.dev/reference/block-kit/block-elements/file-input-element

import { isObject, textIn, type Json, type JsonObject } from '../../shared/json.ts';
import { ControlError } from '../state/errors.ts';
import { newId } from '../state/ids.ts';
import { team } from '../state/seed.ts';
import type { SlackState } from '../state/slack-state.ts';
import { findPerson } from './person.ts';

/** The largest file that a file input takes, in bytes. */
const largest = 10_000_000;

/** Uploads a file, as a person does in a file input. Its id is the value to enter there. */
export function uploadFile(
  state: SlackState,
  act: { readonly user: string; readonly name: string; readonly content: string },
): JsonObject {
  findPerson(state, act.user);
  const content = Buffer.from(act.content);
  if (content.length > largest) throw new ControlError('A file input takes up to 10 MB.');
  const id = newId('F');
  state.files.set(id, { name: act.name, length: content.length, content, shared: false });
  return { id };
}

/** A view's input values, with file ids replaced by the files. */
export function withFiles(state: SlackState, values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([blockId, elements]) => [
      blockId,
      isObject(elements) ? mapFiles(state, elements) : elements,
    ]),
  );
}

function mapFiles(state: SlackState, elements: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(elements).map(([actionId, fields]): [string, Json] => {
      if (!isObject(fields) || !Array.isArray(fields.files)) return [actionId, fields];
      return [actionId, { ...fields, files: fields.files.map((id) => fileOf(state, textIn(id))) }];
    }),
  );
}

function fileOf(state: SlackState, id: string): JsonObject {
  const file = state.files.get(id);
  if (file === undefined) throw new ControlError(`There is no file ${id}.`);
  const path = `${team.id}-${id}/download/${encodeURIComponent(file.name)}`;
  return {
    id,
    name: file.name,
    title: file.name,
    filetype: file.name.split('.').at(-1) ?? '',
    size: file.length,
    url_private_download: `${state.url}/files-pri/${path}`,
  };
}
