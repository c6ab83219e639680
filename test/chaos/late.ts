// Slack brings late what it brought before: when all is over, to a bot that was started five minutes later.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Late, Rows } from './evidence.ts';
import { slackBooks, type Stage } from './stage.ts';
import { saidIn, submittedIn, tellsOfMessage } from './said.ts';

/** A signature of Slack's is refused when it is older than five minutes, and the sandbox signs by its own clock. */
const laterMs = { socket: 300_000, http: 290_000 };
/** What comes of a delivery is seen by then, or when the run is settled again. */
const lookMs = 500;

/** Does what the plan says of late deliveries, after everything was settled; undefined: nothing. */
export async function bringLate(stage: Stage, rows: Rows): Promise<Late | undefined> {
  const { plan, crew } = stage;
  const act = plan.acts.map((one) => one.act).find((one) => one.do === 'late');
  if (act?.do !== 'late') return undefined;
  await stage.letPass(laterMs[plan.mode]);
  await crew.ready();
  const at = Date.now();
  const { payloads } = await slackBooks(stage);
  const undone = payloads
    .flatMap((one) => saidIn(one)?.key ?? [])
    .filter((key) => !rows.said.some((row) => row.key === key && row.done === 1));
  const ids = payloads
    .filter((one) => tellsOfMessage(one) || submittedIn(one) !== undefined)
    .map(({ id }) => id);
  stage.note(`brings ${ids.length} once more, five minutes later`);
  await bringAll(stage, ids);
  if (act.kills) {
    const killed = crew.pid(0);
    crew.kill(0);
    while (crew.pid(0) === killed) await sleep(50);
    await crew.ready();
    await bringAll(stage, ids);
  }
  await sleep(lookMs);
  return { at, undone };
}

async function bringAll({ visitor }: Stage, ids: readonly string[]): Promise<void> {
  // Slack’s third and last try comes five minutes after the one before.
  const retry = { number: 3, reason: 'timeout' };
  for (const id of ids) await visitor.slack('POST', 'redeliver', { id, retry });
}
