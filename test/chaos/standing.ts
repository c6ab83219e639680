// Does what people set up, look at and leave.

import { setTimeout as sleep } from 'node:timers/promises';
import { patiently, type } from './people.ts';
import { places } from './scene.ts';
import type { Stage } from './stage.ts';
import { elsewhere, houseTemplate, type StandingAct } from './standing-acts.ts';

type Of<Do extends StandingAct['do']> = Extract<StandingAct, { do: Do }>;

/** Where what belongs to no channel is typed: everybody is there. */
const [{ channel: square }] = places;
const criterion = `label.team=${elsewhere.team}`;

/** Does one of them. */
export async function doStanding(stage: Stage, act: StandingAct): Promise<void> {
  const { visitor } = stage;
  switch (act.do) {
    case 'save-template':
      return saveTemplate(stage, act);
    case 'change-template': {
      const rest = act.how === 'delete' ? '' : ' v1 as it was';
      await type(stage, act.user, square, `/job template ${act.how} ${houseTemplate}${rest}`);
      return;
    }
    case 'launch-template': {
      const text = `/job launch ${houseTemplate} tag=${act.tag}`;
      await type(stage, act.user, act.channel, text);
      return;
    }
    case 'watch':
    case 'unwatch':
      await type(stage, act.user, act.channel, `/job ${act.do} ${criterion}`);
      return;
    case 'job-elsewhere':
      return makeElsewhere(stage, act);
    case 'open-home':
      return visitor.openHome(act.user);
    case 'set-channel':
      return setChannel(stage, act);
    case 'leave':
      await visitor.slack('POST', 'act/leave', { channel: act.channel, user: act.user });
      stage.left.push({ user: act.user, channel: act.channel, at: Date.now() });
  }
}

/** How long somebody keeps pressing Save. */
const patienceMs = 4_000;

/** Writes in the window until it closes: it stays when somebody else has saved meanwhile, or the bot could not. */
async function saveTemplate(stage: Stage, { user, mark }: Of<'save-template'>): Promise<void> {
  const { visitor } = stage;
  const isOpen = async () => {
    const { views } = await visitor.slackRecords();
    return views.some((one) => one.open && one.user === user && one.type === 'modal');
  };
  await type(stage, user, square, `/job template save ${houseTemplate}`);
  const opened = await patiently(async () => ((await isOpen()) ? true : undefined));
  if (opened === undefined) return;
  for (const end = Date.now() + patienceMs; Date.now() < end && (await isOpen());) {
    const { id } = await visitor.submit(user, { yaml: templateText(mark) });
    if (id !== undefined) stage.payloadIds.push(id);
    await sleep(100);
  }
}

/** Bears its mark in two places: half a version would show. */
export const templateText = (mark: string): string => `name: ${houseTemplate}
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

async function makeElsewhere(
  { visitor }: Stage,
  { name: displayName, scenario, location }: Of<'job-elsewhere'>,
): Promise<void> {
  const pool = {
    machineSpec: { machineType: 'n1-standard-4' },
    replicaCount: 1,
    containerSpec: { imageUri: 'gcr.io/somebody/else' },
  };
  const job = { displayName, labels: elsewhere, jobSpec: { workerPoolSpecs: [pool] } };
  await visitor.vertex('POST', 'jobs', { job, scenario, location });
}

async function setChannel(
  stage: Stage,
  { user, channel, text, again }: Of<'set-channel'>,
): Promise<void> {
  const { id } = await type(stage, user, channel, `/job channel ${text}`);
  if (again && id !== undefined) await stage.visitor.slack('POST', 'redeliver', { id });
}
