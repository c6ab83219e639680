// Late redelivery: after the run has settled, Slack delivers everything again to a bot whose clock is five minutes ahead.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Late, Rows } from '../evidence/evidence.ts';
import { slackRecords, type Context } from './context.ts';
import { messageToBot, submittedForm, carriesMessage } from '../evidence/message-to-bot.ts';

/** The bot refuses signatures older than five minutes, and the sandbox signs by its own clock: HTTP needs a shorter time. */
const laterMs = { socket: 300_000, http: 290_000 };
/** A delivery's effects show within this time, or while the run settles again. */
const lookMs = 500;

/** Performs the plan's late redelivery. Undefined if it has none. */
export async function redeliverLate(context: Context, rows: Rows): Promise<Late | undefined> {
  const { plan, bots } = context;
  const act = plan.acts.map((one) => one.act).find((one) => one.do === 'redeliver-late');
  if (act?.do !== 'redeliver-late') return undefined;
  await context.advanceClock(laterMs[plan.mode]);
  await bots.ready();
  const at = Date.now();
  const { payloads } = await slackRecords(context);
  const unanswered = payloads
    .flatMap((one) => messageToBot(one)?.key ?? [])
    .filter((key) => !rows.said.some((row) => row.key === key && row.done === 1));
  const ids = payloads
    .filter((one) => carriesMessage(one) || submittedForm(one) !== undefined)
    .map(({ id }) => id);
  context.note(`redelivers ${ids.length} payloads, five minutes later`);
  await redeliverAll(context, ids);
  if (act.kills) {
    const killed = bots.pid(0);
    bots.kill(0);
    while (bots.pid(0) === killed) await sleep(50);
    await bots.ready();
    await redeliverAll(context, ids);
  }
  await sleep(lookMs);
  return { at, unanswered };
}

async function redeliverAll({ client }: Context, ids: readonly string[]): Promise<void> {
  // Slack’s third and last try comes five minutes after the one before.
  const retry = { number: 3, reason: 'timeout' };
  for (const id of ids) await client.slack('POST', 'redeliver', { id, retry });
}
