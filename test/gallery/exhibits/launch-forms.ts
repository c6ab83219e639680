// The launch form in its various states.

import { stop } from './locks.ts';
import { plainProblem } from '../../../blocks/answer/problem/problem.ts';
import type { Window } from '../../../app/domain/answer/window.ts';
import { resnet, llama, targets, launchOf } from './samples.ts';
import { prices } from './prices.ts';
import type { FieldErrors } from '../html/block.ts';
import { formIds, fieldBlock } from '../../../blocks/kit/value/form-ids.ts';
import type { Template } from '../../../app/domain/template/template.ts';
import { fillTemplate } from '../../../app/domain/template/fill/fill-template.ts';
import type { LaunchForm } from '../../../app/domain/form/launch-form.ts';
import { formCost } from '../../../app/domain/form/form-cost.ts';

export type ViewSample = { readonly window: Window; readonly errors?: FieldErrors };
export type ViewSamples = readonly (readonly [caption: string, sample: ViewSample])[];

const form: LaunchForm = { channel: 'C0MLJOBS', templates: [resnet, llama] };
const priced = (template: Template) => ({
  template,
  targets,
  target: targets[0],
  cost: formCost(template, { parameters: {} }, targets[0], prices),
});
const chosen = priced(resnet);
/** A template without a default machine, so that its price is not known at first. */
const unpriced = {
  ...resnet,
  parameters: resnet.parameters.map((one) =>
    one.name === 'gpu' ? { ...one, default: undefined } : one,
  ),
};
const launch = (more: Partial<LaunchForm>): Window => ({
  kind: 'launch-form',
  form: { ...form, ...more },
});

const notThere: FieldErrors = {
  [formIds.channel]:
    'I’m not in this channel: type /invite @vertexjobs here, then launch again. Nothing was started.',
};

export const launchForms: ViewSamples = [
  ['Which template', { window: launch({}) }],
  ['Its fields', { window: launch({ chosen }) }],
  ['Before its machine is chosen', { window: launch({ chosen: priced(unpriced) }) }],
  ['What is wrong with them', { window: launch({ chosen }), errors: mistakes() }],
  [
    'A re-run with changes',
    { window: launch({ templates: [resnet], chosen: { ...chosen, earlier: earlier() } }) },
  ],
  [
    'With what was typed and right',
    {
      window: launch({
        chosen: {
          ...chosen,
          draft: {
            template: 'resnet-train',
            parameters: { lr: 0.2 },
            maxTimeMs: 7_200_000,
            maxCostUsd: 200,
          },
        },
      }),
    },
  ],
  ['While it is locked', { window: launch({ chosen: { ...chosen, lock: stop } }) }],
  ['No templates yet', { window: launch({ templates: [] }) }],
  ['Some templates are for others', { window: launch({ templates: [resnet], others: 2 }) }],
  ['All templates are for others', { window: launch({ templates: [], others: 3 }) }],
  ['From Home', { window: launch({ chosen, home: {} }), errors: notThere }],
];

/** The errors after a submit with a missing and a wrong value. */
function mistakes(): FieldErrors {
  const filled = fillTemplate(
    resnet,
    { parameters: { lr: '99', data: 'imagenet' }, target: targets[0] },
    targets,
  );
  const key = { template: resnet.name, version: resnet.version };
  const fields = filled.ok ? {} : filled.fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, problem]) => [
      fieldBlock(key, 'parameter', name),
      plainProblem(problem),
    ]),
  );
}

function earlier() {
  const { handle, parameters, target } = launchOf('a3f9');
  return { handle, parameters, target, maxTimeMs: 6 * 60 * 60_000 };
}
