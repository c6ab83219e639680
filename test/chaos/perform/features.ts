// Performs what people do besides launching.

import { setTimeout as sleep } from 'node:timers/promises';
import { labels, press, waitFor, type } from './commands.ts';
import { cancelLaddered, launchLaddered } from './ladders.ts';
import { places } from '../plan/setup.ts';
import { findCard, type Context } from './context.ts';
import {
  externalLabels,
  gatedTemplate,
  lockedTemplate,
  savedTemplate,
  type FeatureAct,
} from '../plan/feature-act.ts';

type Of<Do extends FeatureAct['do']> = Extract<FeatureAct, { do: Do }>;

/** Where commands that belong to no channel are typed: everybody is a member. */
const [{ channel: commonChannel }] = places;
const criterion = `label.team=${externalLabels.team}`;

/** Performs one act. */
export async function performFeature(context: Context, act: FeatureAct): Promise<void> {
  const { client } = context;
  switch (act.do) {
    case 'save-template':
      return saveTemplate(context, act);
    case 'change-template': {
      const rest = act.how === 'delete' ? '' : ' v1 as it was';
      await type(
        context,
        act.user,
        commonChannel,
        `/job template ${act.how} ${savedTemplate}${rest}`,
      );
      return;
    }
    case 'launch-template': {
      const text = `/job launch ${savedTemplate} tag=${act.tag}`;
      await type(context, act.user, act.channel, text);
      return;
    }
    case 'watch':
    case 'unwatch':
      await type(context, act.user, act.channel, `/job ${act.do} ${criterion}`);
      return;
    case 'create-external-job':
      return createExternalJob(context, act);
    case 'open-home':
      return client.openHome(act.user);
    case 'set-channel':
      return setChannel(context, act);
    case 'lock':
    case 'unlock':
      return turnLock(context, act);
    case 'launch-guarded': {
      const text = `/job launch ${lockedTemplate} tag=${act.tag} in=sandbox-project/us-central1`;
      await type(context, act.user, act.channel, text);
      return;
    }
    case 'launch-gated': {
      const text = `/job launch ${gatedTemplate} tag=${act.tag} in=sandbox-project/us-central1`;
      await type(context, act.user, act.channel, text);
      return;
    }
    case 'launch-limited': {
      const { template, tag, scenario } = act;
      const place = 'in=sandbox-project/us-central1';
      const text = `/job launch ${template} tag=${tag} scenario=${scenario} ${place}`;
      await type(context, act.user, act.channel, text);
      return;
    }
    case 'launch-laddered':
      return launchLaddered(context, act);
    case 'cancel-laddered':
      return cancelLaddered(context, act);
    case 'extend':
      return extend(context, act);
    case 'approve':
    case 'deny':
      return vote(context, act);
    case 'leave':
      await client.slack('POST', 'act/leave', { channel: act.channel, user: act.user });
      context.departures.push({ user: act.user, channel: act.channel, at: Date.now() });
  }
}

/** How long a person keeps pressing Save. */
const timeoutMs = 4_000;

/** Submits the modal until it closes. It stays open if somebody else saved meanwhile, or if the bot could not save. */
async function saveTemplate(context: Context, { user, mark }: Of<'save-template'>): Promise<void> {
  const { client } = context;
  const isOpen = async () => {
    const { views } = await client.slackRecords();
    return views.some((one) => one.open && one.user === user && one.type === 'modal');
  };
  await type(context, user, commonChannel, `/job template save ${savedTemplate}`);
  const opened = await waitFor(async () => ((await isOpen()) ? true : undefined));
  if (opened === undefined) return;
  for (const end = Date.now() + timeoutMs; Date.now() < end && (await isOpen());) {
    const { id } = await client.submit(user, { yaml: templateText(mark) });
    if (id !== undefined) context.payloadIds.push(id);
    await sleep(100);
  }
}

/** Has the mark in two places, so that a mix of two versions would show. */
const templateText = (mark: string): string => `name: ${savedTemplate}
parameters:
  tag: { type: string, required: true }
displayName: '{{tag}}'
labels: { team: chaos, mark: ${mark} }
target: sandbox-project/us-central1
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec:
        imageUri: us-docker.pkg.dev/sandbox/demo/train:v1
        args: [${mark}]
`;

async function createExternalJob(
  { client }: Context,
  { name: displayName, scenario, location }: Of<'create-external-job'>,
): Promise<void> {
  const pool = {
    machineSpec: { machineType: 'n1-standard-4' },
    replicaCount: 1,
    containerSpec: { imageUri: 'gcr.io/somebody/else' },
  };
  const job = { displayName, labels: externalLabels, jobSpec: { workerPoolSpecs: [pool] } };
  await client.vertex('POST', 'jobs', { job, scenario, location });
}

/** Presses Approve, or Deny with a reason. Does nothing if the card does not come in time. */
async function vote(
  context: Context,
  { do: verdict, tag, user, channel, presses }: Of<'approve' | 'deny'>,
): Promise<void> {
  const { client } = context;
  const handle = await waitFor(async () => (await findCard(context, tag))?.handle);
  if (handle === undefined) return;
  await press(context, { user, channel, label: labels[verdict], handle }, presses);
  if (verdict === 'approve') return;
  const form = await waitFor(async () => {
    const { views } = await client.slackRecords();
    return views.find((one) => one.open && one.user === user && one.type === 'modal');
  });
  if (form === undefined) return;
  const values = { 'deny-reason': { value: 'use the smaller cluster' } };
  await client.slack('POST', 'act/submit', { user, view_id: form.id, values });
}

/** Does nothing if the job's card does not come in time, or no warning below it. */
async function extend(
  context: Context,
  { tag, user, channel, presses }: Of<'extend'>,
): Promise<void> {
  const handle = await waitFor(async () => (await findCard(context, tag))?.handle);
  if (handle === undefined) return;
  await press(context, { user, channel, label: labels.extend, handle }, presses);
}

async function turnLock(
  context: Context,
  { do: verb, user, again }: Of<'lock' | 'unlock'>,
): Promise<void> {
  const reason = verb === 'lock' ? ' the data moves' : '';
  const text = `/job ${verb} template=${lockedTemplate}${reason}`;
  const { id } = await type(context, user, commonChannel, text);
  if (again && id !== undefined) await context.client.slack('POST', 'redeliver', { id });
}

async function setChannel(
  context: Context,
  { user, channel, text, again }: Of<'set-channel'>,
): Promise<void> {
  const { id } = await type(context, user, channel, `/job channel ${text}`);
  if (again && id !== undefined) await context.client.slack('POST', 'redeliver', { id });
}
