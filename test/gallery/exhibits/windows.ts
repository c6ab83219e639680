// A window of each kind. A new kind without a picture is an error of types.

import type { Answer } from '../../../app/domain/answer/answer.ts';
import { formCost } from '../../../app/domain/form/form-cost.ts';
import type { LaunchForm } from '../../../app/domain/form/launch-form.ts';
import type { TemplateForm } from '../../../app/domain/form/template-form.ts';
import { type Template } from '../../../app/domain/template/template.ts';
import { fillTemplate } from '../../../app/domain/template/fill-template.ts';
import { templateText } from '../../../app/templates/text.ts';
import { fieldBlock, formIds } from '../../../blocks/kit/form-ids.ts';
import type { Window } from '../../../app/domain/answer/window.ts';
import { renderWindow } from '../../../blocks/answer/window.ts';
import { fileName, type Room } from '../exhibit.ts';
import type { FieldErrors } from '../html/block.ts';
import { answers } from './answers.ts';
import { prices } from './prices.ts';
import { ago, context, launchOf, llama, resnet, resnetYaml, targets } from './workshop.ts';

type Pane = { readonly window: Window; readonly errors?: FieldErrors };
type Panes = readonly (readonly [caption: string, pane: Pane])[];

const form: LaunchForm = { channel: 'C0MLJOBS', templates: [resnet, llama] };
const priced = (template: Template, given: Readonly<Record<string, string>> = {}) => ({
  template,
  targets,
  cost: formCost(template, { parameters: given }, targets[0], prices),
});
const chosen = priced(resnet);
/** Which machine it needs has to be said. */
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

const written: TemplateForm = {
  channel: 'C0MLJOBS',
  name: 'resnet-train',
  base: 6,
  text: resnetYaml,
};
const template = (more: Partial<TemplateForm>): Window => ({
  kind: 'template-form',
  form: { ...written, ...more },
});

const notThere: FieldErrors = {
  [formIds.channel]:
    'I’m not in this channel: type /invite @vertexjobs here, then launch again. Nothing was started.',
};

/** Every kind, and how else it can look. */
export const windows: Readonly<Record<Window['kind'], Panes>> = {
  'launch-form': [
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
            draft: { template: 'resnet-train', parameters: { lr: 0.2 }, maxTimeMs: 7_200_000 },
          },
        }),
      },
    ],
    ['No templates yet', { window: launch({ templates: [] }) }],
    ['From Home', { window: launch({ chosen, home: {} }), errors: notThere }],
  ],
  preview: [
    ...answers['dry-run'].map(
      ([caption, answer]) =>
        [`Preview: ${caption}`, { window: { kind: 'preview', answer } }] as const,
    ),
    ...answers['template-diff']
      .slice(0, 1)
      .map(([, answer]) => ['Check and compare', { window: { kind: 'preview', answer } }] as const),
    [
      'A preview of mistakes',
      {
        window: {
          kind: 'preview',
          answer: {
            kind: 'problem',
            problems: [
              '`data` is required: it must be text that matches `^gs://`.',
              '`lr` must be at most 10, not 99.',
            ],
          },
        },
      },
    ],
  ],
  answer: [
    ...answers.logs
      .slice(0, 1)
      .map(([, answer]) => ['A log, asked for at Home', atHome(answer)] as const),
    [
      'A launch, asked for at Home',
      atHome({
        kind: 'launch-stored',
        handle: 'a3f9',
        displayName: 'resnet gs://acme-data/imagenet lr=0.05',
        estimate: launchOf('a3f9').estimate,
        elsewhere: 'C0RESEARCH',
      }),
    ],
    [
      'A cancel, asked for at Home',
      atHome({
        kind: 'cancel-stored',
        handle: 'a3f9',
        displayName: 'resnet gs://acme-data/imagenet lr=0.05',
      }),
    ],
  ],
  'whole-template': [
    [
      'The text of a long template',
      {
        window: {
          kind: 'whole-template',
          template: { name: 'resnet-train', version: 'v6', text: resnetYaml },
        },
      },
    ],
  ],
  'template-form': [
    ['A template', { window: template({}) }],
    [
      'From a job with a secret',
      {
        window: template({
          base: 0,
          name: 'resnet-big',
          notices: [
            {
              kind: 'secrets-left-out',
              paths: ['jobSpec.workerPoolSpecs[0].containerSpec.env HF_TOKEN'],
            },
            { kind: 'fields-left-out', paths: ['jobSpec.scheduling.priority'] },
          ],
        }),
      },
    ],
    [
      'Somebody else was faster',
      {
        window: template({
          base: 7,
          note: 'Ten epochs more',
          conflict: {
            author: 'U0WANDA',
            at: ago(2),
            note: 'Smaller steps, or the loss explodes',
            deleted: false,
            lines: templateText.compare(
              resnetYaml,
              resnetYaml.replace('default: 0.1', 'default: 0.05'),
            ),
          },
        }),
      },
    ],
    [
      'Too long for its fields',
      { window: template({ text: `${resnetYaml}${'#'.repeat(4_000)}` }) },
    ],
  ],
};

function atHome(answer: Answer): Pane {
  return { window: { kind: 'answer', answer, channel: 'D0ANA' } };
}

/** What Slack shows under the fields when they are submitted empty and wrong. */
function mistakes(): FieldErrors {
  const filled = fillTemplate(
    resnet,
    { parameters: { lr: '99', data: 'imagenet' }, target: targets[0] },
    targets,
  );
  const key = { template: resnet.name, version: resnet.version };
  const fields = filled.ok ? {} : filled.fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [
      fieldBlock(key, 'parameter', name),
      text.replaceAll('`', ''),
    ]),
  );
}

function earlier() {
  const { handle, parameters, target } = launchOf('a3f9');
  return { handle, parameters, target, maxTimeMs: 6 * 60 * 60_000 };
}

/** Modals. */
export function windowRoom(): Room {
  return {
    name: 'windows',
    title: 'Windows',
    about: 'Forms and previews.',
    exhibits: Object.values(windows)
      .flat()
      .map(([caption, { window, errors }]) => ({
        name: fileName(caption),
        caption,
        shown: { kind: 'window', view: renderWindow(window, context), ...(errors && { errors }) },
      })),
  };
}
