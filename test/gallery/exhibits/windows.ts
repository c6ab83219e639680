// Views of every kind. A kind that is missing is a type error.

import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { TemplateForm } from '../../../app/domain/form/template-form.ts';
import { templateText } from '../../../app/templates/text.ts';
import type { Window } from '../../../app/domain/answer/window.ts';
import { renderWindow } from '../../../blocks/answer/window.ts';
import { fileName, type Section } from '../exhibit.ts';
import { answers } from './answers.ts';
import { denyForm, launchSpec } from './approvals.ts';
import { launchForms, type ViewSample, type ViewSamples } from './launch-forms.ts';
import { ago, context, launchOf, resnetYaml } from './samples.ts';

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

/** At least one view of every kind. */
export const windows: Readonly<Record<Window['kind'], ViewSamples>> = {
  'launch-form': launchForms,
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
  'deny-form': [['Why a launch is denied', { window: denyForm }]],
  'launch-spec': [['What a launch sends', { window: launchSpec }]],
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

function atHome(answer: Answer): ViewSample {
  return { window: { kind: 'answer', answer, channel: 'D0ANA' } };
}

/** Modal views. */
export function windowSection(): Section {
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
