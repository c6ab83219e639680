// Answers about templates.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { CustomJobBody } from '../../../app/domain/job/job.ts';
import type { TemplateSave } from '../../../app/domain/template/template-save.ts';
import { templateText } from '../../../app/templates/text.ts';
import type { Captioned } from '../exhibit.ts';
import { over } from './limits.ts';
import { stop } from './locks.ts';
import { ago, fill, llama, resnet, resnetYaml, targets } from './samples.ts';

type Of<Kind extends Answer['kind']> = readonly Captioned<AnswerOf<Kind>>[];

const day = 24 * 60;

function saveOf(number: number, more: Partial<TemplateSave> = {}): TemplateSave {
  return {
    name: 'resnet-train',
    number,
    action: 'save',
    text: resnetYaml,
    author: 'U0WANDA',
    at: ago(20),
    note: 'Smaller steps, or the loss explodes',
    ...more,
  };
}

const slowerYaml = resnetYaml
  .replace('default: 0.1', 'default: 0.05')
  .replace('train/resnet:v3', 'train/resnet:v4');
const changes = templateText.compare(resnetYaml, slowerYaml);

export const templates: Of<'templates'> = [
  [
    'All there are',
    {
      kind: 'templates',
      templates: [llama, resnet],
      problems: [
        {
          file: 'bert.yaml',
          problems: ['`jobSpec.workerPoolSpecs[0].replicaCount` must be a whole number.'],
        },
        {
          file: 'vision/train.yaml',
          problems: [
            '`vision-train.yaml` and `vision/train.yaml` would have the same label, `vision-train`: rename one. Until then none of them is used.',
          ],
        },
      ],
      skipped: [
        { file: 'README.md', why: 'other' },
        { file: 'train.py', why: 'other' },
        { file: '.github', why: 'hidden' },
        { file: 'newest.yaml', why: 'link' },
      ],
    },
  ],
  [
    'Some can’t be launched here now',
    {
      kind: 'templates',
      templates: [llama, resnet],
      closed: [
        { name: llama.name, isRefused: true, isLocked: false },
        { name: resnet.name, isRefused: false, isLocked: true },
      ],
      problems: [],
    },
  ],
  ['None yet', { kind: 'templates', templates: [], problems: [] }],
];

export const template: Of<'template'> = [
  ['From a file', { kind: 'template', template: resnet, source: resnetYaml }],
  [
    'Kept in Slack',
    {
      kind: 'template',
      template: { ...resnet, version: 'v7', targets: [...targets] },
      source: slowerYaml,
      save: saveOf(7),
    },
  ],
];

export const history: Of<'template-history'> = [
  [
    'Its versions',
    {
      kind: 'template-history',
      name: 'resnet-train',
      saves: [
        saveOf(7),
        saveOf(6, {
          action: 'restore',
          restored: 4,
          author: 'U0ANA',
          at: ago(3 * day),
          note: undefined,
        }),
        saveOf(5, { action: 'delete', text: '', at: ago(4 * day), note: undefined }),
        saveOf(4, { at: ago(9 * day), note: 'On L4 instead of T4' }),
      ],
      more: true,
    },
  ],
];

export const diffs: Of<'template-diff'> = [
  [
    'Somebody saved meanwhile',
    {
      kind: 'template-diff',
      name: 'resnet-train',
      before: 6,
      after: 'own-text',
      lines: changes,
      newer: saveOf(7),
    },
  ],
  [
    'What changed',
    { kind: 'template-diff', name: 'resnet-train', before: 6, after: 7, lines: changes },
  ],
  [
    'No difference',
    { kind: 'template-diff', name: 'resnet-train', before: 4, after: 6, lines: [] },
  ],
  [
    'Different only in a secret',
    {
      kind: 'template-diff',
      name: 'resnet-train',
      before: 1,
      after: 2,
      lines: [],
      hidden: true,
    },
  ],
];

const hour = 3_600_000;
const rule = { warnAt: 0.8, act: 'cancel', graceMs: hour / 2, source: 'template' } as const;
const ofPolicy = { ...rule, kind: 'duration', ms: 12 * hour, source: 'policy' } as const;

export const saved: Of<'template-saved'> = [
  ['Saved', { kind: 'template-saved', needs: ['data'], save: saveOf(7), lines: changes }],
  ['Saved for the first time', { kind: 'template-saved', needs: ['data'], save: saveOf(1) }],
  [
    'Saved, with a guard that is looser than the policy’s',
    {
      kind: 'template-saved',
      needs: ['data'],
      save: saveOf(7),
      outdone: [
        { rule: { ...rule, kind: 'duration', ms: 24 * hour }, by: ofPolicy },
        { rule: { ...rule, kind: 'duration', ms: 12 * hour, act: 'tell' }, by: ofPolicy },
      ],
      lines: changes,
    },
  ],
  [
    'Restored',
    {
      kind: 'template-saved',
      needs: ['data'],
      save: saveOf(8, { action: 'restore', restored: 6 }),
      lines: changes,
    },
  ],
  [
    'Deleted',
    { kind: 'template-saved', needs: ['data'], save: saveOf(8, { action: 'delete', text: '' }) },
  ],
];

/** The same with an `env`, which only template files may have. */
function withSecret<Filled extends { readonly body: CustomJobBody }>(filled: Filled): Filled {
  const env = [{ name: 'DB_PASSWORD', value: 'hunter2x' }];
  const jobSpec = { workerPoolSpecs: [{ replicaCount: '1', containerSpec: { env } }] };
  return { ...filled, body: { ...filled.body, jobSpec } };
}

const newerPlace = 'jobSpec.workerPoolSpecs[0].machineSpec.acceleratorType';

const filled = fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' });
const flexible: CustomJobBody = {
  ...filled.body,
  jobSpec: { ...filled.body.jobSpec, scheduling: { strategy: 'FLEX_START' } },
};

export const dryRuns: Of<'dry-run'> = [
  [
    'What would be sent',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' }),
    },
  ],
  [
    'Of unknown cost',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-eu/all' }, targets[1]),
    },
  ],
  [
    'With what is newer than the bot, listed as unchecked',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' }),
      unchecked: [newerPlace],
    },
  ],
  ...[true, false].map((maySend): Of<'dry-run'>[number] => [
    `Newer than the bot, to who ${maySend ? 'may' : 'may not'} send it unchecked`,
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' }),
      refused: {
        problems: [`\`${newerPlace}\` "NVIDIA_GB300" is newer than this bot, or misspelt.`],
        maySend,
      },
    },
  ]),
  [
    'With advice of Google’s',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-data/imagenet' }),
      notes: [
        '`jobSpec.scheduling.maxWaitDuration` is documented for `strategy: FLEX_START` only, and may have no effect here.',
      ],
    },
  ],
  [
    'That a budget would refuse',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' }),
      foreseen: { kind: 'refused', why: over },
    },
  ],
  [
    'Of unknown cost, where limits need it',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-eu/all' }, targets[1]),
      foreseen: {
        kind: 'needs-approval',
        reasons: [
          {
            kind: 'price-unknown',
            why: 'this machine is not in the price list for europe-west4',
          },
        ],
        expiresMs: 86_400_000,
        called: { people: [], groups: [], admins: true, members: false },
      },
    },
  ],
  [
    'That would wait for an approval',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' }),
      foreseen: {
        kind: 'needs-approval',
        reasons: [{ kind: 'always' }],
        expiresMs: 8 * 3_600_000,
        called: { people: ['U0BO'], groups: ['S0MLLEADS'], admins: false, members: false },
      },
    },
  ],
  [
    'With what it falls back on, of which a lock, a limit and the targets stop some',
    {
      kind: 'dry-run',
      ...filled,
      ladder: {
        at: 0,
        missed: [],
        rungs: [
          filled,
          { ...filled, target: { ...targets[0], location: 'us-east1' } },
          { ...filled, body: flexible },
          { ...filled, target: { ...targets[0], location: 'us-west1' }, estimate: undefined },
          { ...filled, target: targets[1] },
        ],
      },
      stops: [
        { kind: 'locked', lock: stop },
        undefined,
        { kind: 'target-not-configured', target: { ...targets[0], location: 'us-west1' } },
        over,
      ],
    },
  ],
  [
    'That nobody could approve',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' }),
      foreseen: { kind: 'refused', why: { kind: 'nobody-could-approve', roles: ['lead'] } },
    },
  ],
  [
    'That a lock would refuse',
    {
      kind: 'dry-run',
      ...fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' }),
      foreseen: {
        kind: 'refused',
        why: {
          kind: 'locked',
          lock: stop,
        },
      },
    },
  ],
  [
    'That a limit would refuse, so that none of its fallbacks is tried',
    {
      kind: 'dry-run',
      ...filled,
      ladder: { at: 0, missed: [], rungs: [filled, { ...filled, body: flexible }] },
      foreseen: { kind: 'refused', why: over },
    },
  ],
  [
    'With what looks like a secret',
    {
      kind: 'dry-run',
      ...withSecret(fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' })),
    },
  ],
];
