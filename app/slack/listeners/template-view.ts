// The window for editing a template: checking and submitting.

import type { ViewResponseAction } from '@slack/bolt';
import { z } from 'zod';
import { fileBlock, formIds, readTextBlock } from '../../../blocks/kit/value/form-ids.ts';
import { clip } from '../../../blocks/kit/foreign.ts';
import { limits } from '../../../blocks/kit/limits.ts';
import { plainProblem } from '../../../blocks/answer/problem/problem.ts';
import { renderWindow } from '../../../blocks/answer/window.ts';
import { problemAnswer } from '../../domain/answer/answer.ts';
import type { IntakeProblem } from '../../domain/answer/intake-problem.ts';
import type { FileProblem } from '../../domain/form/file-problem.ts';
import {
  joinFields,
  type TemplateContext,
  type TemplateEntries,
} from '../../domain/form/template-form.ts';
import type { Request, TemplateSubmitted } from '../../usecase/ports/interactions.ts';
import { ackBudgetMs, inTime } from '../client/in-time.ts';
import { acked, type SurfaceDeps } from './surface.ts';
import { requesterIn, metadata, type SlackFile, type ViewPayload } from './view-payload.ts';

const context: z.ZodType<TemplateContext> = z.object({
  channel: z.string(),
  name: z.string(),
  base: z.number(),
});

/**
 * Stored, then acked. Problems are acked as errors under the text, and somebody else's version as
 * an updated window.
 */
export async function handleTemplateSubmission(
  deps: SurfaceDeps,
  payload: ViewPayload,
  ack: (response?: ViewResponseAction) => Promise<void>,
): Promise<void> {
  const { log, answerer, contexts } = deps;
  const written = readWritten(payload);
  const requester = requesterIn(payload);
  if (written === undefined || requester === undefined) {
    log.warn('an interaction nobody handles', { what: 'view_submission' });
    await acked(log, () => ack());
    return;
  }
  const { view } = payload;
  const request = { key: `view:${view.id}:${written.context.base}`, requester };
  const done = await inTime(store(deps, request, written), ackBudgetMs);
  const submitted: TemplateSubmitted = done.inTime
    ? (done.value ?? { ok: false, problem: notStored })
    : { ok: false, problem: notConfirmed };
  if (submitted.ok) {
    await acked(log, () => ack({ response_action: 'clear' }));
    await answerer.answer(requester, submitted.answer);
  } else if ('window' in submitted) {
    const changed = renderWindow(submitted.window, contexts.next());
    await acked(log, () => ack({ response_action: 'update', view: changed }));
  } else {
    const text = clip(plainProblem(submitted.problem), limits.label);
    const errors = { [written.lastBlock]: text };
    await acked(log, () => ack({ response_action: 'errors', errors }));
  }
}

const notStored: IntakeProblem = { kind: 'template-not-stored' };
// It may be stored anyway.
const notConfirmed: IntakeProblem = { kind: 'template-not-confirmed' };

async function store(
  deps: SurfaceDeps,
  request: Request,
  written: Written,
): Promise<TemplateSubmitted | undefined> {
  try {
    const entries = await readEntries(deps, written);
    return entries.ok
      ? await deps.interactions.submitTemplate(request, written.context, entries.value)
      : entries;
  } catch (error) {
    deps.log.error('a template could not be stored', { error });
    return undefined;
  }
}

/** "Check and compare" was pressed; the caller acks. False if it is another window. */
export function checkWritten(deps: SurfaceDeps, request: Request, payload: ViewPayload): boolean {
  const written = readWritten(payload);
  if (written === undefined) return false;
  void check(deps, request, written);
  return true;
}

async function check(deps: SurfaceDeps, request: Request, written: Written): Promise<void> {
  const { answerer, interactions, log } = deps;
  try {
    const entries = await readEntries(deps, written);
    if (entries.ok) interactions.checkTemplate(request, written.context, entries.value);
    else await answerer.answer(request.requester, problemAnswer(entries.problem));
  } catch (error) {
    log.error('a template could not be checked', { error });
  }
}

type Entries =
  | { readonly ok: true; readonly value: TemplateEntries }
  | { readonly ok: false; readonly problem: FileProblem };

/** The text that was written, or the file that was picked instead. */
async function readEntries(
  { files }: SurfaceDeps,
  { text, note, file }: Written,
): Promise<Entries> {
  if (file === undefined) return { ok: true, value: { text, note } };
  const read = await files.read(file);
  return read.ok ? { ok: true, value: { text: read.text, note } } : read;
}

type Written = {
  readonly context: TemplateContext;
  readonly text: string;
  readonly note?: string | undefined;
  readonly file?: SlackFile | undefined;
  /** The block under which errors are shown. */
  readonly lastBlock: string;
};

function readWritten(payload: ViewPayload): Written | undefined {
  const parsed = context.safeParse(metadata(payload));
  if (!parsed.success) return undefined;
  const { values } = payload.view.state;
  const fieldOf = (blockId: string) => values[blockId]?.[formIds.value];
  const parts = Object.keys(values)
    .flatMap((blockId) => {
      const part = readTextBlock(blockId);
      return part === undefined ? [] : [{ blockId, part }];
    })
    .toSorted((a, b) => a.part - b.part);
  const fileBlockId = fileBlock(parsed.data.base);
  const file = fieldOf(fileBlockId)?.files?.[0];
  const note = (fieldOf(formIds.note)?.value ?? '').trim();
  return {
    context: parsed.data,
    text: joinFields(parts.map(({ blockId }) => fieldOf(blockId)?.value ?? '')),
    note: note === '' ? undefined : note,
    file,
    lastBlock: file === undefined ? (parts.at(-1)?.blockId ?? fileBlockId) : fileBlockId,
  };
}
