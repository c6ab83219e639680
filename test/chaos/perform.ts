// Does what a plan says, at its times. An act that finds nothing to act on is left out: people don't press what isn't there.

import { setTimeout as sleep } from 'node:timers/promises';
import { arm } from './arm.ts';
import { befall } from './calamities.ts';
import { launch, repeat, request } from './people.ts';
import { edit, fillForm, mention } from './people-talk.ts';
import type { Act } from './plan.ts';
import { playScene } from './scenes.ts';
import type { Stage } from './stage.ts';
import { doStanding } from './standing.ts';

/** Performs all acts of the plan; resolves when the last has ended. */
export async function perform(stage: Stage): Promise<void> {
  await Promise.all(
    stage.plan.acts.map(async ({ atMs, act }) => {
      await sleep(atMs);
      try {
        stage.note(`does ${JSON.stringify(act)}`);
        await doAct(stage, act);
      } catch (error) {
        stage.note(`left out ${act.do}: ${String(error)}`);
      }
    }),
  );
}

async function doAct(stage: Stage, act: Act): Promise<void> {
  const { visitor, crew } = stage;
  switch (act.do) {
    case 'launch':
      return launch(stage, act);
    case 'repeat':
      return repeat(stage, act);
    case 'cancel':
    case 'rerun':
      return request(stage, act);
    case 'redeliver': {
      const id = stage.payloadIds.at(-1 - act.back);
      if (id !== undefined) await visitor.slack('POST', 'redeliver', { id });
      return;
    }
    case 'mention':
      return mention(stage, act);
    case 'edit':
      return edit(stage, act);
    case 'form':
      return fillForm(stage, act);
    case 'late':
      return; // when all is over
    case 'scene':
      return playScene(stage, act);
    case 'slack-fault':
      return arm(stage, 'slack', act.fault);
    case 'vertex-fault':
      return arm(stage, 'vertex', act.fault);
    case 'kill':
      crew.kill(act.replica);
      return;
    case 'term':
      crew.term(act.replica);
      return;
    case 'stop':
      return crew.stop(act.replica, act.forMs);
    case 'slack-outage':
    case 'vertex-outage':
    case 'token-failures':
    case 'lose-google-token':
    case 'revoke':
    case 'list-lag':
    case 'delete-root':
    case 'delete-job':
    case 'kick':
    case 'cut-socket':
    case 'small-pages':
      return befall(stage, act);
    case 'save-template':
    case 'change-template':
    case 'launch-template':
    case 'watch':
    case 'unwatch':
    case 'job-elsewhere':
    case 'open-home':
    case 'set-channel':
    case 'leave':
      return doStanding(stage, act);
  }
}
