// Sends the form: stores a launch like a typed one.

import type { AnswerProblem } from '../../domain/answer/problem.ts';
import { readEntries, type FormContext, type FormEntries } from '../../domain/form/launch-form.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { fillTemplate } from '../../domain/template/fill/fill-template.ts';
import { refuse } from '../permission/refuse.ts';
import { beforeAck } from '../permission/before-ack.ts';
import { decide, decideNow } from '../permission/decide.ts';
import type { FormProblems, Request, Submitted } from '../ports/interactions.ts';
import { withForeseen } from '../launch/request/foresee-launch.ts';
import { isFromSpec } from '../launch/spec-launch.ts';
import { whereTo } from './form-channel.ts';
import { storeLaunch } from '../launch/request/store-launch.ts';
import { changed, templateOf, withUnshown, type FormDeps } from './form-template.ts';

/** Stores the entries as a launch, once per form, or reports problems by field. */
export async function submitForm(
  deps: FormDeps,
  request: Request,
  context: FormContext,
  entries: FormEntries,
): Promise<Submitted> {
  const decision = decideNow(deps, request.requester, 'launch', {
    anywhere: context.home === true,
  });
  if (decision?.allowed === false) {
    await refuse(deps, request, { verb: 'launch', subject: context.template }, decision);
    return problem({ whole: decision.why });
  }
  const { template, first } = await templateOf(deps, context);
  if (template === undefined) return problem({ whole: changed(context.template) });
  const refusal = first && (await whyNotAgain(deps, request, first));
  if (refusal !== undefined) return problem({ whole: refusal });
  const read = readEntries(entries);
  if (!read.ok) return problem(unreadable(read.wrong));
  const input = withUnshown(read.input, first);
  const result = fillTemplate(template, input, deps.targets);
  if (!result.ok) {
    const parameters = result.fields;
    if (Object.keys(parameters).length > 0) return problem({ parameters });
    const isNewer = template.literal && result.newer !== undefined;
    const hint = isNewer ? ({ kind: 'send-unchecked', from: 'form' } as const) : undefined;
    return problem({ whole: { kind: 'several', problems: result.problems }, hint });
  }
  const place = await whereTo(deps, request, context, entries);
  if ('problem' in place) return problem({ channel: place.problem });
  const answer = await deps.store.transaction(async (tx) => {
    await tx.templates.keep(template);
    return storeLaunch(tx, deps, place.request, result.launch, { rerunOf: first?.id });
  });
  // In the form, what was typed isn't lost.
  if (answer?.kind === 'refused') return problem({ whole: answer.why });
  // A closed form can't be asked again.
  return { ok: true, answer: await withForeseen(deps, answer, 'at-once') };
}

/**
 * Why this person may not repeat a launch made from a job's spec. Asked at opening, and again here.
 */
async function whyNotAgain(
  deps: FormDeps,
  request: Request,
  first: Launch,
): Promise<AnswerProblem | undefined> {
  if (!isFromSpec(first)) return undefined;
  const decision = await beforeAck(deps, decide(deps, request.requester, 'launch-spec'));
  if (decision === undefined) return { kind: 'person-not-known-in-time', button: 'Launch' };
  if ('later' in decision) return { kind: 'person-not-told-for-form', why: decision.why };
  if (decision.allowed) return undefined;
  await refuse(deps, request, { verb: 'rerun-spec', subject: first.handle }, decision);
  return decision.why;
}

function unreadable(wrong: readonly ('maxTime' | 'maxCost')[]): Partial<FormProblems> {
  return {
    ...(wrong.includes('maxTime') && { maxTime: { kind: 'duration-unreadable' } }),
    ...(wrong.includes('maxCost') && { maxCost: { kind: 'amount-unreadable' } }),
  };
}

function problem(problems: Partial<FormProblems>): Submitted {
  return { ok: false, problems: { parameters: {}, ...problems } };
}
