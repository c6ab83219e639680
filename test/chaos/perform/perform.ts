// Performs a plan's acts at their times. An act without a target, such as a press of a missing button, is skipped.

import { setTimeout as sleep } from 'node:timers/promises';
import { injectFault } from './inject-fault.ts';
import { causeOutage } from './outages.ts';
import { launch, repeat, request } from './commands.ts';
import { edit, fillForm, mention } from './talk.ts';
import type { Act } from '../plan/plan.ts';
import { runSequence } from './sequences.ts';
import type { Context } from './context.ts';
import { performFeature } from './features.ts';

/** Performs all acts of the plan; resolves when the last has ended. */
export async function perform(context: Context): Promise<void> {
  await Promise.all(
    context.plan.acts.map(async ({ atMs, act }) => {
      await sleep(atMs);
      try {
        context.note(`act ${JSON.stringify(act)}`);
        await performAct(context, act);
      } catch (error) {
        context.note(`skipped ${act.do}: ${String(error)}`);
      }
    }),
  );
}

async function performAct(context: Context, act: Act): Promise<void> {
  const { client, bots } = context;
  switch (act.do) {
    case 'launch':
      return launch(context, act);
    case 'repeat':
      return repeat(context, act);
    case 'cancel':
    case 'rerun':
      return request(context, act);
    case 'redeliver': {
      const id = context.payloadIds.at(-1 - act.back);
      if (id !== undefined) await client.slack('POST', 'redeliver', { id });
      return;
    }
    case 'mention':
      return mention(context, act);
    case 'edit':
      return edit(context, act);
    case 'form':
      return fillForm(context, act);
    case 'redeliver-late':
      return; // Done after the run has settled.
    case 'sequence':
      return runSequence(context, act);
    case 'slack-fault':
      return injectFault(context, 'slack', act.fault);
    case 'vertex-fault':
      return injectFault(context, 'vertex', act.fault);
    case 'kill':
      bots.kill(act.replica);
      return;
    case 'term':
      bots.term(act.replica);
      return;
    case 'stop':
      return bots.stop(act.replica, act.forMs);
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
      return causeOutage(context, act);
    case 'save-template':
    case 'change-template':
    case 'launch-template':
    case 'watch':
    case 'unwatch':
    case 'create-external-job':
    case 'open-home':
    case 'set-channel':
    case 'lock':
    case 'unlock':
    case 'launch-guarded':
    case 'launch-gated':
    case 'launch-limited':
    case 'launch-laddered':
    case 'cancel-laddered':
    case 'extend':
    case 'approve':
    case 'deny':
    case 'leave':
      return performFeature(context, act);
  }
}
