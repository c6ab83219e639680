// Acts in the launch form: choosing a template, previewing, submitting.

import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { fieldBlock, formIds, readFieldBlock } from '../../../blocks/kit/value/form-ids.ts';
import { plainProblem } from '../../../blocks/answer/problem/problem.ts';
import { renderWindow } from '../../../blocks/answer/window.ts';
import type { IntakeProblem } from '../../domain/answer/intake-problem.ts';
import type { Answer } from '../../domain/answer/answer.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { FormContext, FormEntries } from '../../domain/form/launch-form.ts';
import type { FormProblems, Submitted } from '../../usecase/ports/interactions.ts';
import { ackBudgetMs, inTime } from '../client/in-time.ts';
import { acked, type SurfaceDeps } from './surface.ts';
import { handleDenial } from './deny-view.ts';
import { checkWritten, handleTemplateSubmission } from './template-view.ts';
import { requesterIn, metadata, viewPayload, type ViewPayload } from './view-payload.ts';

const context: z.ZodType<FormContext> = z.object({
  channel: z.string(),
  template: z.string(),
  version: z.string(),
  rerun: z.string().optional(),
  home: z.boolean().optional(),
});

type ViewArgs = SlackViewMiddlewareArgs & AllMiddlewareArgs;

/** Submitted windows: stored, then acked. Problems are acked as errors under the fields. */
export function registerView(app: App, deps: SurfaceDeps): void {
  app.view({ type: 'view_submission' }, (args) => handleSubmission(deps, args));
}

async function handleSubmission(deps: SurfaceDeps, { body, ack }: ViewArgs): Promise<void> {
  const { log, answerer } = deps;
  const parsed = viewPayload.safeParse(body);
  if (parsed.success && parsed.data.view.callback_id === formIds.templateForm) {
    await handleTemplateSubmission(deps, parsed.data, (response) => ack(response));
    return;
  }
  if (parsed.success && parsed.data.view.callback_id === formIds.denyForm) {
    await handleDenial(deps, parsed.data, (response) => ack(response));
    return;
  }
  const form = parsed.success ? readForm(parsed.data) : undefined;
  const entries = parsed.success ? readEntries(parsed.data) : undefined;
  if (!parsed.success || form === undefined || entries === undefined) {
    log.warn('an interaction nobody handles', { what: 'view_submission' });
    await acked(log, () => ack());
    return;
  }
  const { id } = parsed.data.view;
  const { requester } = form;
  // From Home, this window is the only place for the answer.
  const own = requester.atHome === true ? { ...requester, window: { id } } : requester;
  const request = { key: `view:${id}`, requester: own };
  const done = await inTime(store(deps, request, form.context, entries), ackBudgetMs);
  const whole = done.inTime ? notStored : notConfirmed;
  const submitted = (done.inTime ? done.value : undefined) ?? {
    ok: false,
    problems: { parameters: {}, whole },
  };
  if (!submitted.ok) {
    await acked(log, () => ack(errors(form.context, submitted.problems)));
    return;
  }
  const { answer } = submitted;
  if (requester.atHome === true) {
    const shown = {
      kind: 'answer',
      answer: answer ?? undecided,
      channel: requester.channel,
    } as const;
    const window = renderWindow(shown, deps.contexts.next());
    if (await acked(log, () => ack({ response_action: 'update', view: window }))) return;
  } else await acked(log, () => ack({ response_action: 'clear' }));
  if (answer !== undefined) await answerer.answer(requester, answer);
}

const notStored: IntakeProblem = { kind: 'launch-not-stored' };
// It may be stored anyway.
const notConfirmed: IntakeProblem = { kind: 'launch-not-confirmed' };

/** Shown until the answer replaces it. */
const undecided: Answer = {
  kind: 'note',
  note: { kind: 'being-decided' },
};

async function store(
  { interactions, log }: SurfaceDeps,
  ...args: Parameters<SurfaceDeps['interactions']['submitForm']>
): Promise<Submitted | undefined> {
  try {
    return await interactions.submitForm(...args);
  } catch (error) {
    log.error('a form could not be stored', { error });
    return undefined;
  }
}

/**
 * Slack shows each error under its field. One that belongs to no field goes under the maximum time,
 * which every form has.
 */
function errors(form: FormContext, problems: FormProblems) {
  const { parameters, maxTime, maxCost, channel, whole, hint } = problems;
  const general = [maxTime, whole, hint]
    .filter((one) => one !== undefined)
    .map(plainProblem)
    .join(' ');
  return {
    response_action: 'errors' as const,
    errors: {
      ...Object.fromEntries(
        Object.entries(parameters).map(([name, text]) => [
          fieldBlock(form, 'parameter', name),
          plainProblem(text),
        ]),
      ),
      ...(channel === undefined ? {} : { [formIds.channel]: plainProblem(channel) }),
      ...(general === '' ? {} : { [fieldBlock(form, 'max-time')]: general }),
      ...(maxCost === undefined ? {} : { [fieldBlock(form, 'max-cost')]: plainProblem(maxCost) }),
    },
  };
}

/** A press inside the form; the caller acks. False if it isn't the form's. */
export function handleFormAction(
  deps: SurfaceDeps,
  payload: ViewPayload,
  action: { readonly action_id: string; readonly selected?: string | undefined },
): boolean {
  const { interactions } = deps;
  const { view, trigger_id: trigger } = payload;
  const requester = requesterIn(payload);
  if (requester === undefined) return false;
  const request = { key: `window:${view.id}:${view.hash}`, requester, trigger };
  if (action.action_id === formIds.check) return checkWritten(deps, request, payload);
  if (action.action_id === formIds.template && action.selected !== undefined) {
    interactions.chooseTemplate(request, { id: view.id, hash: view.hash }, action.selected);
    return true;
  }
  const form = readForm(payload);
  if (form === undefined) return false;
  switch (action.action_id) {
    case formIds.preview:
      interactions.previewForm(request, form.context, readEntries(payload));
      return true;
    case formIds.value:
      interactions.priceForm(
        request,
        { id: view.id, hash: view.hash },
        form.context,
        readEntries(payload),
      );
      return true;
    default:
      return false;
  }
}

function readForm(
  payload: ViewPayload,
): { readonly requester: Requester; readonly context: FormContext } | undefined {
  const parsed = context.safeParse(metadata(payload));
  const requester = requesterIn(payload);
  return parsed.success && requester !== undefined
    ? { requester, context: parsed.data }
    : undefined;
}

function readEntries({ view }: ViewPayload): FormEntries {
  const entered = Object.entries(view.state.values).flatMap(([blockId, fields]) => {
    const block = readFieldBlock(blockId);
    const one = fields[formIds.value];
    const text = one?.selected_option?.value ?? one?.selected_conversation ?? one?.value ?? '';
    return block === undefined || text.trim() === '' ? [] : [{ ...block, text }];
  });
  const parameters = entered.filter(({ kind }) => kind === 'parameter');
  return {
    parameters: Object.fromEntries(parameters.map(({ name, text }) => [name, text])),
    target: entered.find(({ kind }) => kind === 'target')?.text,
    maxTime: entered.find(({ kind }) => kind === 'max-time')?.text.trim(),
    maxCost: entered.find(({ kind }) => kind === 'max-cost')?.text.trim(),
    channel: entered.find(({ kind }) => kind === 'channel')?.text,
  };
}
