// Shared samples: a team, its templates, and the jobs that it launched one afternoon.

import type { CardView } from '../../../app/domain/launch/card.ts';
import type { Cancel } from '../../../app/domain/launch/cancel.ts';
import { estimateCost } from '../../../app/domain/cost/estimate.ts';
import type { Launch } from '../../../app/domain/launch/launch.ts';
import type { CustomJobBody, Target } from '../../../app/domain/job/job.ts';
import type { Phase } from '../../../app/domain/job/phase.ts';
import { type Template } from '../../../app/domain/template/template.ts';
import { fillTemplate } from '../../../app/domain/template/fill/fill-template.ts';
import type { LaunchInput } from '../../../app/domain/template/fill/read-values.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';
import { templateText } from '../../../app/templates/text.ts';
import type { RenderContext } from '../../../blocks/kit/context.ts';
import { prices } from './prices.ts';
import type { Directory } from '../html/directory.ts';

/** Unix ms: a Tuesday, 15:46 UTC. */
export const now = Date.UTC(2026, 10, 24, 15, 46);
export const minute = 60_000;
/** The time some minutes before now. */
export const ago = (minutes: number): number => now - minutes * minute;

export const directory: Directory = {
  people: { U0ANA: 'ana', U0BO: 'bo', U0WANDA: 'wanda' },
  channels: { C0MLJOBS: 'ml-jobs', C0RESEARCH: 'research' },
  groups: { S0MLLEADS: 'ml-leads' },
  now,
};

export const context: RenderContext = {
  now,
  command: '/job',
  token: 'token1',
  workspaceUrl: 'https://acme.slack.com/',
};

export const targets = [
  { project: 'ml-prod', location: 'us-central1' },
  { project: 'ml-prod', location: 'europe-west4' },
] as const;

export const resnetYaml = `name: resnet-train
description: ResNet-50 on ImageNet
parameters:
  lr: { type: number, default: 0.1, min: 0, max: 10, description: learning rate }
  epochs: { type: integer, default: 90, min: 1, description: passes over the data }
  data: { type: string, required: true, pattern: '^gs://', description: where the data set lies }
  gpu: { type: choice, choices: [NVIDIA_L4, NVIDIA_TESLA_T4], default: NVIDIA_L4 }
displayName: 'resnet {{data}} lr={{lr}}'
labels: { team: vision }
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: g2-standard-8, acceleratorType: '{{gpu}}', acceleratorCount: 1 }
      replicaCount: 1
      containerSpec:
        imageUri: us-docker.pkg.dev/ml-prod/train/resnet:v3
        args: ['--lr={{lr}}', '--epochs={{epochs}}', '--data={{data}}']
`;

const llamaYaml = `name: llama-tune
description: Fine-tunes Llama on our tickets, on a chief and three workers
parameters:
  steps: { type: integer, default: 2000 }
displayName: 'llama-tune {{steps}} steps'
target: ml-prod/us-central1
jobSpec:
  workerPoolSpecs:
    - machineSpec: &node { machineType: a3-highgpu-8g, acceleratorType: NVIDIA_H100_80GB, acceleratorCount: 8 }
      replicaCount: 1
      containerSpec: &train { imageUri: us-docker.pkg.dev/ml-prod/train/llama:v12 }
    - machineSpec: *node
      replicaCount: 3
      containerSpec: *train
`;

export const resnet = read(resnetYaml, 'resnet-train', '4eb1d45');
export const llama = read(llamaYaml, 'llama-tune', 'v3');

/** A template from its YAML, read as the bot reads it. */
export function read(yaml: string, name: string, version: string): Template {
  const parsed = templateText.read(yaml, { name, origin: `${name}.yaml`, version });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.template;
}

/** A template filled in as the bot does it. */
export function fill(
  template: Template,
  parameters: LaunchInput['parameters'],
  target: Target = targets[0],
) {
  const filled = fillTemplate(template, { parameters, target }, targets);
  if (!filled.ok) throw new Error(JSON.stringify(filled.problems));
  const { body, target: where } = filled.launch;
  return { ...filled.launch, estimate: estimateCost(body.jobSpec, where.location, prices) };
}

/** A launch of ana, 46 minutes ago. */
export function launchOf(handle: string, more: Partial<Launch> = {}): Launch {
  return {
    id: handle,
    requestKey: `command:${handle}`,
    handle,
    state: 'bound',
    ...fill(resnet, { data: 'gs://acme-data/imagenet', lr: '0.05' }),
    requester: { userId: 'U0ANA', teamId: 'T0ACME', channel: 'C0MLJOBS' },
    requestedAt: ago(46),
    submittedAt: ago(46),
    attempts: 0,
    ...more,
  };
}

/** The job of a launch, running for 40 minutes. */
export function jobOf(
  { handle, target, body }: Launch,
  more: Partial<TrackedJob> = {},
): TrackedJob {
  const key = {
    projectNumber: '123456789012',
    location: target.location,
    id: '8474954081719555745',
  };
  return {
    key,
    target,
    name: `projects/${key.projectNumber}/locations/${key.location}/customJobs/${key.id}`,
    handle,
    displayName: body.displayName,
    state: 'RUNNING',
    stateSince: ago(40),
    version: 2,
    createTime: ago(46),
    startTime: ago(40),
    errorAwaited: false,
    restarts: 0,
    misses: 0,
    gone: false,
    observedAt: ago(39),
    ...more,
  };
}

/** A card with its job. */
export function cardOf(
  handle: string,
  job: Partial<TrackedJob> = {},
  more: Partial<CardView> = {},
): CardView {
  const launch = more.launch ?? launchOf(handle);
  return { launch, job: jobOf(launch, job), ...more };
}

/** The same job with a network, a service account and an encryption key. */
export function secured(body: CustomJobBody): CustomJobBody {
  return {
    ...body,
    jobSpec: {
      ...body.jobSpec,
      scheduling: { strategy: 'SPOT', timeout: '43200s', restartJobOnWorkerRestart: true },
      serviceAccount: 'trainer@ml-prod.iam.gserviceaccount.com',
      network: 'projects/123456789012/global/networks/ml',
      reservedIpRanges: ['vertex-ranges'],
      persistentResourceId: 'warm-pool',
      tensorboard: 'projects/123456789012/locations/us-central1/tensorboards/4711',
      enableWebAccess: true,
    },
    encryptionSpec: {
      kmsKeyName: 'projects/ml-prod/locations/us-central1/keyRings/training/cryptoKeys/jobs',
    },
  };
}

/** Phases, each with its state and the minutes before now at which it began. */
export function phasesOf(...steps: readonly (readonly [string, number])[]): readonly Phase[] {
  return steps.map(([state, minutesAgo]) => ({ state, since: ago(minutesAgo) }));
}

/** A cancel that wanda requested five minutes ago. */
export function cancelOf(handle: string, more: Partial<Cancel> = {}): Cancel {
  return {
    id: `c-${handle}`,
    requestKey: `button:${handle}`,
    state: 'accepted',
    handle,
    requester: { userId: 'U0WANDA', teamId: 'T0ACME', channel: 'C0MLJOBS' },
    reason: 'wrong dataset',
    requestedAt: ago(5),
    attempts: 1,
    ...more,
  };
}

export const outOfMemory = {
  code: 8,
  message:
    'Replicas low on memory: workerpool0. Specify a machine with larger memory and try again.',
};
