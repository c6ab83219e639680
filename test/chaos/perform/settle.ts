// After the faults: everything the bot has in hand comes to its end, with only the help that people could give. No limit is tight: what is
// judged is what is true in the end, not when it became true.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Rows } from '../evidence/evidence.ts';
import { staleHomes } from '../judge/homes.ts';
import { channelsOf, endFaults } from './inject-fault.ts';
import { unfinishedIn, unpolledTargets } from '../evidence/unfinished.ts';
import { press, type } from './commands.ts';
import { botMessages, helperIn, slackRecords, vertexRecords, type Context } from './context.ts';
import { cardOf, terminalStates, wordsOf } from '../evidence/words.ts';

/** Limit of one run. A refused token and a lost cancel take half a minute each, and direct messages wait a minute to be combined. */
const longestMs = 200_000;
const lookMs = 250;
/** Restarting the bot does not hurry what waits for a certain time. */
const longestPauseMs = 16_000;
/** What Google refuses for lack of quota is launched again at most this often. */
const mostLaunches = 2;
/** Jobs that end by themselves have ended by then. */
const looksBeforeCancel = 12;
/** After this many looks a job that no cancel ends is ended at Google. */
const looksBeforeForcedEnd = 24;
/** After this many looks the bot is removed from its channels and invited again: it may have missed an invitation. */
const looksBeforeNudge = 60;

/** A list read this long after the faults shows every job. */
const surelyReadMs = 1_500;

/** States of a card that will still change. */
const unsettled =
  /^(?:REQUESTED|STARTING|STARTED|UNCERTAIN|QUEUED|PENDING|RUNNING|CANCELLING|PAUSED|UPDATING|HIBERNATING)$/;

/** Ends the faults and waits. Returns the rows, and what did not come to its end. */
export async function settle(
  context: Context,
  readRows: () => Promise<Rows>,
): Promise<{ readonly rows: Rows; readonly open: readonly string[] }> {
  const began = Date.now();
  const end = began + longestMs;
  await endFaults(context);
  const helper = createHelper(context);
  for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    await context.bots.ready();
    while (Date.now() < end && !(await isQuiet(context, began))) {
      await helper();
      await sleep(lookMs);
    }
    await context.bots.terminateAll();
    const rows = await readRows();
    const open = [...unfinishedIn(rows), ...unpolledTargets(rows, began + surelyReadMs)];
    if (open.length === 0 || Date.now() > end) return { rows, open };
    context.note(`not over yet: ${open.join(', ')}`);
    await context.bots.ready();
    await sleep(pauseMs);
  }
}

/** Whether everything looks finished from outside. */
async function isQuiet(context: Context, began: number): Promise<boolean> {
  const isWatched = context.plan.acts.some(({ act }) => act.do === 'watch');
  if (isWatched && Date.now() < began + 2 * surelyReadMs) return false;
  const { jobs } = await vertexRecords(context);
  if (jobs.some(({ state, deleted }) => !deleted && !terminalStates.includes(state))) return false;
  const records = await slackRecords(context);
  if (staleHomes(records).length > 0) return false;
  const messages = botMessages(records).filter(({ deleted }) => !deleted);
  if (newestCards(messages).some(({ word }) => unsettled.test(word))) return false;
  if (context.plan.onQuestion !== 'ignore' && openQuestions(messages).length > 0) return false;
  return hasToldAll(await context.bots.metricsPort());
}

async function hasToldAll(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await response.text();
    const gauge = (name: string) => new RegExp(`^vertex_job_bot_${name} 0$`, 'm').test(text);
    return gauge('open_updates') && gauge('live_jobs');
  } catch {
    return false;
  }
}

/** Launches whose question is still unanswered, by their card. */
function openQuestions(messages: ReturnType<typeof botMessages>) {
  return messages.filter(({ text, ts, channel }) => {
    if (cardOf(text)?.word !== 'NOT FOUND') return false;
    return messages.some(
      (one) =>
        one.channel === channel && one.threadTs === ts && wordsOf(one.text).includes('asked'),
    );
  });
}

/** What people do meanwhile: answer questions, cancel what never ends, and let the bot in again. */
function createHelper(context: Context): () => Promise<void> {
  const { plan, client } = context;
  let looks = 0;
  let answers = 0;
  return async () => {
    looks += 1;
    if (looks > looksBeforeCancel && looks % 4 === 0) await cancelEndless(context);
    if (plan.onQuestion !== 'ignore' && looks % 4 === 0) {
      answers += await answerQuestions(context, answers < mostLaunches ? plan.onQuestion : 'leave');
    }
    if (looks > looksBeforeForcedEnd && looks % 8 === 0) {
      for (const { id, state, deleted } of (await vertexRecords(context)).jobs) {
        if (deleted || state !== 'CANCELLING') continue;
        await client.vertex('POST', `jobs/${id}/state`, { state: 'CANCELLED' });
      }
    }
    if (looks % looksBeforeNudge === 0) {
      for (const channel of channelsOf(plan)) {
        await client.slack('POST', 'act/kick', { channel });
        await client.slack('POST', 'act/invite', { channel });
      }
    }
  };
}

/** Cancels through the bot what no one else will end. */
async function cancelEndless(context: Context): Promise<void> {
  const { jobs } = await vertexRecords(context);
  const live = jobs.filter(({ state, deleted }) => !deleted && isEndless(state));
  if (live.length === 0) return;
  const messages = botMessages(await slackRecords(context)).filter(({ deleted }) => !deleted);
  for (const { handle, word, text, channel } of newestCards(messages)) {
    if (!isEndless(word) || text.includes('Cancel asked for by')) continue;
    // Where its card is: from another channel the bot asks first.
    await type(context, helperIn(channel), channel, `/job cancel ${handle} the run is over`);
  }
}

/** The card of each job as it is kept up to date: of a root that was posted twice, the first is not. */
function newestCards(messages: ReturnType<typeof botMessages>) {
  const cards = messages.flatMap(({ text, channel }) => {
    const card = cardOf(text);
    return card === undefined ? [] : [[card.handle, { ...card, text, channel }] as const];
  });
  return [...new Map(cards).values()];
}

const isEndless = (state: string): boolean => ['QUEUED', 'RUNNING', 'PAUSED'].includes(state);

/** Presses an answer twice at each open question; returns how many there were. */
async function answerQuestions(context: Context, choice: 'again' | 'leave'): Promise<number> {
  const label = choice === 'again' ? 'Launch again' : 'Leave it';
  const messages = botMessages(await slackRecords(context)).filter(({ deleted }) => !deleted);
  const questions = openQuestions(messages);
  for (const { text, channel } of questions) {
    const handle = cardOf(text)?.handle;
    if (handle === undefined) continue;
    await press(context, { user: helperIn(channel), channel, label, handle }, 2);
  }
  return questions.length;
}
