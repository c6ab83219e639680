// What happens in an open form before it is sent. Nothing changes, and it happens after the ack.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import { readEntries, type FormContext, type FormEntries } from '../../domain/form/launch-form.ts';
import { succeeded } from '../../domain/error/failure.ts';
import { findTemplate } from '../../domain/template/template-name.ts';
import type { PermissionRequest } from '../permission/permission-request.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Request } from '../ports/interactions.ts';
import type { WindowRef } from '../ports/slack.ts';
import { ifAllowed } from '../permission/open-window.ts';
import { launchable } from '../permission/launchable.ts';
import { previewLaunch } from '../launch/request/preview-launch.ts';
import {
  changed,
  choose,
  earlierOf,
  nowhere,
  placeOf,
  templateOf,
  withLock,
  withUnshown,
  type FormDeps,
} from './form-template.ts';

/** Shows the fields of the chosen template. */
export function chooseTemplate(
  deps: FormDeps,
  request: Request,
  window: WindowRef,
  name: string,
): void {
  ifAllowed(deps, request, permission, async () => {
    const offered = await launchable(deps, request.requester);
    const template = findTemplate(offered.templates, name);
    const chosen = template && choose(deps, template);
    if (template !== undefined && chosen === undefined) {
      await deps.answerer.answer(request.requester, nowhere(template));
      return succeeded(undefined);
    }
    const form = await withLock(deps, { ...placeOf(request), ...offered, chosen });
    return deps.windows.replace(window, { kind: 'launch-form', form });
  });
}

/** Shows the cost of the values entered so far. */
export function priceForm(
  deps: FormDeps,
  request: Request,
  window: WindowRef,
  context: FormContext,
  entries: FormEntries,
): void {
  ifAllowed(deps, request, permission, async () => {
    const { template, first } = await templateOf(deps, context);
    const earlier = first && earlierOf(first);
    const fields = template && choose(deps, template, earlier, entries);
    const chosen = fields && { ...fields, earlier };
    // The template is gone or changed. Submitting reports that; until then nothing typed is lost.
    if (template === undefined || chosen === undefined) return succeeded(undefined);
    const place = context.home === true ? { home: { channel: entries.channel } } : {};
    const offered =
      first === undefined ? await launchable(deps, request.requester) : { templates: [template] };
    const form = await withLock(deps, {
      ...{ channel: context.channel, ...place },
      ...{ ...offered, chosen },
    });
    return deps.windows.replace(window, { kind: 'launch-form', form });
  });
}

/** Shows what would be sent, or its problems, on top of the form. */
export function previewForm(
  deps: FormDeps,
  request: Request,
  context: FormContext,
  entries: FormEntries,
): void {
  const { trigger } = request;
  if (trigger === undefined) return;
  ifAllowed(deps, request, permission, async () => {
    const { home } = context;
    const channel = home === true ? entries.channel : context.channel;
    const { requester } = request;
    const there = channel === undefined ? requester : { ...requester, channel };
    const answer = await preview(deps, there, context, entries);
    return deps.windows.push(trigger, {
      kind: 'preview',
      answer: channel === undefined ? withoutChannel(answer) : answer,
      channel,
      home,
    });
  });
}

/** From Home, there is no channel until one is chosen, and sending from the preview needs one. */
function withoutChannel(answer: Answer): Answer {
  if (answer.kind !== 'dry-run' || answer.refused?.maySend !== true) return answer;
  return { ...answer, refused: { ...answer.refused, lacksChannel: true } };
}

async function preview(
  deps: FormDeps,
  requester: Requester,
  context: FormContext,
  entries: FormEntries,
): Promise<Answer> {
  const { template, first } = await templateOf(deps, context);
  const read = readEntries(entries);
  if (template === undefined) return problemAnswer(changed(context.template));
  if (!read.ok) return { kind: 'problem', problems: read.wrong.map((one) => unreadable[one]) };
  return previewLaunch(deps, { requester }, template, withUnshown(read.input, first), true);
}

const unreadable = {
  maxTime: { kind: 'max-time-unreadable' },
  maxCost: { kind: 'max-cost-unreadable' },
} as const;

/** What happens in a form that is open. */
const permission: PermissionRequest = { verb: 'launch-form', subject: 'form' };
